//! The OAuth token endpoint and the key of the local service account.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use ring::{hmac, rand, signature};
use rsa::pkcs1::EncodeRsaPublicKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};
use serde_json::{Value, json};

use super::call::pairs;
use super::store::replace;
use crate::error::{ApiError, Outcome};

/// Address of the service account that a folder has.
pub(crate) const ACCOUNT: &str = "localsheets@localsheets.iam.gserviceaccount.com";

/// Google's longest life of a token request, and of the token.
const LIFE_SECONDS: i64 = 3600;

/// How far the clock of the caller may differ.
const SKEW_SECONDS: i64 = 300;

const KEY_FILE: &str = "service-account.json";

/// Makes the key of the folder's service account where it is missing, and names its token endpoint.
pub(crate) fn issue_key(folder: &Path, token_uri: &str) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join(KEY_FILE);
    let mut key: Value = match std::fs::read(&path) {
        Ok(bytes) => own_key(&bytes)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => new_key()?,
        Err(error) => return Err(error),
    };
    if key["token_uri"] != json!(token_uri) {
        key["token_uri"] = json!(token_uri);
        replace(&path, |to| to.write_all(&serde_json::to_vec_pretty(&key)?))?;
    }
    Ok(path)
}

/// The key of a local account. That of a real one is refused: with another token endpoint it would be of no use any more.
fn own_key(bytes: &[u8]) -> io::Result<Value> {
    let key: Value =
        serde_json::from_slice(bytes).map_err(|error| io::Error::other(format!("{KEY_FILE}: {error}")))?;
    if key["client_email"] == json!(ACCOUNT) {
        return Ok(key);
    }
    Err(io::Error::other(format!("{KEY_FILE}, the key of another service account")))
}

fn new_key() -> io::Result<Value> {
    let failed = |error: &dyn std::fmt::Display| io::Error::other(format!("RSA key: {error}"));
    let private =
        rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).map_err(|error| failed(&error))?;
    let pem = private.to_pkcs8_pem(LineEnding::LF).map_err(|error| failed(&error))?;
    let id = random(20).map_err(|error| failed(&error.message))?;
    Ok(json!({
        "type": "service_account",
        "project_id": "localsheets",
        "private_key_id": id.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
        "private_key": pem.as_str(),
        "client_email": ACCOUNT,
        "client_id": "100000000000000000001",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
        "universe_domain": "googleapis.com",
    }))
}

/// Random bytes of the system.
pub(crate) fn random(count: usize) -> Outcome<Vec<u8>> {
    let mut bytes = vec![0; count];
    rand::SecureRandom::fill(&rand::SystemRandom::new(), &mut bytes)
        .map_err(|_| ApiError::storage("the system gave no random bytes"))?;
    Ok(bytes)
}

/// A random word of letters and digits.
pub(crate) fn random_word(bytes: usize) -> Outcome<String> {
    Ok(URL_SAFE_NO_PAD.encode(random(bytes)?))
}

/// What a token allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) email: String,
    pub(crate) scopes: Vec<String>,
}

/// Issues and checks access tokens; they outlive a restart, because only the folder's secret is needed to check them.
pub(crate) struct Tokens {
    folder: PathBuf,
    secret: hmac::Key,
    last_key: std::sync::Mutex<Option<(Vec<u8>, Vec<u8>)>>,
}

/// A refusal of the token endpoint: `error` and `error_description`.
type Refusal = (&'static str, String);

impl Tokens {
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let path = folder.join("token-secret");
        let secret = match std::fs::read(&path) {
            Ok(secret) if secret.len() == 32 => secret,
            _ => {
                let secret = random(32).map_err(|error| io::Error::other(error.message))?;
                replace(&path, |to| to.write_all(&secret))?;
                secret
            }
        };
        Ok(Self {
            folder: folder.to_owned(),
            secret: hmac::Key::new(hmac::HMAC_SHA256, &secret),
            last_key: std::sync::Mutex::default(),
        })
    }

    /// Answers `POST /token`: status and body.
    pub(crate) fn exchange(&self, body: &[u8], now: DateTime<Utc>) -> (u16, Value) {
        match self.grant(body, now) {
            Ok(grant) => {
                let token = self.token(&grant, now.timestamp() + LIFE_SECONDS);
                (200, json!({"access_token": token, "expires_in": LIFE_SECONDS - 1, "token_type": "Bearer"}))
            }
            Err((error, description)) => (400, json!({"error": error, "error_description": description})),
        }
    }

    fn grant(&self, body: &[u8], now: DateTime<Utc>) -> Result<Grant, Refusal> {
        let form = pairs(&String::from_utf8_lossy(body));
        let field =
            |name: &str| form.iter().find(|entry| entry.0 == name).map_or("", |entry| entry.1.as_str());
        if field("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
            return Err(("unsupported_grant_type", format!("Invalid grant_type: {}", field("grant_type"))));
        }
        let invalid = |text: &str| ("invalid_grant", text.to_owned());
        let parts: Vec<&str> = field("assertion").split('.').collect();
        let [head, claims, signed] = parts[..] else { return Err(invalid("Bad Request")) };
        // Some clients pad base64url although RFC 7515 forbids it; Google reads it all the same.
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part.trim_end_matches('='));
        let json =
            |part: &str| bytes(part).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
        let claim = json(claims).ok_or_else(|| invalid("Invalid JWT: Failed to parse claims."))?;
        if json(head).is_none_or(|head| head["alg"] != json!("RS256")) {
            return Err(invalid("Invalid JWT: the algorithm must be RS256."));
        }
        let key = self.public_key().map_err(|_| invalid("Invalid grant: account not found"))?;
        if claim["iss"] != json!(ACCOUNT) {
            return Err(invalid("Invalid grant: account not found"));
        }
        let message = format!("{head}.{claims}");
        let proof = bytes(signed).map_err(|_| invalid("Invalid JWT Signature."))?;
        signature::UnparsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, key)
            .verify(message.as_bytes(), &proof)
            .map_err(|_| invalid("Invalid JWT Signature."))?;
        check_time(&claim, now.timestamp())?;
        let scopes: Vec<String> =
            claim["scope"].as_str().unwrap_or("").split_whitespace().map(str::to_owned).collect();
        if scopes.is_empty() {
            return Err(("invalid_scope", "Empty or missing scope not allowed.".to_owned()));
        }
        let email = claim["sub"].as_str().filter(|sub| !sub.is_empty()).unwrap_or(ACCOUNT);
        Ok(Grant { email: email.to_owned(), scopes })
    }

    /// The public half of the folder's key; it is worked out again only when the file changed.
    fn public_key(&self) -> io::Result<Vec<u8>> {
        let file = std::fs::read(self.folder.join(KEY_FILE))?;
        let mut last = super::library::locked(&self.last_key);
        if let Some((_, public)) = last.as_ref().filter(|(known, _)| *known == file) {
            return Ok(public.clone());
        }
        let key: Value = serde_json::from_slice(&file)?;
        let pem = key["private_key"].as_str().unwrap_or("");
        let private = rsa::RsaPrivateKey::from_pkcs8_pem(pem).map_err(io::Error::other)?;
        let public = private.to_public_key().to_pkcs1_der().map_err(io::Error::other)?.as_bytes().to_vec();
        *last = Some((file, public.clone()));
        Ok(public)
    }

    fn token(&self, grant: &Grant, until: i64) -> String {
        let claim = json!({"email": grant.email, "scopes": grant.scopes, "until": until}).to_string();
        let claim = URL_SAFE_NO_PAD.encode(claim);
        let tag = hmac::sign(&self.secret, claim.as_bytes());
        format!("ya29.{claim}.{}", URL_SAFE_NO_PAD.encode(tag))
    }

    /// What the token allows now; nothing where it is not ours or has ended.
    pub(crate) fn check(&self, token: &str, now: DateTime<Utc>) -> Option<Grant> {
        let (claim, tag) = token.strip_prefix("ya29.")?.split_once('.')?;
        hmac::verify(&self.secret, claim.as_bytes(), &URL_SAFE_NO_PAD.decode(tag).ok()?).ok()?;
        let claim: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claim).ok()?).ok()?;
        if claim["until"].as_i64()? < now.timestamp() {
            return None;
        }
        let scopes =
            claim["scopes"].as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        Some(Grant { email: claim["email"].as_str()?.to_owned(), scopes })
    }
}

fn check_time(claim: &Value, now: i64) -> Result<(), Refusal> {
    let (issued, ends) = (claim["iat"].as_i64().unwrap_or(0), claim["exp"].as_i64().unwrap_or(0));
    let fits = issued <= now + SKEW_SECONDS
        && issued >= now - LIFE_SECONDS - SKEW_SECONDS
        && ends >= now
        && ends > issued
        && ends - issued <= LIFE_SECONDS;
    if fits {
        return Ok(());
    }
    Err((
        "invalid_grant",
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat \
         and exp values in the JWT claim."
            .to_owned(),
    ))
}
