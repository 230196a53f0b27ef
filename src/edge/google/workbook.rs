//! The shared workbook, as the daemon asks for it.

use serde::Deserialize;

use super::client::{CallCounts, Client, Purpose};
use super::decode::assemble;
use super::failure::Call;
use super::lay::{layout_body, rows_body};
use super::options::GoogleOptions;
use super::ranges::{Wanted, a1_ranges, wanted, wanted_columns};
use super::read::{Render, values};
use super::structure;
use super::write::{cells_body, column_count, nothing_body};
use crate::decide::book::{Contract, Snapshot, Structure, TabKey};
use crate::decide::plan::{AuditedPlan, LayoutPlan, Plan};
use crate::seam::{Failure, ReadRequest, Retry, Workbook};

/// One spreadsheet.
///
/// Shape: keeps the structure that it read last and trusts it as long as every read brings the same headers back.
pub struct GoogleWorkbook {
    client: Client,
    contract: Contract,
    known: Option<Structure>,
    reads_since_structure: u32,
    reads_per_structure: u32,
}

/// What became of one read.
enum Outcome {
    /// Usable.
    Read(Box<Snapshot>),
    /// Tabs or columns are not where they were.
    Moved,
}

impl GoogleWorkbook {
    /// Opens the key file; nothing is sent before the first call.
    ///
    /// Errors: `key_file_*` and `bad_setting`, each with its remedy.
    pub async fn open(options: GoogleOptions, contract: Contract) -> Result<Self, Failure> {
        let reads_per_structure = options.reads_per_structure;
        let client = Client::open(options).await?;
        Ok(Self { client, contract, known: None, reads_since_structure: 0, reads_per_structure })
    }

    /// Address of the service account, with which people share the spreadsheet. For the terminal, not for the log.
    pub fn account_email(&self) -> &str {
        self.client.account_email()
    }

    /// Calls sent since the workbook was opened.
    pub fn counts(&self) -> CallCounts {
        self.client.counts()
    }

    /// Asks for the right to edit by a write of nothing: one `null`, which leaves the cell alone. For `check`.
    ///
    /// Errors: `view_only`, and those of every call. A protected cell is no error: it says nothing about the others.
    pub async fn try_edit(&mut self, sheet_id: i64) -> Result<(), Failure> {
        let request = (self.cells_url()?, nothing_body(sheet_id));
        match self.write("values.batchUpdateByDataFilter", request).await {
            Err(failure) if failure.code == "protected" => Ok(()),
            answer => answer.map(drop),
        }
    }

    async fn refresh(&mut self) -> Result<&Structure, Failure> {
        let structure = structure::structure(&self.client, &self.contract).await?;
        self.reads_since_structure = 0;
        Ok(self.known.insert(structure))
    }

    /// The structure is worth another look: unknown, old, or without the tab that everything is about.
    fn is_stale(&self) -> bool {
        self.reads_since_structure >= self.reads_per_structure
            || self.known.as_ref().is_none_or(|known| {
                !wanted(known, &self.contract, &ReadRequest::default())
                    .iter()
                    .any(|(title, _)| self.is_leads(title))
            })
    }

    fn is_leads(&self, title: &str) -> bool {
        self.contract.tab_by_title(title).is_some_and(|tab| tab.key == TabKey::Leads)
    }

    async fn read_once(&self, known: &Structure, request: &ReadRequest) -> Result<Outcome, Failure> {
        let wanted = wanted(known, &self.contract, request);
        let ranges = a1_ranges(&wanted);
        if ranges.is_empty() {
            return Ok(Outcome::Read(Box::default()));
        }
        let decoded = match values(&self.client, Purpose::Values, (&ranges, Render::Values)).await {
            Err(failure) if failure.code == "range_refused" => return Ok(Outcome::Moved),
            decoded => decoded?,
        };
        let snapshot = assemble(decoded, Some(known));
        let is_whole = self.is_whole(&snapshot, (known, &wanted), request);
        Ok(if is_whole { Outcome::Read(Box::new(snapshot)) } else { Outcome::Moved })
    }

    /// Every tab came back, under the headers of the structure.
    ///
    /// Where a header differs although the structure was read a moment ago (one that is a formula, say), it is enough that all columns that
    /// these headers ask for were read.
    fn is_whole(
        &self,
        snapshot: &Snapshot,
        (known, wanted): (&Structure, &Wanted<'_>),
        request: &ReadRequest,
    ) -> bool {
        let is_fresh = self.reads_since_structure == 0;
        wanted.iter().all(|(title, columns)| {
            let (Some(tab), Some(before), Some(contract)) = (
                snapshot.tabs.iter().find(|tab| tab.title == *title),
                known.tab(title),
                self.contract.tab_by_title(title),
            ) else {
                return false;
            };
            let needed = || wanted_columns(&self.contract, contract, &tab.headers, request);
            tab.headers == before.header_texts() || is_fresh && needed().is_subset(columns)
        })
    }

    async fn send_cells(&mut self, plan: &Plan) -> Result<(), Failure> {
        let Some(body) = cells_body(plan) else { return Ok(()) };
        let method = "values.batchUpdateByDataFilter";
        let answer = self.write(method, (self.cells_url()?, body)).await?;
        let place = self.client.place(method);
        let call = Call { place: &place, is_write: true };
        let applied: Applied = serde_json::from_slice(&answer).map_err(|error| {
            *call.unparsable(format!("an answer that breaks at byte {}", error.column())).failure
        })?;
        // A tag that Google no longer finds: somebody deleted the column. The next read shall see that.
        if applied.responses.iter().filter(|column| column.updated_cells > 0).count() < column_count(plan) {
            self.known = None;
        }
        Ok(())
    }

    fn cells_url(&self) -> Result<reqwest::Url, Failure> {
        let mut url = self.client.url("/values:batchUpdateByDataFilter").map_err(|failure| *failure)?;
        url.query_pairs_mut()
            .append_pair("fields", "responses(updatedCells)")
            .append_pair("prettyPrint", "false");
        Ok(url)
    }

    async fn send_rows(&mut self, plan: &Plan) -> Result<(), Failure> {
        match rows_body(plan) {
            Some(body) => self.batch_update(body).await,
            None => Ok(()),
        }
    }

    async fn batch_update(&mut self, body: Vec<u8>) -> Result<(), Failure> {
        let mut url = self.client.url(":batchUpdate").map_err(|failure| *failure)?;
        url.query_pairs_mut().append_pair("fields", "spreadsheetId").append_pair("prettyPrint", "false");
        self.write("spreadsheets.batchUpdate", (url, body)).await.map(drop)
    }

    /// Sends a write; after a failure the structure is read again, for a tab or column may be gone.
    async fn write(&mut self, method: &str, request: (reqwest::Url, Vec<u8>)) -> Result<Vec<u8>, Failure> {
        let answer = self.client.post(Purpose::Write, method, request).await;
        if answer.is_err() {
            self.known = None;
        }
        answer
    }

    fn moving(&self) -> Failure {
        Failure {
            code: "columns_moving",
            place: self.client.place("values.batchGet"),
            found: "tabs or headers that changed again while they were read".to_owned(),
            expected: "the same headers twice".to_owned(),
            remedy: "The next pass reads again.".to_owned(),
            retry: Retry::Now,
            fate: crate::decide::plan::Fate::Refused,
        }
    }
}

/// Answer to a write by tags.
#[derive(Deserialize)]
struct Applied {
    #[serde(default)]
    responses: Vec<AppliedColumn>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppliedColumn {
    #[serde(default)]
    updated_cells: u64,
}

impl Workbook for GoogleWorkbook {
    async fn structure(&mut self) -> Result<Structure, Failure> {
        let mut structure = self.refresh().await?.clone();
        structure::look_below_all(&self.client, &self.contract, &mut structure).await?;
        Ok(structure)
    }

    async fn read(&mut self, request: &ReadRequest) -> Result<Snapshot, Failure> {
        if self.is_stale() {
            self.refresh().await?;
        }
        // Twice: with the structure as known, and once more with a fresh one.
        for round in 0..2 {
            if round > 0 {
                self.refresh().await?;
            }
            let Some(known) = &self.known else { break };
            if let Outcome::Read(snapshot) = self.read_once(known, request).await? {
                self.reads_since_structure += 1;
                return Ok(*snapshot);
            }
        }
        Err(self.moving())
    }

    async fn write_cells(&mut self, plan: &AuditedPlan) -> Result<(), Failure> {
        self.send_cells(plan.plan()).await
    }

    async fn add_rows(&mut self, plan: &AuditedPlan) -> Result<(), Failure> {
        self.send_rows(plan.plan()).await
    }

    async fn lay_out(&mut self, layout: &LayoutPlan) -> Result<(), Failure> {
        let known = match &self.known {
            Some(known) => known,
            None => self.refresh().await?,
        };
        let Some(body) = layout_body(layout, known) else { return Ok(()) };
        self.batch_update(body).await?;
        self.known = None;
        Ok(())
    }
}
