//! Starting and stopping a server inside a process.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::server::{Engine, bind, issue_key, serve};

/// How to start a server.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder of the workbooks, made where it is missing. One server at a time.
    pub dir: PathBuf,
    /// Address to listen on; port 0 takes a free one.
    pub addr: SocketAddr,
    /// Answer calls without a token, as their owner. For trials on a machine of one's own.
    pub open: bool,
    /// Where the time comes from.
    pub clock: Clock,
}

/// Why a server did not start.
#[derive(Debug)]
pub enum StartError {
    /// Another program listens on the address; take another port.
    PortInUse(SocketAddr),
    /// The address cannot be listened on for another reason.
    Listen(SocketAddr, io::Error),
    /// The folder cannot be read or written.
    Folder(PathBuf, io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PortInUse(addr) => {
                write!(
                    to,
                    "{addr}: another program listens there; expected a free port. Choose another with --port."
                )
            }
            Self::Listen(addr, error) => {
                write!(to, "{addr}: cannot listen: {error}. Choose another address.")
            }
            Self::Folder(dir, error) => {
                write!(to, "{}: {error}. Mend the file, or choose another folder with --dir.", dir.display())
            }
        }
    }
}

impl std::error::Error for StartError {}

/// A running server; it stops when this is dropped or told to.
pub struct Running {
    /// Address that it listens on.
    pub addr: SocketAddr,
    /// Bearer token of the page: its holder is the owner of all spreadsheets.
    pub page_token: String,
    /// Number of the last accepted change of any spreadsheet; grows by one or more with each.
    pub changes: watch::Receiver<u64>,
    engine: Arc<Engine>,
    stop: watch::Sender<bool>,
    task: JoinHandle<io::Result<()>>,
}

/// Starts a server on the options' folder and address, inside the running tokio runtime.
///
/// Errors: [`StartError::PortInUse`] when the address is taken, so that the caller can take another port.
// Boxed, because an `async fn` is compiled by whoever awaits it: the whole server would be, once more, in every program that embeds it.
pub fn start(options: Options) -> Pin<Box<dyn Future<Output = Result<Running, StartError>> + Send>> {
    Box::pin(begin(options))
}

async fn begin(options: Options) -> Result<Running, StartError> {
    let Options { dir, addr, open, clock } = options;
    let listener = bind(addr).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => StartError::PortInUse(addr),
        _ => StartError::Listen(addr, error),
    })?;
    let addr = listener.local_addr().map_err(|error| StartError::Listen(addr, error))?;
    let folder = dir.clone();
    let opened = tokio::task::spawn_blocking(move || Engine::open(&folder, open, clock)).await;
    let engine = opened
        .map_err(io::Error::other)
        .and_then(|opened| opened)
        .map_err(|error| StartError::Folder(dir, error))?;
    let engine = Arc::new(engine);
    let (stop, stopping) = watch::channel(false);
    let task = tokio::spawn(serve(listener, engine.clone(), stopping));
    Ok(Running {
        addr,
        page_token: engine.page_token.clone(),
        changes: engine.library.watch(),
        engine,
        stop,
        task,
    })
}

impl Running {
    /// Creates the spreadsheet with this id where it is missing; one that exists is left as it is.
    ///
    /// Shape: `id` of letters, digits, `-` and `_`; `locale` such as `ja_JP`; `time_zone` such as `Asia/Tokyo`.
    /// Errors: the id has other letters, the time zone does not exist, or the folder cannot be written.
    pub async fn ensure_spreadsheet(
        &self,
        id: &str,
        title: &str,
        locale: &str,
        time_zone: &str,
    ) -> io::Result<()> {
        let engine = self.engine.clone();
        let [id, title, locale, time_zone] = [id, title, locale, time_zone].map(str::to_owned);
        tokio::task::spawn_blocking(move || {
            engine.ensure(&id, [("title", &title), ("locale", &locale), ("timeZone", &time_zone)])
        })
        .await
        .map_err(io::Error::other)?
        .map_err(|error| io::Error::other(error.message))
    }

    /// Base address for clients, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Stops taking connections and waits until the answers under way are out.
    ///
    /// Errors: the listener failed while it ran.
    pub async fn stop(self) -> io::Result<()> {
        self.stop.send_replace(true);
        self.task.await.map_err(io::Error::other)?
    }

    /// Waits until the server ends by itself, which it does only when its listener fails.
    ///
    /// Errors: why the listener failed.
    pub async fn wait(self) -> io::Result<()> {
        self.task.await.map_err(io::Error::other)?
    }
}

/// Makes the key file of the local service account in the folder and gives its path.
///
/// The RSA key (2048 bits) is made once for each folder; only the token endpoint is brought up to date.
/// Errors: the folder cannot be written, or holds a key file that is no JSON.
pub fn issue_service_account_key(dir: &Path, token_uri: &str) -> io::Result<PathBuf> {
    issue_key(dir, token_uri)
}
