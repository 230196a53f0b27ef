//! `localsheets serve`: the server as a program of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use localsheets::{Clock, Options};

/// A local server that answers like Google Sheets API v4.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the workbooks of a folder on 127.0.0.1.
    Serve {
        /// Port to listen on; 0 takes a free one.
        #[arg(long, default_value_t = 8020)]
        port: u16,
        /// Folder of the workbooks; made where it is missing.
        #[arg(long, default_value = "localsheets-data")]
        dir: PathBuf,
        /// Answer calls without a token.
        #[arg(long)]
        open: bool,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let Command::Serve { port, dir, open } = Arguments::parse().command;
    match serve(port, dir, open).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("localsheets: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(port: u16, dir: PathBuf, open: bool) -> Result<(), Box<dyn std::error::Error>> {
    let addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let running = localsheets::start(Options { dir: dir.clone(), addr, open, clock: Clock::System }).await?;
    let token_uri = format!("{}/token", running.base_url());
    let key = tokio::task::spawn_blocking(move || localsheets::issue_service_account_key(&dir, &token_uri))
        .await??;
    println!("localsheets: {}/ (service account key: {})", running.base_url(), key.display());
    tokio::signal::ctrl_c().await?;
    running.stop().await?;
    Ok(())
}
