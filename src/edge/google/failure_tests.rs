use super::*;

const WRITE: Call<'_> = Call { place: "spreadsheet demo, write", is_write: true };
const READ: Call<'_> = Call { place: "spreadsheet demo, read", is_write: false };

fn body(message: &str, status: &str, details: &str) -> Vec<u8> {
    format!(r#"{{"error":{{"code":400,"message":{message:?},"status":"{status}","details":[{details}]}}}}"#)
        .into_bytes()
}

#[test]
fn every_answer_has_its_code_fate_and_next_step() {
    let table = [
        (400, "Unable to parse range: 営業!1:1", "range_refused", Fate::Refused, Again::No),
        (
            400,
            "Range (A!A100000) exceeds grid limits. Max rows: 9, max columns: 2",
            "range_refused",
            Fate::Refused,
            Again::No,
        ),
        (
            400,
            "Invalid data[0]: You are trying to edit a protected cell or object. Please contact the owner",
            "protected",
            Fate::Refused,
            Again::No,
        ),
        (
            400,
            "This operation is not supported for this document. The document must not be an Office file.",
            "office_file",
            Fate::Refused,
            Again::No,
        ),
        (
            400,
            "Your input contains more than the maximum of 50000 characters in a single cell.",
            "cell_too_long",
            Fate::Refused,
            Again::No,
        ),
        (400, "Request contains an invalid argument.", "bad_request", Fate::Refused, Again::No),
        (
            401,
            "Request had invalid authentication credentials.",
            "unauthenticated",
            Fate::Refused,
            Again::NewToken,
        ),
        (403, "The caller does not have permission", "view_only", Fate::Refused, Again::No),
        (403, "Request had insufficient authentication scopes.", "scope_missing", Fate::Refused, Again::No),
        (
            403,
            "Google Sheets API has not been used in project 77 before or it is disabled. Enable it",
            "api_disabled",
            Fate::Refused,
            Again::No,
        ),
        (404, "Requested entity was not found.", "not_found", Fate::Refused, Again::No),
        (409, "The operation was aborted.", "conflict", Fate::Unknown, Again::ReadOnly),
        (429, "Quota exceeded", "quota", Fate::Refused, Again::AfterQuota(None)),
        (500, "Internal error encountered.", "server_error", Fate::Unknown, Again::ReadOnly),
        (503, "The service is currently unavailable.", "server_error", Fate::Unknown, Again::ReadOnly),
    ];
    for (status, message, code, fate, again) in table {
        let error = WRITE.refused(status, None, &body(message, "X", ""));
        assert_eq!((error.failure.code, error.failure.fate, error.again), (code, fate, again), "{message}");
        assert!(!error.failure.remedy.is_empty() && !error.failure.found.is_empty(), "{message}");
        assert_eq!(READ.refused(status, None, &body(message, "X", "")).failure.fate, Fate::Refused);
    }
    let unseen = READ.refused(403, None, &body("The caller does not have permission", "X", ""));
    assert_eq!(unseen.failure.code, "not_shared", "what may not even be read");
}

#[test]
fn an_answer_that_is_not_json_is_judged_by_its_status() {
    for (status, code) in [(502, "server_error"), (404, "not_found"), (429, "quota"), (418, "bad_request")] {
        assert_eq!(WRITE.refused(status, None, b"<html>no</html>").failure.code, code);
    }
}

#[test]
fn a_message_never_repeats_a_cell_text_and_names_the_field() {
    let details = r#"{"fieldViolations":[{"field":"data[0].values","description":"山田太郎"}]}"#;
    let answer = body("Invalid value at 'data.values', \"山田太郎\"", "INVALID_ARGUMENT", details);
    let text = WRITE.refused(400, None, &answer).failure.to_string();
    assert!(text.contains("data[0].values") && text.contains("INVALID_ARGUMENT"), "{text}");
    assert!(!text.contains("山田"), "{text}");
}

#[test]
fn a_spent_quota_names_its_limit_and_keeps_the_asked_wait() {
    let details = r#"{"reason":"RATE_LIMIT_EXCEEDED","metadata":{"quota_limit":"ReadRequestsPerMinutePerUser","quota_limit_value":"60"}}"#;
    let wait = retry_after(Some("7"));
    let error = READ.refused(429, wait, &body("Quota exceeded", "RESOURCE_EXHAUSTED", details));
    assert!(error.failure.found.contains("ReadRequestsPerMinutePerUser of 60"), "{}", error.failure);
    assert_eq!(error.failure.retry, Retry::After(Duration::from_secs(7)));
    assert_eq!(error.again, Again::AfterQuota(Some(Duration::from_secs(7))));
    assert_eq!(retry_after(Some("Wed, 21 Oct 2026 07:28:00 GMT")), None);
    assert_eq!(retry_after(Some("999999")), Some(Duration::from_secs(600)));
}

#[test]
fn nothing_sent_is_refused_and_a_lost_answer_is_unknown() {
    assert_eq!((WRITE.unreachable().failure.fate, WRITE.unreachable().again), (Fate::Refused, Again::Always));
    for error in [WRITE.broken(), WRITE.timed_out(QUOTA_WAIT), WRITE.web_page(), WRITE.unparsable("x".into())]
    {
        assert_eq!(error.failure.fate, Fate::Unknown, "{}", error.failure);
        assert_ne!(error.again, Again::Always);
    }
}
