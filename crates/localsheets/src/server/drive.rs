//! The part of Drive v3 that goes with spreadsheets.

use chrono::{DateTime, TimeZone, Utc};
use serde_json::{Value, json};

use super::call::Context;
use super::library::{Library, locked};
use super::reply::Answer;
use super::{snapshot, token};
use crate::error::{ApiError, Outcome};
use crate::formula::Evaluator;
use crate::grid::{Access, Book};
use crate::mask::Mask;
use crate::values::{effective, shown};

pub(crate) const SPREADSHEET: &str = "application/vnd.google-apps.spreadsheet";
const OFFICE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// One call of Drive: verb, path below `/drive/v3`, options, body.
pub(crate) struct DriveCall<'call> {
    pub(crate) verb: &'call str,
    pub(crate) path: &'call str,
    pub(crate) query: &'call [(String, String)],
    pub(crate) body: &'call Value,
}

impl DriveCall<'_> {
    fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|entry| entry.0 == name).map(|entry| entry.1.as_str())
    }

    fn mask(&self, otherwise: &str) -> Outcome<Mask> {
        Mask::parse(self.option("fields").unwrap_or(otherwise))
    }
}

const FILE_FIELDS: &str = "kind,id,name,mimeType";

/// Carries out a call of Drive.
pub(crate) fn run(library: &Library, context: &Context, call: &DriveCall<'_>) -> Outcome<Answer> {
    let parts: Vec<&str> = call.path.trim_matches('/').split('/').collect();
    match (call.verb, &parts[..]) {
        ("POST", ["files"]) => create(library, context, call),
        ("GET", ["files"]) => list(library, call),
        ("GET", ["files", id]) => get(library, context, call, id),
        ("DELETE", ["files", id]) => {
            open(library, id)?;
            library.remove(id, context.now).map(|()| Answer::Nothing)
        }
        ("PATCH", ["files", id]) => update(library, context, call, id),
        ("POST", ["files", id, "copy"]) => copy(library, context, call, id),
        ("GET", ["files", id, "export"]) => export(library, context, call, id),
        ("GET", ["files", id, "permissions"]) => permissions(library, id),
        ("POST", ["files", id, "permissions"]) => add_permission(library, context, call, id),
        ("GET", ["files", id, "comments"]) => {
            open(library, id)?;
            let answer = json!({"kind": "drive#commentList", "comments": []});
            Ok(Answer::Json(call.mask("*")?.keep(answer)))
        }
        ("GET", ["changes", "startPageToken"]) => {
            let token = (library.last_change() + 1).to_string();
            let answer = json!({"kind": "drive#startPageToken", "startPageToken": token});
            Ok(Answer::Json(call.mask("*")?.keep(answer)))
        }
        ("GET", ["changes"]) => changes(library, call),
        _ => Err(ApiError::new(
            404,
            "NOT_FOUND",
            format!("localsheets has no method {} {}", call.verb, call.path),
        )),
    }
}

fn instant(ms: i64) -> String {
    Utc.timestamp_millis_opt(ms).single().unwrap_or_default().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

type Shelf = std::sync::Arc<std::sync::Mutex<super::library::Shelf>>;

fn open(library: &Library, id: &str) -> Outcome<Shelf> {
    library.shelf(id).ok_or_else(|| ApiError::file_not_found(id))
}

fn visible(book: &Book, context: &Context) -> Outcome<()> {
    if book.access == Access::NotShared && !context.caller.is_owner {
        return Err(ApiError::file_not_found(&book.id));
    }
    Ok(())
}

fn file(book: &Book) -> Value {
    json!({
        "kind": "drive#file",
        "id": book.id,
        "name": book.title(),
        "mimeType": if book.access == Access::OfficeFile { OFFICE } else { SPREADSHEET },
        "createdTime": instant(book.created_ms),
        "modifiedTime": instant(book.modified_ms),
        "version": (book.revision + 1).to_string(),
        "trashed": book.trashed,
        "capabilities": {"canEdit": book.access == Access::Shared},
    })
}

/// An id of the length and letters of Google's.
pub(crate) fn new_id() -> Outcome<String> {
    token::random_word(33)
}

fn create(library: &Library, context: &Context, call: &DriveCall<'_>) -> Outcome<Answer> {
    let kind = call.body.get("mimeType").and_then(Value::as_str).unwrap_or(SPREADSHEET);
    if kind != SPREADSHEET {
        return Err(ApiError::invalid(format!(
            "localsheets keeps spreadsheets only: mimeType {SPREADSHEET}"
        )));
    }
    let name = call.body.get("name").and_then(Value::as_str).unwrap_or("Untitled");
    let mask = call.mask(FILE_FIELDS)?;
    let book = Book::new(&new_id()?, name, context.now.timestamp_millis());
    let answer = mask.keep(file(&book));
    library.add(book)?;
    Ok(Answer::Json(answer))
}

fn get(library: &Library, context: &Context, call: &DriveCall<'_>, id: &str) -> Outcome<Answer> {
    let shelf = open(library, id)?;
    let shelf = locked(&shelf);
    visible(&shelf.book, context)?;
    Ok(Answer::Json(call.mask(FILE_FIELDS)?.keep(file(&shelf.book))))
}

/// Terms of `q` that are understood, each `field operator 'value'`, joined by `and`.
fn fits(book: &Book, query: &str) -> Outcome<bool> {
    let mut all = true;
    for term in query.split(" and ").map(str::trim).filter(|term| !term.is_empty()) {
        let operator = ["!=", "=", " contains "].into_iter().find(|operator| term.contains(operator));
        let unread =
            || ApiError::invalid(format!("Invalid Value: localsheets does not understand q term {term}"));
        let (field, value) = operator.and_then(|operator| term.split_once(operator)).ok_or_else(unread)?;
        let value = value.trim();
        let text = value.trim_matches(['\'', '"']).replace("\\'", "'");
        let meets = match (field.trim(), operator) {
            ("name", Some(" contains ")) => book.title().to_lowercase().contains(&text.to_lowercase()),
            ("name", _) => book.title() == text,
            ("mimeType", _) => file(book)["mimeType"] == json!(text),
            ("trashed", _) => book.trashed == (value == "true"),
            _ => return Err(unread()),
        };
        all &= meets != (operator == Some("!="));
    }
    Ok(all)
}

fn list(library: &Library, call: &DriveCall<'_>) -> Outcome<Answer> {
    let query = call.option("q").unwrap_or("");
    let mut files = Vec::new();
    for shelf in library.shelves() {
        let shelf = locked(&shelf);
        if shelf.book.access != Access::NotShared && fits(&shelf.book, query)? {
            files.push((shelf.book.modified_ms, file(&shelf.book)));
        }
    }
    files.sort_by_key(|entry| std::cmp::Reverse(entry.0));
    let size = call.option("pageSize").and_then(|size| size.parse().ok()).unwrap_or(100_usize).clamp(1, 1000);
    let start = call.option("pageToken").and_then(|token| token.parse::<usize>().ok()).unwrap_or(0);
    let page: Vec<Value> = files.iter().skip(start).take(size).map(|entry| entry.1.clone()).collect();
    let mut answer = json!({"kind": "drive#fileList", "incompleteSearch": false, "files": page});
    if start + size < files.len() {
        answer["nextPageToken"] = json!((start + size).to_string());
    }
    let mask = call.mask("kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)")?;
    Ok(Answer::Json(mask.keep(answer)))
}

fn update(library: &Library, context: &Context, call: &DriveCall<'_>, id: &str) -> Outcome<Answer> {
    let shelf = open(library, id)?;
    let mut shelf = locked(&shelf);
    visible(&shelf.book, context)?;
    let record = json!({"method": "localsheets.file", "body": call.body});
    library.change(&mut shelf, context, &record, |book| apply_record(book, context, &record))?;
    Ok(Answer::Json(call.mask(FILE_FIELDS)?.keep(file(&shelf.book))))
}

/// Applies a stored change that is none of the Sheets API.
pub(crate) fn apply_record(book: &mut Book, _: &Context, record: &Value) -> Outcome<()> {
    let body = &record["body"];
    match record["method"].as_str().unwrap_or("") {
        "localsheets.file" => {
            if let Some(name) = body.get("name").and_then(Value::as_str) {
                book.core.properties.insert("title".to_owned(), json!(name));
            }
            if let Some(trashed) = body.get("trashed").and_then(Value::as_bool) {
                book.trashed = trashed;
            }
            if let Some(access) = body.get("access").and_then(Value::as_str) {
                book.access = snapshot::access_of(access).ok_or_else(|| {
                    ApiError::invalid(format!(
                        "found access {access}; expected shared, view_only, not_shared or office_file"
                    ))
                })?;
            }
            if let Some(permission) = body.get("permission") {
                book.permissions.push(permission.clone());
            }
            Ok(())
        }
        "localsheets.paste_sheet" => {
            let mut sheet = snapshot::sheet_of(&mut book.pool, body)?;
            let from = sheet.id;
            sheet.id = book.next_id();
            for list in sheet.attached.values_mut() {
                list.iter_mut().for_each(|value| crate::requests::readdress(value, from, sheet.id));
            }
            book.core.sheets.push(sheet);
            book.check_size()
        }
        other => Err(ApiError::invalid(format!("the journal names an unknown change: {other}"))),
    }
}

/// `spreadsheets.sheets.copyTo`: the sheet goes to another spreadsheet, or to the same one.
pub(crate) fn copy_sheet(library: &Library, context: &Context, call: &super::Call) -> Outcome<Answer> {
    let target = call.body.get("destinationSpreadsheetId").and_then(Value::as_str).unwrap_or("");
    let source = library.shelf(&call.spreadsheet).ok_or_else(ApiError::not_found)?;
    let target = library.shelf(target).ok_or_else(ApiError::not_found)?;
    let mut carried = {
        let shelf = locked(&source);
        let id: i64 = call.target.parse().map_err(|_| ApiError::not_found())?;
        let at = shelf.book.sheet_of(id)?;
        snapshot::sheet_json(&shelf.book.pool, &shelf.book.core.sheets[at])
    };
    let mut shelf = locked(&target);
    let title = carried["head"]["properties"]["title"].as_str().unwrap_or("").to_owned();
    let taken = |title: &str| shelf.book.core.sheets.iter().any(|sheet| sheet.title() == title);
    let mut name = format!("Copy of {title}");
    let mut number = 2;
    while taken(&name) {
        name = format!("Copy of {title} {number}");
        number += 1;
    }
    carried["head"]["properties"]["title"] = json!(name);
    let record = json!({"method": "localsheets.paste_sheet", "body": carried});
    library.change(&mut shelf, context, &record, |book| apply_record(book, context, &record))?;
    let last = shelf.book.core.sheets.len() - 1;
    let answer = crate::requests::properties_json(&shelf.book.core.sheets[last], last);
    Ok(Answer::Json(call.mask()?.keep(answer)))
}

fn copy(library: &Library, context: &Context, call: &DriveCall<'_>, id: &str) -> Outcome<Answer> {
    let title = {
        let shelf = open(library, id)?;
        let shelf = locked(&shelf);
        visible(&shelf.book, context)?;
        shelf.book.title().to_owned()
    };
    let name =
        call.body.get("name").and_then(Value::as_str).map_or(format!("Copy of {title}"), str::to_owned);
    let new = new_id()?;
    library.copy(id, &new, &name, context.now)?;
    let shelf = open(library, &new)?;
    let answer = file(&locked(&shelf).book);
    Ok(Answer::Json(call.mask(FILE_FIELDS)?.keep(answer)))
}

fn export(library: &Library, context: &Context, call: &DriveCall<'_>, id: &str) -> Outcome<Answer> {
    let shelf = open(library, id)?;
    let shelf = locked(&shelf);
    visible(&shelf.book, context)?;
    match call.option("mimeType") {
        Some("text/csv") => Ok(Answer::File("text/csv", csv(&shelf.book, context.now).into_bytes())),
        other => Err(ApiError::invalid(format!(
            "The requested conversion is not supported: {}; localsheets exports text/csv.",
            other.unwrap_or("no mimeType")
        ))),
    }
}

/// The first sheet as shown, lines ended as RFC 4180 says.
fn csv(book: &Book, now: DateTime<Utc>) -> String {
    let evaluator = Evaluator::new(book, now);
    let Some(sheet) = book.core.sheets.first() else { return String::new() };
    let bottom = sheet.last_value_row(&sheet.whole());
    let width = sheet.grid.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut text = String::new();
    for row in 0..bottom {
        for column in 0..u32::try_from(width).unwrap_or(0) {
            let value = effective(&evaluator, 0, row, column);
            let cell = shown(&evaluator, sheet, (row, column), &value);
            if column > 0 {
                text.push(',');
            }
            if cell.contains([',', '"', '\n', '\r']) {
                text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
            } else {
                text.push_str(&cell);
            }
        }
        if row + 1 < bottom {
            text.push_str("\r\n");
        }
    }
    text
}

fn permissions(library: &Library, id: &str) -> Outcome<Answer> {
    let shelf = open(library, id)?;
    let mut list = vec![json!({"kind": "drive#permission", "id": "owner", "type": "user", "role": "owner"})];
    list.extend(locked(&shelf).book.permissions.iter().cloned());
    Ok(Answer::Json(json!({"kind": "drive#permissionList", "permissions": list})))
}

fn add_permission(library: &Library, context: &Context, call: &DriveCall<'_>, id: &str) -> Outcome<Answer> {
    let shelf = open(library, id)?;
    let mut shelf = locked(&shelf);
    let mut permission = call.body.clone();
    permission["kind"] = json!("drive#permission");
    permission["id"] = json!(shelf.book.permissions.len().to_string());
    let record = json!({"method": "localsheets.file", "body": {"permission": permission}});
    library.change(&mut shelf, context, &record, |book| apply_record(book, context, &record))?;
    Ok(Answer::Json(permission))
}

fn changes(library: &Library, call: &DriveCall<'_>) -> Outcome<Answer> {
    let token = call.option("pageToken").unwrap_or("");
    let from: u64 =
        token.parse().map_err(|_| ApiError::invalid(format!("Invalid Value: pageToken {token}")))?;
    let mut found: Vec<(u64, Value)> = Vec::new();
    for shelf in library.shelves() {
        let book = &locked(&shelf).book;
        if book.change >= from && book.access != Access::NotShared {
            found.push((book.change, json!({
                "kind": "drive#change", "changeType": "file", "type": "file", "fileId": book.id, "removed": false,
                "time": instant(book.modified_ms), "file": file(book),
            })));
        }
    }
    for gone in library.removed() {
        let change = gone["change"].as_u64().unwrap_or(0);
        if change >= from {
            found.push((change, json!({
                "kind": "drive#change", "changeType": "file", "type": "file", "fileId": gone["id"], "removed": true,
                "time": instant(gone["time_ms"].as_i64().unwrap_or(0)),
            })));
        }
    }
    found.sort_by_key(|entry| entry.0);
    let size = call.option("pageSize").and_then(|size| size.parse().ok()).unwrap_or(100_usize).clamp(1, 1000);
    let more = found.len() > size;
    let next = found.get(size).map_or(library.last_change() + 1, |entry| entry.0).to_string();
    found.truncate(size);
    let mut answer = json!({"kind": "drive#changeList", "changes": found.into_iter().map(|entry| entry.1).collect::<Vec<_>>()});
    answer[if more { "nextPageToken" } else { "newStartPageToken" }] = json!(next);
    let mask = call.mask(
        "kind,newStartPageToken,nextPageToken,changes(kind,changeType,type,fileId,removed,time,file(kind,id,name,mimeType))",
    )?;
    Ok(Answer::Json(mask.keep(answer)))
}
