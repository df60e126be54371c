//! The process ends when it must, whatever it is at.

use std::{
    fs,
    io::Write as _,
    os::unix::net::UnixListener,
    process::{Child, ChildStdin, Command, Stdio},
    time::Instant,
};

use candor_capture::{SensorConfig, ToSensor, frame};
use candor_domain::Category;

use super::rig::{LONG, Rig, config};
use crate::support::{
    camera::camera,
    display::Display,
    process::{alive, gone_in_time},
    programs, wait,
};

/// A sensor process without a host, so that its input can be closed at any moment.
fn bare(display: &str, start: Option<SensorConfig>) -> (Child, ChildStdin) {
    let mut child = Command::new(programs::sensor())
        .env_clear()
        .env("DISPLAY", display)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    if let Some(config) = start {
        stdin.write_all(&frame::encode(&ToSensor::Start(Box::new(config))).unwrap()).unwrap();
    }
    (child, stdin)
}

#[test]
fn it_ends_when_its_input_closes_before_a_word_was_said() {
    gone_in_time(|| {
        let (mut child, stdin) = bare(":0", None);
        let closed = Instant::now();
        drop(stdin);
        wait::until("the end of the sensor process", LONG, || child.try_wait().unwrap());
        closed.elapsed()
    });
}

#[test]
fn it_ends_when_its_input_closes_while_a_display_never_answers() {
    // A server that takes connections and says nothing.
    let number = 40_000 + std::process::id() % 20_000;
    let socket = format!("/tmp/.X11-unix/X{number}");
    let _ = fs::create_dir_all("/tmp/.X11-unix");
    let silent = UnixListener::bind(&socket).unwrap();
    gone_in_time(|| {
        let (mut child, stdin) = bare(&format!(":{number}"), Some(config(&[Category::ActivityCounts])));
        let (_connection, _) = silent.accept().unwrap();
        let closed = Instant::now();
        drop(stdin);
        wait::until("the end of the sensor process", LONG, || child.try_wait().unwrap());
        closed.elapsed()
    });
    fs::remove_file(socket).unwrap();
}

#[tokio::test]
async fn it_is_gone_when_finish_or_kill_answers() {
    let rig = Rig::armed(&[Category::ActivityCounts, Category::Screenshots]).await;
    let process = rig.sensor.id().unwrap();
    rig.finish().await;
    assert!(!alive(process));

    let rig = Rig::armed(&[Category::ActivityCounts]).await;
    let process = rig.sensor.id().unwrap();
    rig.sensor.kill().await;
    assert!(!alive(process));
}

#[test]
fn it_ends_at_once_when_its_host_is_dropped_while_a_camera_hangs() {
    gone_in_time(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let launch = candor_capture::Launch::new(programs::sensor()).with_test_camera(camera("stall"));
            let mut rig = Rig::start_with(launch, Display::start(), config(&[Category::WebcamStills])).await;
            rig.arm(&[Category::WebcamStills]).await;
            let process = rig.sensor.id().unwrap();
            wait::until("the camera to be open", LONG, || super::camera::open(process).then_some(()));
            let dropped = Instant::now();
            drop(rig.sensor);
            wait::until("the end of the sensor process", LONG, || (!alive(process)).then_some(()));
            dropped.elapsed()
        })
    });
}

#[test]
fn it_ends_when_the_engine_is_killed_even_if_its_input_stays_open() {
    let display = Display::start();
    gone_in_time(|| {
        // A shell stands for the engine; this test keeps the other end of the sensor's input open.
        let mut engine = display
            .command("sh")
            .args(["-c", "exec 3<&0; \"$0\" <&3 >/dev/null & echo $! >&2; wait"])
            .arg(programs::sensor())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = engine.stdin.take().unwrap();
        let mut told = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(engine.stderr.take().unwrap()), &mut told)
            .unwrap();
        let process: u32 = told.trim().parse().unwrap();
        let start = ToSensor::Start(Box::new(config(&[Category::ActivityCounts])));
        stdin.write_all(&frame::encode(&start).unwrap()).unwrap();
        wait::until("the pill", LONG, || {
            let found =
                display.command("xdotool").args(["search", "--name", "^Candor recording$"]).output().unwrap();
            (!found.stdout.is_empty()).then_some(())
        });
        let killed = Instant::now();
        engine.kill().unwrap();
        engine.wait().unwrap();
        wait::until("the end of the sensor process", LONG, || (!alive(process)).then_some(()));
        drop(stdin);
        killed.elapsed()
    });
}

#[tokio::test]
async fn it_runs_without_network_programs_and_core_dumps() {
    let rig = Rig::armed(&[Category::ActivityCounts]).await;
    let process = rig.sensor.id().unwrap();
    let proc = |name: &str| fs::read_to_string(format!("/proc/{process}/{name}")).unwrap();
    let status = proc("status");
    assert!(status.contains("NoNewPrivs:\t1") && status.contains("Seccomp:\t2"), "{status}");
    let limits = proc("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"]);
    // Every thread is filtered, the pill's, the hook's and those that read and write.
    let tasks: Vec<_> =
        fs::read_dir(format!("/proc/{process}/task")).unwrap().map(|task| task.unwrap().path()).collect();
    assert!(tasks.len() >= 4);
    assert!(
        tasks.iter().all(|task| fs::read_to_string(task.join("status")).unwrap().contains("Seccomp:\t2"))
    );
    // What it was started with of the environment is where the display is.
    let environment = proc("environ");
    let names: Vec<_> =
        environment.split('\0').filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    let allowed = ["DISPLAY", "HOME", "LANG", "XAUTHORITY", "XDG_RUNTIME_DIR", "XDG_SESSION_TYPE"];
    assert!(names.contains(&"DISPLAY") && names.iter().all(|name| allowed.contains(name)), "{names:?}");
}
