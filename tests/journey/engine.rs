//! An engine that runs on an agent's machine, and asking it what only front ends ask.

use std::time::Duration;

use candor_engine::{
    Client, Front as _, Home,
    protocol::{Failure, Request},
};
use serde_json::Value;

use super::rig::Agent;
use crate::support::wait::until;

/// Asks a running engine for one thing.
pub fn ask(agent: &Agent, request: Value) -> Result<Value, Failure> {
    let request: Request = serde_json::from_value(request).unwrap();
    let home = Home::resolve(Some(agent.home())).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut engine = Client::connect(&home).await?.expect("an engine runs");
        engine.ask(request, &mut |_| {}).await
    })
}

/// `candor engine`, until the test is over.
pub struct Engine(std::process::Child);

impl Engine {
    /// Starts it, and waits until it can be reached.
    pub fn start(agent: &Agent) -> Self {
        let child = agent.command(&["engine"]).stderr(std::process::Stdio::null()).spawn().unwrap();
        let engine = Self(child);
        until("the engine", Duration::from_secs(60), || ask_status(agent).then_some(()));
        engine
    }
}

fn ask_status(agent: &Agent) -> bool {
    let socket = agent.home().join("engine.sock");
    socket.exists() && std::os::unix::net::UnixStream::connect(socket).is_ok()
}

impl Drop for Engine {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
