//! What the process gives up on Linux: the network, other programs, writing files, being read by other processes.
//!
//! seccomp (kernel 3.17) denies sockets but UNIX ones, running programs, io_uring, which could do both unseen, and
//! reading other processes. Landlock (kernel 5.13, truncation from 6.2, devices from 6.10) denies writing files. An older
//! kernel lacks the latter; the process says so and goes on, since nothing of it writes anyway.

use std::collections::BTreeMap;

use landlock::{
    ABI, AccessFs, CompatLevel, Compatible as _, PathBeneath, PathFd, Ruleset, RulesetAttr as _,
    RulesetCreatedAttr as _, RulesetStatus,
};
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};

/// The newest Landlock that this was tried with. Later ones would also deny connecting to the display's socket.
const LANDLOCK: ABI = ABI::V5;
/// System calls of the x32 kind have this bit on x86-64 and would pass a filter that doesn't know them.
const X32: i64 = 0x4000_0000;

/// Gives up what no configuration needs. Before anything is read. Returns what this system lacks.
pub fn harden() -> Vec<String> {
    keep_memory_small();
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let steps = [
        ("core dumps stay on", setrlimit(Resource::Core, none).map_err(|e| e.to_string())),
        (
            "other processes of this user may read this one",
            set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(|e| e.to_string()),
        ),
        ("the process keeps the network", deny_network_and_programs()),
    ];
    steps.into_iter().filter_map(|(lack, step)| step.err().map(|error| format!("{lack}: {error}"))).collect()
}

/// Gives up writing files, but for cameras' devices where one is needed. Returns what this system lacks.
pub fn confine(camera: bool) -> Vec<String> {
    match deny_writing(camera) {
        Ok(RulesetStatus::FullyEnforced) => Vec::new(),
        Ok(RulesetStatus::PartiallyEnforced) => {
            vec!["this kernel's Landlock is older than version 5: files can't be written, but may be truncated".into()]
        }
        Ok(RulesetStatus::NotEnforced) => {
            vec!["this kernel has no Landlock: the process may write the user's files".into()]
        }
        Err(error) => vec![format!("the process may write the user's files: {error}")],
    }
}

/// Denies sockets other than UNIX ones, new programs and looking into other processes.
fn deny_network_and_programs() -> Result<(), String> {
    let not_unix = |number: u8| {
        SeccompCondition::new(number, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, libc::AF_UNIX as u64)
            .and_then(|condition| SeccompRule::new(vec![condition]))
            .map_err(|error| error.to_string())
    };
    let mut rules = BTreeMap::new();
    let always = [
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_io_uring_setup,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_bpf,
        libc::SYS_userfaultfd,
    ];
    for call in always {
        rules.insert(call, vec![]);
    }
    for call in [libc::SYS_socket, libc::SYS_socketpair] {
        rules.insert(call, vec![not_unix(0)?]);
    }
    if cfg!(target_arch = "x86_64") {
        // Nothing here makes calls of that kind, so none of them is needed.
        let calls: Vec<_> = rules.keys().copied().collect();
        rules.extend(calls.into_iter().map(|call| (call | X32, vec![])));
        // Two of them have numbers of their own there: execve and execveat.
        rules.extend([520, 545].map(|call| (call | X32, vec![])));
    }
    let arch: TargetArch =
        std::env::consts::ARCH.try_into().map_err(|e: seccompiler::BackendError| e.to_string())?;
    let denied = SeccompAction::Errno(libc::EPERM as u32);
    let filter = SeccompFilter::new(rules.into_iter().collect(), SeccompAction::Allow, denied, arch);
    let program: BpfProgram =
        filter.and_then(TryInto::try_into).map_err(|error: seccompiler::BackendError| error.to_string())?;
    // Sets no_new_privs too.
    seccompiler::apply_filter(&program).map_err(|error| error.to_string())
}

fn deny_writing(camera: bool) -> Result<RulesetStatus, landlock::RulesetError> {
    let writing = AccessFs::from_write(LANDLOCK);
    let mut rules =
        Ruleset::default().set_compatibility(CompatLevel::BestEffort).handle_access(writing)?.create()?;
    if camera {
        let device = AccessFs::WriteFile | AccessFs::IoctlDev;
        // A device that isn't there yet can't be allowed: a camera plugged in later works after the next start.
        let devices = std::fs::read_dir("/dev").into_iter().flatten().flatten();
        let cameras = devices.filter(|entry| entry.file_name().to_string_lossy().starts_with("video"));
        for camera in cameras.filter_map(|entry| PathFd::new(entry.path()).ok()) {
            rules = rules.add_rule(PathBeneath::new(camera, device))?;
        }
    }
    Ok(rules.restrict_self()?.ruleset)
}

/// Makes the C library give large blocks back at once and share one heap between threads: pictures come seldom.
#[allow(unsafe_code)]
fn keep_memory_small() {
    #[cfg(target_env = "gnu")]
    // SAFETY: the calls set parameters of the allocator before any other thread exists.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 256 * 1024);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 256 * 1024);
        libc::mallopt(libc::M_ARENA_MAX, 1);
    }
}

#[cfg(test)]
mod tests {
    use std::{io::ErrorKind, net, os::unix::net::UnixStream, process::Command, thread};

    use super::*;

    /// Filters and Landlock hold for the thread that takes them and what it starts, so each case has a thread.
    fn sandboxed<T: Send + 'static>(test: impl FnOnce() -> T + Send + 'static) -> T {
        thread::spawn(|| {
            deny_network_and_programs().unwrap();
            deny_writing(false).unwrap();
            test()
        })
        .join()
        .unwrap()
    }

    #[test]
    fn no_internet_socket_can_be_opened() {
        let denied = sandboxed(|| {
            [
                net::TcpListener::bind("127.0.0.1:0").map(|_| ()),
                net::TcpStream::connect("127.0.0.1:9").map(|_| ()),
                net::UdpSocket::bind("[::1]:0").map(|_| ()),
            ]
            .map(|opened| opened.map_err(|error| error.kind()))
        });
        assert_eq!(denied, [Err(ErrorKind::PermissionDenied); 3]);
        assert!(net::TcpListener::bind("127.0.0.1:0").is_ok());
    }

    #[test]
    fn no_program_can_be_run() {
        let run = || Command::new("/bin/true").status().map(|_| ()).map_err(|error| error.kind());
        assert_eq!(run(), Ok(()));
        assert_eq!(sandboxed(run), Err(ErrorKind::PermissionDenied));
    }

    #[test]
    fn no_file_can_be_written_and_files_can_be_read() {
        let file = std::env::temp_dir().join(format!("candor-sandbox-{}", std::process::id()));
        std::fs::write(&file, "kept").unwrap();
        let path = file.clone();
        let (written, made, read) = sandboxed(move || {
            let kind = |error: std::io::Error| error.kind();
            let other = path.with_extension("other");
            (
                std::fs::write(&path, "changed").map_err(kind),
                std::fs::write(other, "new").map_err(kind),
                std::fs::read_to_string(&path).unwrap(),
            )
        });
        std::fs::remove_file(&file).unwrap();
        assert_eq!((written, made), (Err(ErrorKind::PermissionDenied), Err(ErrorKind::PermissionDenied)));
        assert_eq!(read, "kept");
    }

    #[test]
    fn unix_sockets_and_later_threads_work_inside() {
        let pair = sandboxed(|| {
            let later = thread::spawn(|| net::UdpSocket::bind("127.0.0.1:0").is_ok()).join().unwrap();
            (UnixStream::pair().is_ok(), later)
        });
        assert_eq!(pair, (true, false));
    }
}
