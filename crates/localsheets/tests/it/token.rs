//! The token endpoint, scopes, protection and access.

use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use localsheets::{Clock, issue_service_account_key};
use ring::{rand::SystemRandom, signature};
use serde_json::{Value, json};

use crate::server::{Server, open_at};

const SHEETS: &str = "https://www.googleapis.com/auth/spreadsheets";

fn now() -> DateTime<Utc> {
    "2026-11-24T00:00:00Z".parse().expect("an instant")
}

/// A token request as yup-oauth2 makes it, padded base64url and all.
fn assertion(key: &Value, scope: &str, issued: i64) -> String {
    let claim = json!({"iss": key["client_email"], "scope": scope, "aud": key["token_uri"], "iat": issued, "exp": issued + 3595, "sub": null});
    let head = URL_SAFE.encode(json!({"alg": "RS256", "typ": "JWT"}).to_string());
    let message = format!("{head}.{}", URL_SAFE.encode(claim.to_string()));
    let pem = key["private_key"].as_str().expect("a key");
    let der: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
    let der = base64::engine::general_purpose::STANDARD.decode(der).expect("base64");
    let pair = signature::RsaKeyPair::from_pkcs8(&der).expect("an RSA key");
    let mut signed = vec![0; pair.public().modulus_len()];
    pair.sign(&signature::RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signed)
        .expect("a signature");
    format!("{message}.{}", URL_SAFE.encode(signed))
}

async fn exchange(server: &Server, assertion: &str) -> (u16, Value) {
    let form = format!(
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={}",
        assertion.replace('=', "%3D")
    );
    let request = server.client.post(format!("{}/token", server.running.base_url()));
    let answer = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .await
        .expect("an answer");
    (answer.status().as_u16(), serde_json::from_str(&answer.text().await.expect("a body")).expect("JSON"))
}

#[tokio::test]
async fn the_service_account_gets_a_token_that_its_scope_limits() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open_at(dir.path(), Clock::Fixed(now())).await;
    let path = issue_service_account_key(dir.path(), &format!("{}/token", server.running.base_url()))
        .expect("a key");
    let key: Value = serde_json::from_slice(&std::fs::read(&path).expect("the key file")).expect("JSON");
    let again = issue_service_account_key(dir.path(), "http://127.0.0.1:1/token").expect("a key");
    let kept: Value = serde_json::from_slice(&std::fs::read(again).expect("the key file")).expect("JSON");
    assert_eq!(kept["private_key"], key["private_key"], "one key for each folder");

    let second = now().timestamp();
    let (status, answer) = exchange(&server, &assertion(&key, SHEETS, second)).await;
    assert_eq!(status, 200, "{answer}");
    let token = answer["access_token"].as_str().expect("a token");
    let (status, _) = server.call_with("GET", "/v4/spreadsheets/demo", json!({}), token).await;
    assert_eq!(status, 200);
    let (status, answer) = server.call_with("GET", "/drive/v3/files", json!({}), token).await;
    assert_eq!(
        (status, &answer["error"]["details"][0]["reason"]),
        (403, &json!("ACCESS_TOKEN_SCOPE_INSUFFICIENT"))
    );

    let skew = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.";
    let mut stranger = key.clone();
    stranger["client_email"] = json!("else@localsheets.iam.gserviceaccount.com");
    let mut forged = assertion(&key, SHEETS, second);
    let last = forged.rfind('.').expect("a signature");
    forged.replace_range(last.., &format!(".{}", URL_SAFE_NO_PAD.encode([7_u8; 256])));
    for (name, asked, error, description) in [
        ("a fast clock", assertion(&key, SHEETS, second + 900), "invalid_grant", skew),
        ("a slow clock", assertion(&key, SHEETS, second - 7200), "invalid_grant", skew),
        (
            "another account",
            assertion(&stranger, SHEETS, second),
            "invalid_grant",
            "Invalid grant: account not found",
        ),
        ("a forged signature", forged, "invalid_grant", "Invalid JWT Signature."),
        ("no scope", assertion(&key, "", second), "invalid_scope", "Empty or missing scope not allowed."),
    ] {
        let (status, answer) = exchange(&server, &asked).await;
        assert_eq!(
            (status, answer),
            (400, json!({"error": error, "error_description": description})),
            "{name}"
        );
    }
    let (status, answer) = server.call_with("GET", "/v4/spreadsheets/demo", json!({}), "ya29.none").await;
    assert_eq!((status, &answer["error"]["status"]), (401, &json!("UNAUTHENTICATED")));
}

#[tokio::test]
async fn protection_and_access_stop_the_service_account_and_not_the_page() {
    let dir = tempfile::tempdir().expect("a folder");
    let server = open_at(dir.path(), Clock::Fixed(now())).await;
    let path = issue_service_account_key(dir.path(), "http://127.0.0.1/token").expect("a key");
    let key: Value = serde_json::from_slice(&std::fs::read(&path).expect("the key file")).expect("JSON");
    let (_, answer) = exchange(&server, &assertion(&key, SHEETS, now().timestamp())).await;
    let token = answer["access_token"].as_str().expect("a token");
    let range = json!({"startRowIndex": 0, "endRowIndex": 1});
    server.batch(json!([{"addProtectedRange": {"protectedRange": {"range": range}}}])).await;
    server.put("A1", json!([["the owner may"]])).await;
    let put = "/v4/spreadsheets/demo/values/A1?valueInputOption=RAW";
    let (status, answer) = server.call_with("PUT", put, json!({"values": [["x"]]}), token).await;
    let words = "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.";
    assert_eq!((status, &answer["error"]["message"]), (400, &json!(words)));
    server.batch(json!([{"addSheet": {"properties": {"sheetId": 7, "title": "open"}}}])).await;
    let write = async || {
        let put = "/v4/spreadsheets/demo/values/open!A1?valueInputOption=RAW";
        let (status, answer) = server.call_with("PUT", put, json!({"values": [["x"]]}), token).await;
        (status, answer["error"]["status"].clone())
    };
    assert_eq!(write().await, (200, json!(null)), "what is shared may be changed");
    let viewing = json!({"spreadsheetId": "demo", "access": "view_only"});
    server.call("POST", "/localsheets/v1/access", viewing).await;
    assert_eq!(write().await, (403, json!("PERMISSION_DENIED")), "a viewer may not change it");
    let (status, _) = server.call_with("GET", "/v4/spreadsheets/demo", json!({}), token).await;
    assert_eq!(status, 200, "a viewer may read it");
    server.put("open!A1", json!([["the owner may"]])).await;
    for (access, status, word) in
        [("not_shared", 403, "PERMISSION_DENIED"), ("office_file", 400, "FAILED_PRECONDITION")]
    {
        server
            .call("POST", "/localsheets/v1/access", json!({"spreadsheetId": "demo", "access": access}))
            .await;
        let (found, answer) = server.call_with("GET", "/v4/spreadsheets/demo", json!({}), token).await;
        assert_eq!((found, &answer["error"]["status"]), (status, &json!(word)), "{access}");
    }
}
