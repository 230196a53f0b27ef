//! The service account: its key file, its token, and what went wrong with either.
//!
//! No message holds a part of the key.

use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use google_sheets4::yup_oauth2::authenticator::Authenticator;
use google_sheets4::yup_oauth2::client::{CustomHyperClientBuilder, HyperClientBuilder, SendError};
use google_sheets4::yup_oauth2::error::{AuthError, AuthErrorCode};
use google_sheets4::yup_oauth2::{Error, ServiceAccountAuthenticator, ServiceAccountKey};
use serde_json::Value as Json;

use super::client::{Connector, hyper_client};
use super::failure::{Again, Call, CallError};
use crate::decide::plan::Fate;
use crate::seam::{Failure, Retry};

/// The only scope we ask for: for a service account it means the spreadsheets that were shared with it.
pub(super) const SCOPE: &str = "https://www.googleapis.com/auth/spreadsheets";

/// A token request is one small call; longer means that nobody answers.
const TOKEN_LIMIT: Duration = Duration::from_secs(20);

/// Google tolerates a few minutes in theory and much less on bad days; a clock kept by NTP is within one second.
const SKEW_MAX_S: i64 = 30;

/// A service account that can ask for tokens.
pub(super) struct Account {
    pub(super) authenticator: Authenticator<Connector>,
    token_uri: String,
    email: String,
    now: fn() -> DateTime<Utc>,
}

impl Account {
    /// Opens the key file.
    pub(super) async fn open(
        path: &Path,
        connector: Connector,
        now: fn() -> DateTime<Utc>,
    ) -> Result<Self, Failure> {
        let key = read_key(path).map_err(|failure| *failure)?;
        let (token_uri, email) = (key.token_uri.clone(), key.client_email.clone());
        let client =
            CustomHyperClientBuilder::from(hyper_client::<String>(connector)).with_timeout(TOKEN_LIMIT);
        let authenticator = ServiceAccountAuthenticator::with_client(key, client)
            .build()
            .await
            .map_err(|_| *KeyFault::BrokenPem.at(path))?;
        Ok(Self { authenticator, token_uri, email, now })
    }

    /// Address with which the spreadsheet must be shared.
    pub(super) fn email(&self) -> &str {
        &self.email
    }

    /// A token from the cache, or a new one.
    pub(super) async fn token(&self, call: Call<'_>) -> Result<String, CallError> {
        let token = self.authenticator.token(&[SCOPE]).await.map(|token| token.token().map(str::to_owned));
        match token {
            // An error page in JSON is kept by the cache as a token without text and without end; only a forced one gets past it.
            Ok(None) => self.new_token(call).await,
            token => self.checked(call, token).await,
        }
    }

    /// A new token, whatever the cache holds.
    pub(super) async fn new_token(&self, call: Call<'_>) -> Result<String, CallError> {
        let token = self.authenticator.force_refreshed_token(&[SCOPE]).await;
        self.checked(call, token.map(|token| token.token().map(str::to_owned))).await
    }

    async fn checked(
        &self,
        call: Call<'_>,
        token: Result<Option<String>, Error>,
    ) -> Result<String, CallError> {
        let (failure, again) = match token {
            Ok(Some(token)) => return Ok(token),
            Ok(None) => (self.no_token_in_answer(), Again::Always),
            Err(Error::AuthError(error)) => (self.rejected(&error).await, Again::No),
            Err(Error::HttpError(_) | Error::HttpClientError(SendError::Hyper(_))) => {
                (self.unreachable("no connection"), Again::Always)
            }
            Err(Error::HttpClientError(SendError::Timeout)) => {
                (self.unreachable("no answer in time"), Again::Always)
            }
            Err(_) => (self.no_token_in_answer(), Again::Always),
        };
        Err(call.without_token(failure, again))
    }

    async fn rejected(&self, error: &AuthError) -> Failure {
        match error.error {
            AuthErrorCode::InvalidGrant => {
                let skew = self.skew_s().await;
                self.invalid_grant(skew, error.error_description.as_deref().unwrap_or_default())
            }
            AuthErrorCode::UnauthorizedClient | AuthErrorCode::InvalidScope | AuthErrorCode::AccessDenied => {
                self.failure(
                    "scope_missing",
                    format!("the refusal {}", error.error.as_str()),
                    format!("a token for {SCOPE}"),
                    "Use a service-account key of a project in which the account may use the Sheets API."
                        .to_owned(),
                )
            }
            _ => self.failure(
                "token_refused",
                "a refusal of the token".to_owned(),
                "a token".to_owned(),
                "Make a new key for the service account and put it in the place of the key file.".to_owned(),
            ),
        }
    }

    /// A refused assertion: the clock, or the key.
    fn invalid_grant(&self, skew_s: Option<i64>, description: &str) -> Failure {
        let names_time = description.contains("iat and exp") || description.contains("clock");
        match skew_s {
            Some(skew) if skew.abs() > SKEW_MAX_S => self.clock_skew(format!(
                "a clock of this machine that is {} s {}",
                skew.abs(),
                if skew > 0 { "fast" } else { "slow" }
            )),
            None if names_time => self.clock_skew("a signature with a time that the server does not accept".to_owned()),
            _ => self.failure(
                "key_revoked",
                "invalid_grant although the clock is right".to_owned(),
                "a key that the server knows".to_owned(),
                "The key or its account was deleted or disabled: make a new key for the service account and put it in the place of the key file."
                    .to_owned(),
            ),
        }
    }

    fn clock_skew(&self, found: String) -> Failure {
        self.failure(
            "clock_skew",
            found,
            format!("a clock within {SKEW_MAX_S} s of the server's"),
            "Set the clock of this machine, best by NTP (timedatectl set-ntp true).".to_owned(),
        )
    }

    /// Seconds by which this machine's clock is ahead of the token endpoint's.
    async fn skew_s(&self) -> Option<i64> {
        let client = reqwest::Client::builder().no_proxy().timeout(TOKEN_LIMIT).build().ok()?;
        let answer = client.get(&self.token_uri).send().await.ok()?;
        let date = answer.headers().get(reqwest::header::DATE)?.to_str().ok()?;
        let server = DateTime::parse_from_rfc2822(date).ok()?;
        Some((self.now)().signed_duration_since(server).num_seconds())
    }

    fn unreachable(&self, found: &str) -> Failure {
        Failure {
            retry: Retry::After(Duration::from_secs(30)),
            ..self.failure(
                "network",
                found.to_owned(),
                "a token endpoint that answers".to_owned(),
                "Check the network, the proxy and token_uri in the key file.".to_owned(),
            )
        }
    }

    fn no_token_in_answer(&self) -> Failure {
        Failure {
            retry: Retry::After(Duration::from_secs(30)),
            ..self.failure(
                "unparsable",
                "an answer without a token".to_owned(),
                "an answer of a token endpoint as JSON".to_owned(),
                "Check token_uri in the key file, and whether a proxy or sign-in page answers on this network."
                    .to_owned(),
            )
        }
    }

    fn failure(&self, code: &'static str, found: String, expected: String, remedy: String) -> Failure {
        let place = format!("token endpoint {}", self.token_uri);
        Failure { code, place, found, expected, remedy, retry: Retry::Never, fate: Fate::Refused }
    }
}

/// What is wrong with a key file.
enum KeyFault {
    Missing,
    Unreadable(std::io::ErrorKind),
    NotJson { line: usize, column: usize },
    OauthClient,
    OtherKind,
    FieldMissing(&'static str),
    BrokenPem,
    BadTokenUri,
}

impl KeyFault {
    fn at(&self, path: &Path) -> Box<Failure> {
        let (code, found, expected) = self.told();
        Box::new(Failure {
            code,
            place: format!("key file {}", path.display()),
            found,
            expected: expected.to_owned(),
            remedy: self.remedy().to_owned(),
            retry: Retry::Never,
            fate: Fate::Refused,
        })
    }

    fn told(&self) -> (&'static str, String, &'static str) {
        const KEY: &str = "the JSON key of a service account";
        match self {
            Self::Missing => ("key_file_missing", "no such file".to_owned(), KEY),
            Self::Unreadable(kind) => ("key_file_unreadable", format!("{kind}"), "a file that may be read"),
            Self::NotJson { line, column } => {
                ("key_file_not_json", format!("no JSON at line {line}, byte {column}"), KEY)
            }
            Self::OauthClient => (
                "key_file_oauth_client",
                "the file of an OAuth client (for signing people in)".to_owned(),
                KEY,
            ),
            Self::OtherKind => ("key_file_other_kind", "JSON of another kind".to_owned(), KEY),
            Self::FieldMissing(name) => ("key_file_incomplete", format!("no field {name}"), KEY),
            Self::BrokenPem => (
                "key_file_broken_pem",
                "a private_key that is not an RSA key in PEM".to_owned(),
                "-----BEGIN PRIVATE KEY----- with its line breaks as \\n",
            ),
            Self::BadTokenUri => (
                "key_file_token_uri",
                "a token_uri that is no http address".to_owned(),
                "https://oauth2.googleapis.com/token",
            ),
        }
    }

    fn remedy(&self) -> &'static str {
        match self {
            Self::Missing => "Put the key file there, or name it in tossup.toml.",
            Self::Unreadable(_) => "Give the user that runs tossup the right to read it.",
            Self::BrokenPem => "Download the key anew and copy the file as it is.",
            _ => {
                "In the Google Cloud console open IAM > サービス アカウント > キー, add a key of type JSON, and use that file."
            }
        }
    }
}

fn read_key(path: &Path) -> Result<ServiceAccountKey, Box<Failure>> {
    let text = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => KeyFault::Missing.at(path),
        kind => KeyFault::Unreadable(kind).at(path),
    })?;
    parse_key(&text).map_err(|fault| fault.at(path))
}

fn parse_key(text: &[u8]) -> Result<ServiceAccountKey, KeyFault> {
    let json: Json = serde_json::from_slice(text)
        .map_err(|error| KeyFault::NotJson { line: error.line(), column: error.column() })?;
    if json.get("installed").is_some() || json.get("web").is_some() {
        return Err(KeyFault::OauthClient);
    }
    if json.get("type").and_then(Json::as_str) != Some("service_account") {
        return Err(KeyFault::OtherKind);
    }
    for name in ["private_key", "client_email", "token_uri"] {
        if json.get(name).and_then(Json::as_str).is_none_or(str::is_empty) {
            return Err(KeyFault::FieldMissing(name));
        }
    }
    let key: ServiceAccountKey = serde_json::from_value(json).map_err(|_| KeyFault::OtherKind)?;
    match reqwest::Url::parse(&key.token_uri) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(key),
        _ => Err(KeyFault::BadTokenUri),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_key_file_says_what_it_is() {
        let table = [
            ("", "key_file_not_json"),
            ("{\"type\":", "key_file_not_json"),
            (r#"{"installed":{"client_id":"x"}}"#, "key_file_oauth_client"),
            (r#"{"web":{"client_id":"x"}}"#, "key_file_oauth_client"),
            (r#"{"type":"authorized_user"}"#, "key_file_other_kind"),
            (r#"[1]"#, "key_file_other_kind"),
            (r#"{"type":"service_account","private_key":"SECRET"}"#, "key_file_incomplete"),
            (
                r#"{"type":"service_account","private_key":"SECRET","client_email":"a@b","token_uri":"token"}"#,
                "key_file_token_uri",
            ),
        ];
        for (text, code) in table {
            let failure = parse_key(text.as_bytes()).err().map(|fault| fault.at(Path::new("key.json")));
            let failure = failure.expect(text);
            assert_eq!(failure.code, code, "{text}");
            assert!(!failure.to_string().contains("SECRET"), "{failure}");
        }
    }

    #[test]
    fn a_missing_key_file_is_told_as_missing() {
        let failure = read_key(Path::new("no/such/key.json")).expect_err("missing");
        assert_eq!(failure.code, "key_file_missing");
        assert!(failure.to_string().contains("no/such/key.json"));
    }
}
