/* A wall clock that a test can set: a library that answers for clock_gettime(CLOCK_REALTIME) in the process that is
 * started with it. Its control number is how many seconds that clock is ahead. Every other clock is the system's, as when a
 * person sets the time. */

#define _GNU_SOURCE
#include <time.h>

#include "../support/control.h"

static int (*real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void find_real(void) {
    real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = real(clock, now);
    if (result == 0 && clock == CLOCK_REALTIME)
        now->tv_sec += *control;
    return result;
}
