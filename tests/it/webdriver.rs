//! A headless Chromium, driven by the W3C WebDriver protocol through `chromedriver`.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// Longest wait for something to show on a page; generous, because a test machine may build beside the test.
const PATIENCE: Duration = Duration::from_secs(30);

/// Pause between two looks: there is no event to wait for across the protocol, so a condition is polled.
const LOOK_AGAIN: Duration = Duration::from_millis(40);

/// Keys without a character, as WebDriver writes them.
pub(crate) mod key {
    pub(crate) const ENTER: &str = "\u{e007}";
    pub(crate) const ESCAPE: &str = "\u{e00c}";
    pub(crate) const TAB: &str = "\u{e004}";
    pub(crate) const F2: &str = "\u{e032}";
    pub(crate) const DOWN: &str = "\u{e015}";
}

/// One Chromium window with an empty profile; it ends with this value.
pub(crate) struct Browser {
    driver: Child,
    /// Kept open: chromedriver would end on writing into a closed pipe.
    _output: BufReader<ChildStdout>,
    session: String,
    client: reqwest::Client,
    _profile: TempDir,
}

impl Browser {
    /// Starts chromedriver on a free port, and Chromium by it.
    pub(crate) async fn start() -> Self {
        // The crypto provider is installed once per process; another test may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (driver, output, port) = start_driver();
        let profile = tempfile::tempdir().expect("a folder for the browser's profile");
        let client = reqwest::Client::builder().no_proxy().build().expect("an HTTP client");
        let session = format!("http://127.0.0.1:{port}/session");
        let mut browser = Self { driver, _output: output, session, client, _profile: profile };
        let switches = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--window-size=1400,900".to_owned(),
            format!("--user-data-dir={}", browser._profile.path().display()),
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": switches}}}});
        let session = browser.command("", wanted).await;
        let id = session["sessionId"].as_str().expect("WebDriver answers with a sessionId");
        browser.session = format!("{}/{id}", browser.session);
        browser
    }

    /// Opens an address.
    pub(crate) async fn open(&self, address: &str) {
        self.command("/url", json!({"url": address})).await;
    }

    /// Runs the body of a JavaScript function in the page and gives what it returns; `arguments` are its arguments.
    pub(crate) async fn run(&self, script: &str, arguments: &[&str]) -> Value {
        self.command("/execute/sync", json!({"script": script, "args": arguments})).await
    }

    /// The text of the first element that the CSS selector finds; nothing while there is none.
    pub(crate) async fn text(&self, selector: &str) -> Option<String> {
        let found =
            self.run("return document.querySelector(arguments[0])?.textContent ?? null", &[selector]).await;
        found.as_str().map(str::to_owned)
    }

    /// A style of the first element that the CSS selector finds, as the browser computed it.
    pub(crate) async fn style(&self, selector: &str, property: &str) -> String {
        let script =
            "return getComputedStyle(document.querySelector(arguments[0])).getPropertyValue(arguments[1])";
        self.run(script, &[selector, property]).await.as_str().unwrap_or_default().to_owned()
    }

    /// Scrolls an element into sight and clicks it as a pointer would.
    pub(crate) async fn click(&self, selector: &str) {
        self.until(&format!("an element {selector}"), async || self.text(selector).await.is_some()).await;
        let script =
            "document.querySelector(arguments[0]).scrollIntoView({block: 'nearest', inline: 'nearest'})";
        self.run(script, &[selector]).await;
        let element = self.command("/element", json!({"using": "css selector", "value": selector})).await;
        let id = element.as_object().and_then(|fields| fields.values().next()).and_then(Value::as_str);
        let id = id.expect("WebDriver answers with an element");
        self.command(&format!("/element/{id}/click"), json!({})).await;
    }

    /// Presses keys one after the other wherever the keyboard is; `key` has those without a character.
    pub(crate) async fn press(&self, keys: &str) {
        let strokes: Vec<Value> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()})))
            .collect();
        let actions = json!([{"type": "key", "id": "keyboard", "actions": strokes}]);
        self.command("/actions", json!({"actions": actions})).await;
    }

    /// Waits until the element's text is the expected one.
    pub(crate) async fn shows(&self, selector: &str, expected: &str) {
        let last = std::cell::RefCell::new(None);
        let is_shown = async || {
            let text = self.text(selector).await;
            let is_equal = text.as_deref() == Some(expected);
            *last.borrow_mut() = text;
            is_equal
        };
        if !holds_in_time(is_shown).await {
            panic!("{selector}: found {:?}; expected {expected:?} within {PATIENCE:?}", last.borrow());
        }
    }

    /// Waits until a condition holds; `what` names it where it does not.
    pub(crate) async fn until(&self, what: &str, condition: impl AsyncFn() -> bool) {
        assert!(holds_in_time(condition).await, "{what}: not seen within {PATIENCE:?}");
    }

    async fn command(&self, path: &str, body: Value) -> Value {
        let address = format!("{}{path}", self.session);
        let answer = self.client.post(&address).json(&body).send().await.expect("chromedriver answers");
        let mut answer: Value = answer.json().await.expect("chromedriver answers with JSON");
        let value = answer["value"].take();
        let refusal = value.get("error").and_then(Value::as_str);
        assert!(refusal.is_none(), "WebDriver {path} {body}: {value:#}");
        value
    }
}

async fn holds_in_time(condition: impl AsyncFn() -> bool) -> bool {
    let looking = async {
        while !condition().await {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.is_ok()
}

/// chromedriver chooses a free port itself and prints it.
fn start_driver() -> (Child, BufReader<ChildStdout>, u16) {
    let started =
        Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut driver = started.unwrap_or_else(|error| {
        panic!("chromedriver: {error}; expected it in PATH. Run scripts/install-test-tools.")
    });
    let mut output = BufReader::new(driver.stdout.take().expect("chromedriver's output is piped"));
    let port = output.by_ref().lines().map_while(Result::ok).find_map(|line| {
        line.split_once("on port ")?.1.trim_end_matches('.').parse().ok().filter(|port| *port > 0)
    });
    let port = port.expect("chromedriver prints the port that it listens on");
    (driver, output, port)
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending the session ends Chromium; a plain connection, because a drop cannot wait for the async client.
        let ended =
            self.session.strip_prefix("http://").and_then(|rest| rest.split_once('/')).map(|(host, path)| {
                let mut connection = std::net::TcpStream::connect(host)?;
                connection.set_read_timeout(Some(Duration::from_secs(5)))?;
                let request = format!("DELETE /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
                std::io::Write::write_all(&mut connection, request.as_bytes())?;
                std::io::Read::read(&mut connection, &mut [0; 512])
            });
        drop(ended);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
