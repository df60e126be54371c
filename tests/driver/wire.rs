//! Questions to a WebDriver: JSON over HTTP, in one session.

use std::time::Duration;

use serde_json::{Value, json};
use ureq::{Agent, Body, http::Response};

use super::{Done, Failed};

/// A driver's answer takes no longer, also on a busy machine; opening a window takes the longest.
const LIMIT: Duration = Duration::from_secs(60);

/// A session of a driver.
#[derive(Debug)]
pub struct Wire {
    agent: Agent,
    session: String,
}

impl Wire {
    /// Opens one with these capabilities.
    pub fn open(port: u16, capabilities: &Value) -> Done<Self> {
        let config =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(LIMIT)).proxy(None);
        let agent = Agent::new_with_config(config.build());
        let sessions = format!("http://127.0.0.1:{port}/session");
        let answer = agent.post(&sessions).send_json(json!({ "capabilities": capabilities }));
        let answer = read("session", answer)?;
        let id = answer["sessionId"].as_str().ok_or_else(|| Failed::new("the driver gave no session"))?;
        Ok(Self { session: format!("{sessions}/{id}"), agent })
    }

    /// Tells the driver to do something.
    pub fn post(&self, path: &str, body: &Value) -> Done<Value> {
        read(path, self.agent.post(format!("{}/{path}", self.session)).send_json(body))
    }

    /// Asks it something.
    pub fn get(&self, path: &str) -> Done<Value> {
        read(path, self.agent.get(format!("{}/{path}", self.session)).call())
    }

    /// Ends the session.
    pub fn delete(&self) -> Done<Value> {
        read("end", self.agent.delete(&self.session).call())
    }
}

fn read(asked: &str, answer: Result<Response<Body>, ureq::Error>) -> Done<Value> {
    let failed = |why: &str| Failed::new(format!("WebDriver {asked}: {why}"));
    let mut answer = answer.map_err(|error| failed(&error.to_string()))?;
    let ok = answer.status().is_success();
    let mut body: Value = answer
        .body_mut()
        .with_config()
        .limit(64 << 20)
        .read_json()
        .map_err(|error| failed(&error.to_string()))?;
    let value = body["value"].take();
    if ok {
        return Ok(value);
    }
    let word = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    Err(failed(&format!("{}: {}", word("error"), word("message"))))
}
