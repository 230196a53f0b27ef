//! One call after another: token, quota, time limit, retry. The only file that names the hub's type.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use google_sheets4::api::{BatchGetValuesByDataFilterRequest, BatchGetValuesByDataFilterResponse, Scope};
use google_sheets4::hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use google_sheets4::hyper_util::client::legacy::Client as HyperClient;
use google_sheets4::hyper_util::client::legacy::connect::HttpConnector;
use google_sheets4::hyper_util::rt::TokioExecutor;
use google_sheets4::{Delegate, Sheets, common};
use reqwest::Url;

use super::auth::Account;
use super::failure::{Again, Call, CallError, retry_after};
use super::options::GoogleOptions;
use super::pace::repeat;
use super::read::BY_FILTER_FIELDS;
use crate::decide::plan::Fate;
use crate::seam::{Failure, Retry};

/// Google compresses only for agents whose name says gzip.
const USER_AGENT: &str = concat!("tossup/", env!("CARGO_PKG_VERSION"), " (gzip)");

/// First room for an answer whose length is not told (it comes compressed).
const FIRST_CHUNK: usize = 64 * 1024;

/// Connects to `http` (a local server) and `https`.
pub(super) type Connector = HttpsConnector<HttpConnector>;

/// How many calls were sent; a repeated one counts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallCounts {
    /// Reads of values.
    pub reads: u64,
    /// Writes.
    pub writes: u64,
    /// Calls for tabs, headers and tags.
    pub structure_reads: u64,
}

/// The calls' way to one spreadsheet.
pub(super) struct Client {
    http: reqwest::Client,
    hub: Sheets<Connector>,
    account: Account,
    options: GoogleOptions,
    base_url: String,
    reads: AtomicU64,
    writes: AtomicU64,
    structure_reads: AtomicU64,
}

/// Which counter a call belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Values,
    Structure,
    Write,
}

impl Client {
    /// Opens the key file; sends nothing yet.
    pub(super) async fn open(options: GoogleOptions) -> Result<Self, Failure> {
        let base_url = checked_base_url(&options.base_url).map_err(|failure| *failure)?;
        check_id(&options.spreadsheet_id).map_err(|failure| *failure)?;
        // Installing it twice is no error that matters: the first stays.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let connector = connector(&base_url).map_err(|failure| *failure)?;
        let account = Account::open(&options.key_file, connector.clone(), options.now).await?;
        let mut hub = Sheets::new(hyper_client(connector), account.authenticator.clone());
        hub.base_url(base_url.clone());
        hub.root_url(base_url.clone());
        hub.user_agent(USER_AGENT.to_owned());
        // The hub knows no proxies; going another way for half of the calls would only hide that.
        let http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(options.connect_limit)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|_| *setting("tls", "no usable TLS settings", "root certificates of the system"))?;
        Ok(Self {
            http,
            hub,
            account,
            options,
            base_url,
            reads: AtomicU64::new(0),
            writes: AtomicU64::new(0),
            structure_reads: AtomicU64::new(0),
        })
    }

    pub(super) fn account_email(&self) -> &str {
        self.account.email()
    }

    pub(super) fn counts(&self) -> CallCounts {
        CallCounts {
            reads: self.reads.load(Ordering::Relaxed),
            writes: self.writes.load(Ordering::Relaxed),
            structure_reads: self.structure_reads.load(Ordering::Relaxed),
        }
    }

    /// Address of a method of this spreadsheet: `/values:batchGet`, `:batchUpdate`.
    pub(super) fn url(&self, method: &str) -> Result<Url, Box<Failure>> {
        let text = format!("{}v4/spreadsheets/{}{method}", self.base_url, self.options.spreadsheet_id);
        Url::parse(&text)
            .map_err(|_| setting("base_url", "an address that cannot be extended", "an http address"))
    }

    /// What messages call the spreadsheet.
    pub(super) fn place(&self, method: &str) -> String {
        format!("spreadsheet {} at {}, {method}", self.options.spreadsheet_id, self.base_url)
    }

    /// Sends a GET.
    pub(super) async fn get(&self, purpose: Purpose, method: &str, url: Url) -> Result<Vec<u8>, Failure> {
        self.send(purpose, method, self.http.get(url)).await
    }

    /// Sends a POST with a JSON body, byte for byte as given.
    pub(super) async fn post(
        &self,
        purpose: Purpose,
        method: &str,
        (url, body): (Url, Vec<u8>),
    ) -> Result<Vec<u8>, Failure> {
        let request =
            self.http.post(url).header(reqwest::header::CONTENT_TYPE, "application/json").body(body);
        self.send(purpose, method, request).await
    }

    async fn send(
        &self,
        purpose: Purpose,
        method: &str,
        request: reqwest::RequestBuilder,
    ) -> Result<Vec<u8>, Failure> {
        let place = self.place(method);
        let call = Call { place: &place, is_write: purpose == Purpose::Write };
        let request = request
            .timeout(self.limit(call))
            .build()
            .map_err(|_| *call.unsendable("a request that cannot be built").failure)?;
        repeat(&self.options.waits, call.is_write, || self.attempt(purpose, call, &request)).await
    }

    async fn attempt(
        &self,
        purpose: Purpose,
        call: Call<'_>,
        request: &reqwest::Request,
    ) -> Result<Vec<u8>, CallError> {
        let token = self.account.token(call).await?;
        match self.send_once(purpose, call, (request, &token)).await {
            Err(error) if error.again == Again::NewToken => {
                let token = self.account.new_token(call).await?;
                self.send_once(purpose, call, (request, &token)).await
            }
            outcome => outcome,
        }
    }

    async fn send_once(
        &self,
        purpose: Purpose,
        call: Call<'_>,
        (request, token): (&reqwest::Request, &str),
    ) -> Result<Vec<u8>, CallError> {
        let unsendable = || call.unsendable("a request that cannot be sent");
        let mut request = request.try_clone().ok_or_else(unsendable)?;
        let bearer =
            reqwest::header::HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| unsendable())?;
        request.headers_mut().insert(reqwest::header::AUTHORIZATION, bearer);
        self.take_turn(purpose).await;
        let answer = self.http.execute(request).await.map_err(|error| self.transport(call, &error))?;
        let status = answer.status().as_u16();
        let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let wait = retry_after(header(reqwest::header::RETRY_AFTER));
        let is_page = header(reqwest::header::CONTENT_TYPE).is_some_and(|kind| kind.contains("html"));
        let body = collect(answer).await.map_err(|error| self.transport(call, &error));
        match status {
            200..=299 if is_page => Err(call.web_page()),
            200..=299 => {
                body.and_then(|body| if body.starts_with(b"<") { Err(call.web_page()) } else { Ok(body) })
            }
            300..=399 => Err(call.web_page()),
            // The status alone tells enough where the body is cut.
            _ => Err(call.refused(status, wait, &body.unwrap_or_default())),
        }
    }

    fn transport(&self, call: Call<'_>, error: &reqwest::Error) -> CallError {
        if error.is_connect() {
            call.unreachable()
        } else if error.is_timeout() {
            call.timed_out(self.limit(call))
        } else if error.is_builder() {
            call.unsendable("a request that cannot be built")
        } else {
            call.broken()
        }
    }

    fn limit(&self, call: Call<'_>) -> Duration {
        if call.is_write { self.options.write_limit } else { self.options.read_limit }
    }

    async fn take_turn(&self, purpose: Purpose) {
        self.options.quota.turn(purpose == Purpose::Write).await;
        let counter = match purpose {
            Purpose::Values => &self.reads,
            Purpose::Structure => &self.structure_reads,
            Purpose::Write => &self.writes,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// A few cells through the hub, however many ranges they stand in.
    pub(super) async fn cells(
        &self,
        request: &BatchGetValuesByDataFilterRequest,
    ) -> Result<BatchGetValuesByDataFilterResponse, Failure> {
        let place = self.place("values.batchGetByDataFilter");
        let call = Call { place: &place, is_write: false };
        repeat(&self.options.waits, false, || self.cells_attempt(call, request)).await
    }

    async fn cells_attempt(
        &self,
        call: Call<'_>,
        request: &BatchGetValuesByDataFilterRequest,
    ) -> Result<BatchGetValuesByDataFilterResponse, CallError> {
        // Asked for here first, because the hub would wrap what goes wrong beyond recognition.
        self.account.token(call).await?;
        match self.cells_once(call, request).await {
            Err(error) if error.again == Again::NewToken => {
                self.account.new_token(call).await?;
                self.cells_once(call, request).await
            }
            outcome => outcome,
        }
    }

    async fn cells_once(
        &self,
        call: Call<'_>,
        request: &BatchGetValuesByDataFilterRequest,
    ) -> Result<BatchGetValuesByDataFilterResponse, CallError> {
        self.take_turn(Purpose::Structure).await;
        let mut seen = Seen::default();
        let answer = self
            .hub
            .spreadsheets()
            .values_batch_get_by_data_filter(request.clone(), &self.options.spreadsheet_id)
            .param("fields", BY_FILTER_FIELDS)
            .param("prettyPrint", "false")
            .clear_scopes()
            .add_scope(Scope::Spreadsheet)
            .delegate(&mut seen)
            .doit();
        match tokio::time::timeout(self.options.read_limit, answer).await {
            Err(_) => Err(call.timed_out(self.options.read_limit)),
            Ok(Ok((_, cells))) => Ok(cells),
            Ok(Err(error)) => Err(seen.meaning(call, &error)),
        }
    }
}

/// Keeps what the hub's errors drop: status and `Retry-After`.
#[derive(Debug, Default)]
struct Seen {
    status: Option<u16>,
    wait: Option<Duration>,
}

impl Delegate for Seen {
    fn http_failure(&mut self, answer: &common::Response, _: Option<&serde_json::Value>) -> common::Retry {
        self.status = Some(answer.status().as_u16());
        self.wait = retry_after(answer.headers().get("retry-after").and_then(|value| value.to_str().ok()));
        common::Retry::Abort
    }
}

impl Seen {
    fn meaning(&self, call: Call<'_>, error: &google_sheets4::Error) -> CallError {
        let refused = |body: &[u8]| match self.status {
            Some(300..=399) => call.web_page(),
            Some(status) => call.refused(status, self.wait, body),
            None => call.broken(),
        };
        match error {
            google_sheets4::Error::BadRequest(json) => refused(json.to_string().as_bytes()),
            google_sheets4::Error::Failure(_) => refused(b""),
            google_sheets4::Error::HttpError(error) if error.is_connect() => call.unreachable(),
            google_sheets4::Error::JsonDecodeError(text, _) if text.trim_start().starts_with('<') => {
                call.web_page()
            }
            google_sheets4::Error::JsonDecodeError(_, error) => {
                call.unparsable(format!("an answer that ends or breaks at byte {}", error.column()))
            }
            _ => call.broken(),
        }
    }
}

/// Collects an answer without ever holding twice its length.
async fn collect(mut answer: reqwest::Response) -> Result<Vec<u8>, reqwest::Error> {
    let told = answer.content_length().and_then(|length| usize::try_from(length).ok());
    let mut body: Vec<u8> = Vec::with_capacity(told.unwrap_or(FIRST_CHUNK).min(1 << 28));
    while let Some(chunk) = answer.chunk().await? {
        if body.capacity() - body.len() < chunk.len() {
            body.reserve_exact(chunk.len().max(body.len() / 4));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

pub(super) fn hyper_client<B>(connector: Connector) -> HyperClient<Connector, B>
where
    B: google_sheets4::hyper::body::Body + Send,
    B::Data: Send,
{
    HyperClient::builder(TokioExecutor::new()).build(connector)
}

fn connector(base_url: &str) -> Result<Connector, Box<Failure>> {
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    let provider = rustls::crypto::ring::default_provider();
    let builder = match HttpsConnectorBuilder::new().with_provider_and_native_roots(provider) {
        Ok(builder) => builder,
        // A machine without root certificates can still talk to a local server.
        Err(_) if base_url.starts_with("http://") => {
            let roots = rustls::RootCertStore::empty();
            let config = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
            HttpsConnectorBuilder::new().with_tls_config(config)
        }
        Err(_) => {
            return Err(setting("tls", "no root certificates", "the package ca-certificates of the system"));
        }
    };
    Ok(builder.https_or_http().enable_http1().wrap_connector(http))
}

/// The address with exactly one slash at its end.
fn checked_base_url(text: &str) -> Result<String, Box<Failure>> {
    let expected = "an address such as https://sheets.googleapis.com/ or http://127.0.0.1:8020/";
    let wrong = |found: &str| setting("base_url", found, expected);
    let url = Url::parse(text.trim()).map_err(|_| wrong("no address"))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() {
        return Err(wrong("an address that is not http or https"));
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err(wrong("an address with a query, a fragment or a user"));
    }
    Ok(format!("{}/", url.as_str().trim_end_matches('/')))
}

/// The id goes into the path of an address as it is, so nothing else may stand in it.
fn check_id(id: &str) -> Result<(), Box<Failure>> {
    let is_id =
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let expected = "letters, digits, - and _: the part between /d/ and /edit of the spreadsheet's address";
    if is_id { Ok(()) } else { Err(setting("spreadsheet_id", "other characters, or none", expected)) }
}

fn setting(name: &str, found: &str, expected: &str) -> Box<Failure> {
    Box::new(Failure {
        code: "bad_setting",
        place: format!("tossup.toml: {name}"),
        found: found.to_owned(),
        expected: expected.to_owned(),
        remedy: format!("Correct {name}."),
        retry: Retry::Never,
        fate: Fate::Refused,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_ends_in_one_slash() {
        let table = [
            ("https://sheets.googleapis.com", Some("https://sheets.googleapis.com/")),
            ("https://sheets.googleapis.com/", Some("https://sheets.googleapis.com/")),
            (" http://127.0.0.1:8020// ", Some("http://127.0.0.1:8020/")),
            ("http://proxy.example/sheets", Some("http://proxy.example/sheets/")),
            ("sheets.googleapis.com", None),
            ("ftp://sheets", None),
            ("http://a/?b=c", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(checked_base_url(text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_id_that_would_change_the_path_is_refused() {
        for id in ["", "a/b", "a?b", "a#b", "a%20b", "表", "a b"] {
            assert_eq!(check_id(id).map_err(|failure| failure.code), Err("bad_setting"), "{id}");
        }
        assert_eq!(check_id("1C1I7A6R-_x"), Ok(()));
    }
}
