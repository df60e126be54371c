//! A page in a real window, driven as a person uses it: things are found by what they are and what they are called.
//!
//! A client of the W3C's WebDriver protocol, <https://www.w3.org/TR/webdriver2/>, as far as that needs one, over `ureq`: blocking,
//! and small enough for xtask.

mod wire;

use std::{
    fmt::{self, Display, Formatter},
    path::Path,
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use self::wire::Wire;

/// The longest wait for anything that a page should show, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// Between two looks.
const PACE: Duration = Duration::from_millis(80);

/// Why something could not be done with the page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Failed(String);

impl Failed {
    fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// What came of it.
pub type Done<T = ()> = Result<T, Failed>;

/// An element of the page, as the driver names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element(String);

impl Element {
    /// The member's name that the protocol has for it.
    const KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

    fn read(value: &Value) -> Option<Self> {
        Some(Self(value[Self::KEY].as_str()?.into()))
    }

    fn json(&self) -> Value {
        json!({ Self::KEY: self.0 })
    }
}

/// What a person looks for: a role, a name and where.
#[derive(Debug, Clone, Copy)]
pub struct What<'a> {
    role: &'a str,
    name: Option<&'a str>,
    within: Option<&'a What<'a>>,
}

impl<'a> What<'a> {
    /// Only inside another.
    pub fn within(self, place: &'a What<'a>) -> Self {
        Self { within: Some(place), ..self }
    }
}

impl Display for What<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "the {} {:?}", self.role, self.name.unwrap_or("of any name"))?;
        self.within.map_or(Ok(()), |place| write!(f, " in {place}"))
    }
}

/// What has this role and this accessible name; a name that ends in ` …` is a beginning.
pub const fn what<'a>(role: &'a str, name: &'a str) -> What<'a> {
    What { role, name: Some(name), within: None }
}

/// What has this role, whatever it is called.
pub const fn any(role: &str) -> What<'_> {
    What { role, name: None, within: None }
}

/// A page in a window that was opened for it. Dropping it ends that window.
#[derive(Debug)]
pub struct Page {
    wire: Wire,
}

impl Page {
    /// Has the driver at this port open the program's window.
    ///
    /// # Errors
    /// Where the program doesn't start or has no page.
    pub fn open(port: u16, program: &Path) -> Done<Self> {
        let options = json!({ "binary": program, "args": [] });
        let wanted = json!({ "alwaysMatch": { "webkitgtk:browserOptions": options } });
        Ok(Self { wire: Wire::open(port, &wanted)? })
    }

    /// Has Chromium's driver at this port open an empty page in a browser that keeps what it has to in a folder of its own.
    ///
    /// # Errors
    /// Where the browser doesn't start.
    pub fn browse(port: u16, folder: &Path) -> Done<Self> {
        let folder = format!("--user-data-dir={}", folder.display());
        let words = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--lang=en-GB",
            "--window-size=1280,900",
            &folder,
        ];
        let wanted = json!({ "alwaysMatch": { "goog:chromeOptions": { "args": words } } });
        Ok(Self { wire: Wire::open(port, &wanted)? })
    }

    /// Goes to an address.
    ///
    /// # Errors
    /// Where the page doesn't load.
    pub fn go(&self, address: &str) -> Done {
        self.wire.post("url", &json!({ "url": address })).map(drop)
    }

    /// Gives the browser a security key that the person touches at once (WebAuthn, section 11).
    ///
    /// # Errors
    /// Where the driver has none.
    pub fn hold_key(&self) -> Done {
        let key = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
            "isUserConsenting": true, "isUserVerified": true,
        });
        self.wire.post("webauthn/authenticator", &key).map(drop)
    }

    /// Has Chromium keep what is downloaded in this folder, without asking.
    ///
    /// # Errors
    /// Where the driver can't.
    pub fn download_into(&self, folder: &Path) -> Done {
        self.devtools("Browser.setDownloadBehavior", &json!({ "behavior": "allow", "downloadPath": folder }))
    }

    /// Has Chromium forget the files of pages that it keeps for their next load.
    ///
    /// # Errors
    /// Where the driver can't.
    pub fn empty_cache(&self) -> Done {
        self.devtools("Network.clearBrowserCache", &json!({}))
    }

    /// Tells Chromium something that only its own protocol has words for.
    fn devtools(&self, command: &str, params: &Value) -> Done {
        self.wire.post("goog/cdp/execute", &json!({ "cmd": command, "params": params })).map(drop)
    }

    /// What the browser shows, as a PNG.
    ///
    /// # Errors
    /// Where the page is gone.
    pub fn screenshot(&self) -> Done<Vec<u8>> {
        let shown = self.wire.get("screenshot")?;
        let bytes = BASE64_STANDARD.decode(shown.as_str().unwrap_or_default());
        bytes.map_err(|error| Failed::new(format!("the picture can't be read: {error}")))
    }

    /// Runs a function's body in the page.
    ///
    /// # Errors
    /// Where the page is gone or the script throws.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Done<Value> {
        self.wire.post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// All that fits right now.
    ///
    /// # Errors
    /// Where the page is gone.
    pub fn all(&self, what: What<'_>) -> Done<Vec<Element>> {
        let place = match what.within {
            None => Value::Null,
            Some(place) => match self.all(*place)?.first() {
                None => return Ok(Vec::new()),
                Some(place) => place.json(),
            },
        };
        // What was in the page a moment ago may be gone.
        let found = match self.run(include_str!("find.js"), &[json!(what.role), json!(what.name), place]) {
            Err(failed) if failed.0.contains("stale element") => return Ok(Vec::new()),
            found => found?,
        };
        Ok(found.as_array().into_iter().flatten().filter_map(Element::read).collect())
    }

    /// Asks again and again until there is an answer.
    ///
    /// # Errors
    /// Where there is none in time.
    pub fn until<T>(&self, what: &str, mut ask: impl FnMut() -> Done<Option<T>>) -> Done<T> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(answer) = ask()? {
                return Ok(answer);
            }
            if Instant::now() > end {
                let page = self.text().unwrap_or_else(|failed| failed.0);
                return Err(Failed::new(format!("waited in vain for {what}; the page says:\n{page}")));
            }
            thread::sleep(PACE);
        }
    }

    /// The one that fits, once it is there.
    ///
    /// # Errors
    /// Where there is none in time, or more than one.
    pub fn find(&self, what: What<'_>) -> Done<Element> {
        let found = self.until(&what.to_string(), || {
            let found = self.all(what)?;
            Ok((!found.is_empty()).then_some(found))
        })?;
        match <[Element; 1]>::try_from(found) {
            Ok([one]) => Ok(one),
            Err(several) => Err(Failed::new(format!("{} times {what}", several.len()))),
        }
    }

    /// The first that fits, once one is there.
    ///
    /// # Errors
    /// Where there is none in time.
    pub fn first(&self, what: What<'_>) -> Done<Element> {
        self.until(&what.to_string(), || Ok(self.all(what)?.into_iter().next()))
    }

    /// Waits until nothing fits any more.
    ///
    /// # Errors
    /// Where something still does.
    pub fn gone(&self, what: What<'_>) -> Done {
        self.until(&format!("the end of {what}"), || Ok(self.all(what)?.is_empty().then_some(())))
    }

    /// Presses what fits as soon as it can be pressed. It must be called to screen readers what it is looked for by.
    ///
    /// # Errors
    /// Where it isn't there in time, is covered or can't be pressed.
    pub fn press(&self, what: What<'_>) -> Done {
        self.until(&format!("{what} to be pressed"), || {
            let element = self.find(what)?;
            self.check_name(what, &element)?;
            if !self.enabled(&element)? {
                return Ok(None);
            }
            self.try_press(&element)
        })
    }

    /// Presses this element.
    ///
    /// # Errors
    /// Where it can't be pressed in time.
    pub fn press_element(&self, element: &Element) -> Done {
        self.until("it to be pressed", || self.try_press(element))
    }

    fn try_press(&self, element: &Element) -> Done<Option<()>> {
        match self.wire.post(&format!("element/{}/click", element.0), &json!({})) {
            Ok(_) => Ok(Some(())),
            // It moves, something passes over it, or the page has drawn it anew.
            Err(failed)
                if ["stale element", "intercepted", "not interactable"]
                    .iter()
                    .any(|why| failed.0.contains(why)) =>
            {
                Ok(None)
            }
            Err(failed) => Err(failed),
        }
    }

    fn check_name(&self, what: What<'_>, element: &Element) -> Done {
        let said = match self.wire.get(&format!("element/{}/computedlabel", element.0)) {
            Ok(said) => said,
            Err(failed) if failed.0.contains("stale element") => return Ok(()),
            Err(failed) => return Err(failed),
        };
        let said = said.as_str().unwrap_or_default().trim();
        let Some(name) = what.name else { return Ok(()) };
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let (said, name) = (plain(said), plain(name));
        let fits = name.strip_suffix('…').filter(|_| what.name.is_some_and(|n| n.ends_with(" …")));
        if fits.map_or(said == name, |beginning| said.starts_with(beginning)) {
            return Ok(());
        }
        Err(Failed::new(format!("{what} is called {said:?} to a screen reader")))
    }

    /// Whether it can be used now: neither disabled nor at work.
    ///
    /// # Errors
    /// Where the page is gone.
    pub fn enabled(&self, element: &Element) -> Done<bool> {
        let script = "return !arguments[0].disabled && arguments[0].getAttribute('aria-disabled') !== 'true'";
        match self.run(script, &[element.json()]) {
            Err(failed) if failed.0.contains("stale element") => Ok(false),
            said => Ok(said? == true),
        }
    }

    /// Writes into what fits, instead of what stands there.
    ///
    /// # Errors
    /// Where it isn't there in time or takes no text.
    pub fn write(&self, what: What<'_>, text: &str) -> Done {
        let element = self.find(what)?;
        self.wire.post(&format!("element/{}/clear", element.0), &json!({}))?;
        self.wire.post(&format!("element/{}/value", element.0), &json!({ "text": text })).map(drop)
    }

    /// What a field holds.
    ///
    /// # Errors
    /// Where it isn't there in time.
    pub fn value(&self, what: What<'_>) -> Done<String> {
        let element = self.find(what)?;
        let value = self.wire.get(&format!("element/{}/property/value", element.0))?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute of an element; nothing where it has none.
    ///
    /// # Errors
    /// Where the element is gone.
    pub fn attribute(&self, element: &Element, name: &str) -> Done<Option<String>> {
        let value =
            self.run("return arguments[0].getAttribute(arguments[1])", &[element.json(), json!(name)])?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// Drags with the mouse inside an element, between two places that are given as shares of its width and height.
    ///
    /// # Errors
    /// Where the page is gone.
    pub fn drag(&self, element: &Element, from: (f64, f64), to: (f64, f64)) -> Done {
        let place = self.run(
            "arguments[0].scrollIntoView({ block: 'nearest' }); const b = arguments[0].getBoundingClientRect(); return [b.x, b.y, b.width, b.height]",
            &[element.json()],
        )?;
        let number = |at: usize| place[at].as_f64().unwrap_or_default();
        let at = |(x, y): (f64, f64)| {
            let (x, y) = (number(0) + x * number(2), number(1) + y * number(3));
            json!({ "type": "pointerMove", "duration": 60, "origin": "viewport", "x": x.round() as i64, "y": y.round() as i64 })
        };
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        let press = |kind: &str| json!({ "type": kind, "button": 0 });
        let steps = [at(from), press("pointerDown"), at(middle), at(to), press("pointerUp")];
        let mouse = json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": steps });
        self.wire.post("actions", &json!({ "actions": [mouse] })).map(drop)
    }

    /// All that can be read in the page.
    ///
    /// # Errors
    /// Where the page is gone.
    pub fn text(&self) -> Done<String> {
        let text = self.run("return document.body.innerText", &[])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// All that can be read in one element.
    ///
    /// # Errors
    /// Where it isn't there in time.
    pub fn text_of(&self, what: What<'_>) -> Done<String> {
        let element = self.find(what)?;
        let text = self.run("return arguments[0].innerText", &[element.json()])?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until these words can be read.
    ///
    /// # Errors
    /// Where they can't in time.
    pub fn see(&self, words: &str) -> Done {
        self.until(&format!("the words {words:?}"), || Ok(self.text()?.contains(words).then_some(())))
    }

    /// Waits until these words can be read no more.
    ///
    /// # Errors
    /// Where they still can.
    pub fn see_no_more(&self, words: &str) -> Done {
        self.until(&format!("the end of {words:?}"), || Ok((!self.text()?.contains(words)).then_some(())))
    }

    /// Brings an element to the middle of what is in sight.
    ///
    /// # Errors
    /// Where the page is gone.
    pub fn show(&self, element: &Element) -> Done {
        self.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", &[element.json()])
            .map(drop)
    }

    /// Waits until fonts and pictures are there and what was changed is painted, so that a picture of the screen shows it.
    ///
    /// # Errors
    /// Where the page is gone.
    pub fn settle(&self) -> Done {
        let script = include_str!("settle.js");
        self.wire.post("execute/async", &json!({ "script": script, "args": [] })).map(drop)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // The window may be closed already.
        let _ = self.wire.delete();
    }
}
