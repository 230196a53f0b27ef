//! `tossup explain` from outside, on the folder that a demo left.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use tempfile::TempDir;

/// The Tuesday after a holiday Monday.
const NOW: &str = "2026-11-24T09:00:00+09:00";

fn tossup(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tossup"));
    for name in ["TOSSUP_CONFIG", "TOSSUP_LOG", "TOSSUP_MODE", "TOSSUP_SPREADSHEET_ID", "TOSSUP_CREDENTIALS"]
    {
        command.env_remove(name);
    }
    command.args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The folder of a demo that came to rest; made once for all trials, its server stopped.
fn demo() -> &'static Path {
    static DEMO: OnceLock<TempDir> = OnceLock::new();
    let folder = DEMO.get_or_init(|| {
        let folder = TempDir::new().expect("a folder");
        let dir = folder.path().to_str().expect("a path");
        let output = tossup(&["demo", "--once", "--port", "0", "--now", NOW, "--dir", dir]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        folder
    });
    folder.path()
}

/// A copy of the demo's folder, and its spreadsheet being served.
struct Trial {
    folder: TempDir,
    server: localsheets::Running,
}

impl Trial {
    async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = TempDir::new().expect("a folder");
        copy(demo(), folder.path());
        let options = localsheets::Options {
            dir: folder.path().to_owned(),
            addr: SocketAddr::from(([127, 0, 0, 1], 0)),
            open: false,
            clock: localsheets::Clock::System,
        };
        let server = localsheets::start(options).await.expect("the server starts");
        localsheets::issue_service_account_key(folder.path(), &format!("{}/token", server.base_url()))
            .expect("a key");
        let file = folder.path().join("tossup.toml");
        let settings = std::fs::read_to_string(&file).expect("the settings");
        let address = format!("base_url = \"{}/\"", server.base_url());
        let lines = settings.lines().map(|line| if line.starts_with("base_url") { &address } else { line });
        std::fs::write(&file, lines.collect::<Vec<_>>().join("\n")).expect("the settings");
        Self { folder, server }
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("tossup.toml")
    }

    async fn run(&self, lead: &str) -> Output {
        let config = self.config().to_str().expect("a path").to_owned();
        let lead = lead.to_owned();
        let run = move || tossup(&["explain", "--config", &config, "--now", NOW, "--", &lead]);
        tokio::task::spawn_blocking(run).await.expect("the run")
    }

    async fn explain(&self, lead: &str) -> String {
        let output = self.run(lead).await;
        assert!(output.status.success(), "{lead}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    async fn refused(&self, lead: &str) -> String {
        let output = self.run(lead).await;
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()), "{lead}");
        text(&output.stderr)
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a file");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_is_explained_at_length() {
    let trial = Trial::start().await;
    let by_row = trial.explain("2").await;
    eprintln!("{by_row}");
    for row in 3..14 {
        eprintln!("{}", text(&trial.run(&row.to_string()).await.stdout));
    }
    for lead in ["999", "株式会社", "zzz", "L-0000000000"] {
        eprintln!("{}", trial.refused(lead).await);
    }
    panic!();
}
