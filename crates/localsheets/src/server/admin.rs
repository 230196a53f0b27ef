//! `/localsheets/v1/…`: faults, the log of calls, revisions, access.

use serde_json::{Value, json};

use super::call::Context;
use super::engine::Engine;
use super::library::locked;
use super::{drive, snapshot};
use crate::error::{ApiError, Outcome};

/// Carries out a call of the admin API.
pub(crate) fn run(
    engine: &Engine,
    context: &Context,
    called: (&str, &str),
    body: &Value,
    id: Option<&str>,
) -> Outcome<Value> {
    match called {
        ("POST", "faults") => locked(&engine.desk).add(body),
        ("DELETE", "faults") => Ok(locked(&engine.desk).clear()),
        ("GET", "calls") => Ok(locked(&engine.desk).calls()),
        ("DELETE", "calls") => Ok(locked(&engine.desk).forget_calls()),
        ("GET", "revision") => revision(engine, id),
        ("GET", "spreadsheets") => Ok(list(engine)),
        ("POST", "access") => access(engine, context, body),
        ("POST", "owners") => {
            let owners = body["owners"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let owners: Vec<String> = owners.map(str::to_owned).collect();
            *locked(&engine.owners) = owners.clone();
            Ok(json!({"owners": owners}))
        }
        (method, path) => {
            Err(ApiError::new(404, "NOT_FOUND", format!("localsheets has no admin call {method} {path}")))
        }
    }
}

/// Numbers that grow with each accepted change: of one spreadsheet, and of the whole folder.
fn revision(engine: &Engine, id: Option<&str>) -> Outcome<Value> {
    let mut answer = json!({"change": engine.library.last_change()});
    if let Some(id) = id {
        let shelf = engine.library.shelf(id).ok_or_else(ApiError::not_found)?;
        answer["revision"] = json!(locked(&shelf).book.revision);
        answer["spreadsheetId"] = json!(id);
    }
    Ok(answer)
}

fn list(engine: &Engine) -> Value {
    let books: Vec<Value> = engine
        .library
        .shelves()
        .iter()
        .map(|shelf| {
            let book = &locked(shelf).book;
            json!({
                "spreadsheetId": book.id,
                "title": book.title(),
                "revision": book.revision,
                "access": snapshot::access_word(book.access),
            })
        })
        .collect();
    json!({"spreadsheets": books})
}

/// Marks a spreadsheet as shared, shared for viewing only, not shared, or an Office file.
fn access(engine: &Engine, context: &Context, body: &Value) -> Outcome<Value> {
    let id = body["spreadsheetId"].as_str().unwrap_or("");
    let shelf = engine.library.shelf(id).ok_or_else(ApiError::not_found)?;
    let record = json!({"method": "localsheets.file", "body": {"access": body["access"]}});
    let mut shelf = locked(&shelf);
    engine
        .library
        .change(&mut shelf, context, &record, |book| drive::apply_record(book, context, &record))?;
    Ok(json!({"spreadsheetId": id, "access": snapshot::access_word(shelf.book.access)}))
}
