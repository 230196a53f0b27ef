//! Refusals in Google's shape.

use serde_json::{Value, json};

/// What a call answers when it is refused.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) code: u16,
    pub(crate) status: &'static str,
    pub(crate) message: String,
    pub(crate) details: Vec<Value>,
    /// Drive names a reason word beside the status.
    pub(crate) reason: &'static str,
}

pub(crate) type Outcome<T> = Result<T, ApiError>;

impl ApiError {
    pub(crate) fn new(code: u16, status: &'static str, message: impl Into<String>) -> Self {
        Self { code, status, message: message.into(), details: Vec::new(), reason: "badRequest" }
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "INVALID_ARGUMENT", message)
    }

    /// A body that does not fit the method's message, with the place in snake case.
    pub(crate) fn bad_field(field: &str, description: impl Into<String>) -> Self {
        let description = description.into();
        let mut error = Self::invalid(description.clone());
        error.details.push(json!({
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": field, "description": description}],
        }));
        error
    }

    pub(crate) fn unknown_name(name: &str, place: &str) -> Self {
        let shown = if place.is_empty() { String::new() } else { format!(" at '{place}'") };
        Self::bad_field(
            place,
            format!("Invalid JSON payload received. Unknown name \"{name}\"{shown}: Cannot find field."),
        )
    }

    pub(crate) fn bad_mask(path: &str) -> Self {
        let description =
            format!("Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'.");
        let mut error = Self::bad_field(path, description);
        error.message = "Request contains an invalid argument.".to_owned();
        error
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "NOT_FOUND", "Requested entity was not found.")
    }

    pub(crate) fn file_not_found(id: &str) -> Self {
        let mut error = Self::new(404, "NOT_FOUND", format!("File not found: {id}."));
        error.reason = "notFound";
        error
    }

    pub(crate) fn not_shared() -> Self {
        Self::new(403, "PERMISSION_DENIED", "The caller does not have permission")
    }

    pub(crate) fn office_file() -> Self {
        Self::new(
            400,
            "FAILED_PRECONDITION",
            "This operation is not supported for this document. The document must not be an Office file.",
        )
    }

    pub(crate) fn no_credentials() -> Self {
        let mut error = Self::new(
            401,
            "UNAUTHENTICATED",
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or \
             other valid authentication credential. See \
             https://developers.google.com/identity/sign-in/web/devconsole-project.",
        );
        error.reason = "authError";
        error
    }

    pub(crate) fn scope_missing(method: &str, service: &str) -> Self {
        let mut error =
            Self::new(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.");
        error.reason = "insufficientPermissions";
        error.details.push(json!({
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "domain": "googleapis.com",
            "metadata": {"method": method, "service": service},
        }));
        error
    }

    pub(crate) fn protected() -> Self {
        Self::invalid(
            "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove \
             protection if you need to edit.",
        )
    }

    pub(crate) fn storage(what: impl Into<String>) -> Self {
        tracing::error!(cause = %what.into(), "a write could not be stored and was taken back");
        Self::new(500, "INTERNAL", "Internal error encountered.")
    }

    /// The same refusal, saying which request of a batch it concerns.
    pub(crate) fn within(mut self, place: &str) -> Self {
        if self.status == "INVALID_ARGUMENT" && self.details.is_empty() {
            self.message = format!("Invalid {place}: {}", self.message);
        }
        self
    }

    /// Numbers the request in a place that was written as `requests[]`.
    pub(crate) fn numbered(mut self, at: usize) -> Self {
        let number = |text: &str| text.replace("requests[]", &format!("requests[{at}]"));
        self.message = number(&self.message);
        for detail in &mut self.details {
            for violation in detail["fieldViolations"].as_array_mut().into_iter().flatten() {
                for name in ["field", "description"] {
                    violation[name] = json!(number(violation[name].as_str().unwrap_or("")));
                }
            }
        }
        self
    }

    pub(crate) fn body(&self, drive: bool) -> Value {
        let mut error = json!({"code": self.code, "message": self.message});
        if drive {
            let mut entry = json!({"message": self.message, "domain": "global", "reason": self.reason});
            if self.reason == "notFound" {
                entry["location"] = json!("fileId");
                entry["locationType"] = json!("parameter");
            }
            error["errors"] = json!([entry]);
        }
        if !drive || self.code == 401 || self.code == 429 {
            error["status"] = json!(self.status);
        }
        if !self.details.is_empty() {
            error["details"] = json!(self.details);
        }
        json!({"error": error})
    }
}
