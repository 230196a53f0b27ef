//! From an HTTP request to a reply, without the network: authorisation, faults, dispatch.

use std::io;
use std::path::Path;
use std::sync::Mutex;

use serde_json::{Value, json};

use super::call::{Call, Caller, Context, decode, pairs};
use super::drive::{self, DriveCall};
use super::faults::Desk;
use super::library::{Library, locked};
use super::reply::{Answer, Reply, is_pretty};
use super::token::{Grant, Tokens, random_word};
use super::{admin, sheets};
use crate::clock::Clock;
use crate::error::{ApiError, Outcome};
use crate::grid::Book;
use crate::page;
use crate::zone;

/// The server's parts.
pub(crate) struct Engine {
    pub(crate) library: Library,
    pub(crate) desk: Mutex<Desk>,
    pub(crate) owners: Mutex<Vec<String>>,
    pub(crate) page_token: String,
    tokens: Tokens,
    is_open: bool,
    clock: Clock,
}

/// One HTTP request, read.
pub(crate) struct Request {
    pub(crate) method: String,
    /// Still percent-encoded.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) bearer: Option<String>,
    pub(crate) body: Vec<u8>,
}

const HTML: &str = "text/html; charset=UTF-8";
const AUTH: &str = "https://www.googleapis.com/auth/";

impl Engine {
    pub(crate) fn open(folder: &Path, is_open: bool, clock: Clock) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        Ok(Self {
            library: Library::open(folder)?,
            desk: Mutex::default(),
            owners: Mutex::default(),
            page_token: random_word(24).map_err(|error| io::Error::other(error.message))?,
            tokens: Tokens::open(folder)?,
            is_open,
            clock,
        })
    }

    /// Creates the spreadsheet where it is missing.
    pub(crate) fn ensure(&self, id: &str, properties: [(&str, &str); 3]) -> Outcome<()> {
        if self.library.shelf(id).is_some() {
            return Ok(());
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if id.is_empty() || !id.bytes().all(plain) {
            return Err(ApiError::invalid(format!(
                "spreadsheet id {id:?}: expected letters, digits, - and _"
            )));
        }
        let mut book = Book::new(id, "", self.clock.now().timestamp_millis());
        for (name, value) in properties {
            book.core.properties.insert(name.to_owned(), json!(value));
        }
        zone::check(book.property("timeZone"))?;
        self.library.add(book)
    }

    /// Answers one request.
    pub(crate) fn answer(&self, request: &Request) -> Reply {
        let (method, path) = (request.method.as_str(), request.path.as_str());
        if let Some((content_type, text)) = page::file(method, path, &self.page_token) {
            return Reply::text(200, content_type, text);
        }
        if let Some(admin) = path.strip_prefix("/localsheets/v1/") {
            return self.admin(request, admin);
        }
        let fault = locked(&self.desk).take(method, path);
        let (name, reply) = match fault.instead {
            Some(reply) => (name_of(method, path), reply),
            None => self.carry_out(request),
        };
        let mut reply = fault.after.unwrap_or(reply);
        reply.delivery = fault.delivery;
        locked(&self.desk).note(&name, path, reply.status);
        reply
    }

    fn admin(&self, request: &Request, path: &str) -> Reply {
        let query = pairs(&request.query);
        let outcome = self.context(request, None).and_then(|context| {
            let body = read_body(&request.body)?;
            let id = query.iter().find(|entry| entry.0 == "spreadsheetId").map(|entry| entry.1.as_str());
            admin::run(self, &context, (&request.method, path), &body, id)
        });
        Reply::of(outcome.map(Answer::Json), true, false)
    }

    fn carry_out(&self, request: &Request) -> (String, Reply) {
        let path = request.path.as_str();
        let query = pairs(&request.query);
        let pretty = is_pretty(&query);
        if path == "/token" && request.method == "POST" {
            let (status, body) = self.tokens.exchange(&request.body, self.clock.now());
            return ("oauth2.token".to_owned(), Reply::json(status, &body, true));
        }
        let name = name_of(&request.method, path);
        if let Some(rest) = path.strip_prefix("/v4/spreadsheets") {
            return (name, Reply::of(self.sheets(request, rest, query), pretty, false));
        }
        if let Some(rest) = path.strip_prefix("/drive/v3/") {
            return (name, Reply::of(self.drive(request, rest, &query), pretty, true));
        }
        (
            name,
            Reply::text(
                404,
                HTML,
                format!("<!DOCTYPE html><title>404</title><p>localsheets has no page {path}"),
            ),
        )
    }

    fn sheets(&self, request: &Request, rest: &str, query: Vec<(String, String)>) -> Outcome<Answer> {
        let (method, spreadsheet, target) =
            Call::route(&request.method, rest).ok_or_else(ApiError::not_found)?;
        let mut body = read_body(&request.body)?;
        without_nulls(&mut body);
        let call = Call { method, spreadsheet, target, query, body };
        let context = self.context(request, Some((method, reads_only(method))))?;
        match method {
            "spreadsheets.create" => self.create(&context, &call),
            "spreadsheets.sheets.copyTo" => drive::copy_sheet(&self.library, &context, &call),
            _ => self.library.run(&context, &call),
        }
    }

    fn drive(&self, request: &Request, rest: &str, query: &[(String, String)]) -> Outcome<Answer> {
        let name = name_of(&request.method, &request.path);
        let context = self.context(request, Some((&name, request.method == "GET")))?;
        let body = read_body(&request.body)?;
        let path = decode(rest, false);
        drive::run(
            &self.library,
            &context,
            &DriveCall { verb: &request.method, path: &path, query, body: &body },
        )
    }

    /// Who calls, and whether the token's scopes cover the method.
    fn context(&self, request: &Request, method: Option<(&str, bool)>) -> Outcome<Context> {
        let now = self.clock.now();
        let token = match &request.bearer {
            Some(token) => Some(token.clone()),
            None => {
                pairs(&request.query).into_iter().find(|entry| entry.0 == "access_token").map(|entry| entry.1)
            }
        };
        let owner = Context { now, caller: Caller::owner() };
        let Some(token) = token else {
            return if self.is_open { Ok(owner) } else { Err(ApiError::no_credentials()) };
        };
        if token == self.page_token {
            return Ok(owner);
        }
        let Some(grant) = self.tokens.check(&token, now) else {
            return if self.is_open { Ok(owner) } else { Err(ApiError::no_credentials()) };
        };
        if let Some((method, reads)) = method {
            check_scope(&grant, method, reads)?;
        }
        let is_owner = locked(&self.owners).contains(&grant.email);
        Ok(Context { now, caller: Caller { email: grant.email, is_owner } })
    }

    /// `spreadsheets.create`: properties, sheets and named ranges as the body says.
    fn create(&self, context: &Context, call: &Call) -> Outcome<Answer> {
        let mask = call.mask()?;
        let title = call.body["properties"]["title"].as_str().unwrap_or("Untitled spreadsheet");
        let mut book = Book::new(&drive::new_id()?, title, context.now.timestamp_millis());
        for name in ["locale", "timeZone", "autoRecalc"] {
            if let Some(value) = call.body["properties"].get(name).and_then(Value::as_str) {
                book.core.properties.insert(name.to_owned(), json!(value));
            }
        }
        zone::check(book.property("timeZone"))?;
        let wanted = call.body.get("sheets").and_then(Value::as_array).cloned().unwrap_or_default();
        sheets::lay(&mut book, context, &wanted)?;
        let wish = super::get::Wish { mask, grid: false };
        let answer = super::get::spreadsheet(&book, context, &[], &wish)?;
        self.library.add(book)?;
        Ok(Answer::Json(answer))
    }
}

fn reads_only(method: &str) -> bool {
    matches!(method, "spreadsheets.get" | "spreadsheets.values.get" | "spreadsheets.values.batchGet")
}

/// The method's name for the log of calls.
fn name_of(method: &str, path: &str) -> String {
    if let Some((name, ..)) = path.strip_prefix("/v4/spreadsheets").and_then(|rest| Call::route(method, rest))
    {
        return name.to_owned();
    }
    if let Some(rest) = path.strip_prefix("/drive/v3/") {
        let parts: Vec<&str> = rest.split('/').collect();
        let verb = match (method, parts.len()) {
            ("GET", 1) => "list",
            ("GET", _) => "get",
            ("POST", _) => "create",
            ("DELETE", _) => "delete",
            _ => "update",
        };
        return match parts[..] {
            [kind, _, inner] => format!("drive.{kind}.{inner}"),
            ["changes", "startPageToken"] => "drive.changes.getStartPageToken".to_owned(),
            _ => format!("drive.{}.{verb}", parts[0]),
        };
    }
    if path == "/token" { "oauth2.token".to_owned() } else { format!("{method} {path}") }
}

fn check_scope(grant: &Grant, method: &str, reads: bool) -> Outcome<()> {
    let is_drive = method.starts_with("drive.");
    let enough: &[&str] = match (is_drive, reads) {
        (false, true) => &["spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly", "drive.file"],
        (false, false) => &["spreadsheets", "drive", "drive.file"],
        (true, true) => {
            &["drive", "drive.file", "drive.readonly", "drive.metadata", "drive.metadata.readonly"]
        }
        (true, false) => &["drive", "drive.file"],
    };
    let has = |scope: &String| scope.strip_prefix(AUTH).is_some_and(|name| enough.contains(&name));
    if grant.scopes.iter().any(has) {
        return Ok(());
    }
    let service = if is_drive { "drive.googleapis.com" } else { "sheets.googleapis.com" };
    Err(ApiError::scope_missing(&format!("google.apps.{method}"), service))
}

fn read_body(body: &[u8]) -> Outcome<Value> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(json!({}));
    }
    serde_json::from_slice(body)
        .map_err(|error| ApiError::invalid(format!("Invalid JSON payload received. {error}")))
}

/// A field that is null is a field that is not set; an element of a list that is null stays.
fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, inner| !inner.is_null());
            fields.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}
