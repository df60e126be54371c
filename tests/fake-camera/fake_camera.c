/* A camera for tests: preloaded into candor-sensor, it answers for /dev/video0 through the same system calls as a real
 * V4L2 device, so that everything above them is the real path. Frames are YUYV with a moving square on a grey ground.
 *
 * CANDOR_TEST_CAMERA says how it behaves:
 *   ok        delivers frames
 *   none      there is no camera
 *   open      opening is refused (EACCES)
 *   busy      another program streams (EBUSY where buffers are asked for)
 *   streamon  the stream doesn't start (EIO)
 *   unplug    the device goes away in the middle of a stream (ENODEV)
 *   stall     no frame ever comes
 *   covered   frames are black
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { BUFFERS = 4, MOST_WIDTH = 640, MOST_HEIGHT = 480, FRAME_BYTES = MOST_WIDTH * MOST_HEIGHT * 2 };

static const struct { unsigned width, height; } SIZES[] = {{320, 240}, {640, 480}};
static atomic_int camera = -1;
static unsigned width = 320, height = 240, frames, queue[BUFFERS], queued;
static DIR *dev;
static int dev_told;

static int mode(const char *name) {
    const char *set = getenv("CANDOR_TEST_CAMERA");
    return strcmp(set ? set : "ok", name) == 0;
}

static int fail(int error) {
    errno = error;
    return -1;
}

static int is_camera(const char *path) { return strcmp(path, "/dev/video0") == 0; }

static int open_camera(void) {
    if (mode("none")) return fail(ENOENT);
    if (mode("open")) return fail(EACCES);
    int fd = memfd_create("candor-test-camera", MFD_CLOEXEC);
    if (fd < 0 || ftruncate(fd, BUFFERS * FRAME_BYTES) < 0) return -1;
    frames = queued = 0;
    camera = fd;
    return fd;
}

static void paint(unsigned index) {
    unsigned char *pixels =
        mmap(NULL, FRAME_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, camera, (off_t)index * FRAME_BYTES);
    if (pixels == MAP_FAILED) return;
    unsigned left = (frames * 8) % (width - 40);
    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++) {
            int square = x >= left && x < left + 40 && y >= 60 && y < 100;
            unsigned char *pixel = pixels + 2 * (y * width + x);
            pixel[0] = mode("covered") ? 16 : square ? 220 : 90 + (x + y) % 40;
            pixel[1] = 128;
        }
    munmap(pixels, FRAME_BYTES);
}

static int dequeue(struct v4l2_buffer *buffer) {
    if (mode("stall"))
        for (;;) pause();
    if (mode("unplug") && frames == 2) return fail(ENODEV);
    if (queued == 0) return fail(EAGAIN);
    struct timespec pace = {0, 15 * 1000 * 1000};
    nanosleep(&pace, NULL);
    buffer->index = queue[0];
    memmove(queue, queue + 1, --queued * sizeof *queue);
    paint(buffer->index);
    buffer->sequence = frames++;
    buffer->bytesused = width * height * 2;
    return 0;
}

static void set_format(struct v4l2_pix_format *pix) {
    pix->width = width;
    pix->height = height;
    pix->pixelformat = V4L2_PIX_FMT_YUYV;
    pix->field = V4L2_FIELD_NONE;
    pix->bytesperline = width * 2;
    pix->sizeimage = width * height * 2;
    pix->colorspace = V4L2_COLORSPACE_SRGB;
}

static int camera_ioctl(unsigned long request, void *arg) {
    if (mode("unplug") && frames >= 2 && (unsigned)request != (unsigned)VIDIOC_DQBUF) return fail(ENODEV);
    switch ((unsigned)request) {
    case (unsigned)VIDIOC_QUERYCAP: {
        struct v4l2_capability *caps = arg;
        strcpy((char *)caps->driver, "candor-test");
        strcpy((char *)caps->card, "Test camera");
        strcpy((char *)caps->bus_info, "platform:test");
        caps->capabilities = caps->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        return 0;
    }
    case (unsigned)VIDIOC_ENUM_FMT: {
        struct v4l2_fmtdesc *format = arg;
        if (format->index > 0) return fail(EINVAL);
        strcpy((char *)format->description, "YUYV 4:2:2");
        format->pixelformat = V4L2_PIX_FMT_YUYV;
        return 0;
    }
    case (unsigned)VIDIOC_ENUM_FRAMESIZES: {
        struct v4l2_frmsizeenum *size = arg;
        if (size->index >= 2 || size->pixel_format != V4L2_PIX_FMT_YUYV) return fail(EINVAL);
        size->type = V4L2_FRMSIZE_TYPE_DISCRETE;
        size->discrete.width = SIZES[size->index].width;
        size->discrete.height = SIZES[size->index].height;
        return 0;
    }
    case (unsigned)VIDIOC_ENUM_FRAMEINTERVALS: {
        struct v4l2_frmivalenum *interval = arg;
        if (interval->index > 0) return fail(EINVAL);
        interval->type = V4L2_FRMIVAL_TYPE_DISCRETE;
        interval->discrete.numerator = 1;
        interval->discrete.denominator = 30;
        return 0;
    }
    case (unsigned)VIDIOC_S_FMT: {
        struct v4l2_format *format = arg;
        int large = format->fmt.pix.width >= 640;
        width = SIZES[large].width;
        height = SIZES[large].height;
        set_format(&format->fmt.pix);
        return 0;
    }
    case (unsigned)VIDIOC_G_FMT:
        set_format(&((struct v4l2_format *)arg)->fmt.pix);
        return 0;
    case (unsigned)VIDIOC_G_PARM:
    case (unsigned)VIDIOC_S_PARM: {
        struct v4l2_captureparm *capture = &((struct v4l2_streamparm *)arg)->parm.capture;
        capture->capability = V4L2_CAP_TIMEPERFRAME;
        capture->timeperframe.numerator = 1;
        capture->timeperframe.denominator = 30;
        return 0;
    }
    case (unsigned)VIDIOC_REQBUFS: {
        struct v4l2_requestbuffers *buffers = arg;
        if (mode("busy")) return fail(EBUSY);
        if (buffers->count > BUFFERS) buffers->count = BUFFERS;
        return 0;
    }
    case (unsigned)VIDIOC_QUERYBUF: {
        struct v4l2_buffer *buffer = arg;
        buffer->length = width * height * 2;
        buffer->m.offset = buffer->index * FRAME_BYTES;
        return 0;
    }
    case (unsigned)VIDIOC_QBUF:
        if (queued == BUFFERS) return fail(EINVAL);
        queue[queued++] = ((struct v4l2_buffer *)arg)->index;
        return 0;
    case (unsigned)VIDIOC_DQBUF:
        return dequeue(arg);
    case (unsigned)VIDIOC_STREAMON:
        return mode("streamon") ? fail(EIO) : 0;
    case (unsigned)VIDIOC_STREAMOFF:
        queued = 0;
        return 0;
    default:
        return fail(ENOTTY);
    }
}

#define NEXT(name, type) ((type)dlsym(RTLD_NEXT, name))
#define OPEN(name)                                                                                       \
    int name(const char *path, int flags, ...) {                                                         \
        va_list rest;                                                                                    \
        va_start(rest, flags);                                                                           \
        int permissions = va_arg(rest, int);                                                             \
        va_end(rest);                                                                                    \
        return is_camera(path) ? open_camera() : NEXT(#name, int (*)(const char *, int, ...))(path, flags, permissions); \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    int own = fd;
    atomic_compare_exchange_strong(&camera, &own, -1);
    return NEXT("close", int (*)(int))(fd);
}

int ioctl(int fd, unsigned long request, ...) {
    va_list rest;
    va_start(rest, request);
    void *arg = va_arg(rest, void *);
    va_end(rest);
    if (fd >= 0 && fd == camera) return camera_ioctl(request, arg);
    return NEXT("ioctl", int (*)(int, unsigned long, ...))(fd, request, arg);
}

long syscall(long number, ...) {
    static long (*next)(long, ...);
    if (!next) next = NEXT("syscall", long (*)(long, ...));
    va_list rest;
    va_start(rest, number);
    long a = va_arg(rest, long), b = va_arg(rest, long), c = va_arg(rest, long);
    long d = va_arg(rest, long), e = va_arg(rest, long), f = va_arg(rest, long);
    va_end(rest);
    if (number == SYS_ioctl && (int)a >= 0 && (int)a == camera) return camera_ioctl(b, (void *)c);
    return next(number, a, b, c, d, e, f);
}

DIR *opendir(const char *path) {
    DIR *opened = NEXT("opendir", DIR * (*)(const char *)) (path);
    if (strcmp(path, "/dev") == 0) {
        dev = opened;
        dev_told = 0;
    }
    return opened;
}

struct dirent64 *readdir64(DIR *folder) {
    static struct dirent64 video = {.d_ino = 1, .d_reclen = sizeof video, .d_type = DT_CHR, .d_name = "video0"};
    struct dirent64 *(*next)(DIR *) = NEXT("readdir64", struct dirent64 * (*)(DIR *));
    if (folder != dev) return next(folder);
    if (!dev_told++ && !mode("none")) return &video;
    struct dirent64 *entry;
    /* The machine's own cameras, if it has any, stay out of the test. */
    while ((entry = next(folder)) && strncmp(entry->d_name, "video", 5) == 0) {
    }
    return entry;
}
