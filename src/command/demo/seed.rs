//! The first start of a folder: a lead list as messy as real ones, and a few weeks of hand-overs lived through with it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use serde_json::json;

use super::super::wiring::{self, AnyClock, LiveRooms};
use super::super::{DemoArgs, Refusal};
use super::leads_file::{self, Leads};
use super::local::{LocalSheet, row_data, typed};
use super::{SPREADSHEET, STORE};
use crate::config::{Loaded, TECHNICAL_FILE};
use crate::decide::book::{ColumnKey, TabKey};
use crate::decide::plan::{LayoutWish, Settings, plan_layout};
use crate::edge::clock::FixedClock;
use crate::seam::{Clock, Workbook};

/// Invented companies and people; the first row is the example of the source article.
const LEADS: &str = include_str!("leads.csv");

/// Mark of a folder whose first start did not come to its end.
const UNFINISHED: &str = "seeding";

/// Rows of the lead tab beyond the leads.
const SPARE_ROWS: usize = 200;

/// Columns of the lead tab beyond those of the list: our own, and some for people.
const SPARE_COLUMNS: usize = 20;

/// A hand-over of the past weeks: the lead of this company came so many business days ago, and sales told this so many business days later.
struct Past {
    company: &'static str,
    business_days_ago: u32,
    told: Option<(u32, &'static [(ColumnKey, &'static str)])>,
}

const PAST: [Past; 7] = [
    Past {
        company: "株式会社やまびこ部品",
        business_days_ago: 15,
        told: Some((4, &[(ColumnKey::HandoffResponse, "対応完了"), (ColumnKey::HandoffOutcome, "受注")])),
    },
    Past {
        company: "株式会社クモマシステムズ",
        business_days_ago: 12,
        told: Some((
            1,
            &[
                (ColumnKey::HandoffResponse, "対応完了"),
                (ColumnKey::HandoffOutcome, "失注"),
                (ColumnKey::HandoffComment, "予算が来期に"),
            ],
        )),
    },
    Past {
        company: "株式会社アオゾラ精機",
        business_days_ago: 10,
        told: Some((
            1,
            &[
                (ColumnKey::HandoffResponse, "アポ取得済み"),
                (ColumnKey::HandoffOutcome, "商談化"),
                (ColumnKey::HandoffComment, "競合とも比較中だが導入検討前向き/来月に再アプローチ予定"),
            ],
        )),
    },
    Past {
        company: "あさひ架空建設株式会社",
        business_days_ago: 8,
        told: Some((1, &[(ColumnKey::HandoffResponse, "差し戻し"), (ColumnKey::HandoffComment, "時期尚早")])),
    },
    Past { company: "ことのはテクノロジー(株)", business_days_ago: 6, told: None },
    Past {
        company: "株式会社ともしび電力",
        business_days_ago: 5,
        told: Some((1, &[(ColumnKey::HandoffResponse, "連絡中")])),
    },
    Past { company: "株式会社ひだまりマート", business_days_ago: 1, told: None },
];

/// Refuses a folder that holds the configuration or memory of another installation and no spreadsheet of the demo.
pub(super) fn refuse_foreign(dir: &Path) -> Result<(), Refusal> {
    if dir.join(UNFINISHED).exists() || book(dir).exists() {
        return Ok(());
    }
    match [TECHNICAL_FILE, STORE].into_iter().find(|file| dir.join(file).exists()) {
        None => Ok(()),
        Some(file) => Err(format!(
            "{}: found {file} and no spreadsheet of the demo; expected an empty folder or one of an earlier demo. \
             Nothing was changed. Name another with --dir.",
            dir.display()
        )
        .into()),
    }
}

/// Where the local server keeps the demo's spreadsheet.
fn book(dir: &Path) -> PathBuf {
    dir.join("books").join(SPREADSHEET)
}

/// Says whether the folder is fresh; one whose first start was cut off is emptied first (nobody has seen its page yet).
pub(super) fn prepare(dir: &Path) -> io::Result<bool> {
    let mark = dir.join(UNFINISHED);
    if mark.exists() {
        for suffix in ["", "-wal", "-shm"] {
            fs::remove_file(dir.join(format!("{STORE}{suffix}"))).or_else(forgive_missing)?;
        }
        fs::remove_dir_all(book(dir)).or_else(forgive_missing)?;
    }
    let is_fresh = !book(dir).exists();
    if is_fresh {
        fs::write(mark, "The first start has not come to its end.\n")?;
    }
    Ok(is_fresh)
}

fn forgive_missing(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// The first start has come to its end.
pub(super) fn finish(dir: &Path) -> io::Result<()> {
    fs::remove_file(dir.join(UNFINISHED)).or_else(forgive_missing)
}

/// Fills the fresh spreadsheet.
pub(super) async fn seed(
    args: &DemoArgs,
    loaded: &Loaded,
    (clock, sheet): (AnyClock, &LocalSheet),
) -> Result<(), Refusal> {
    let contract = &loaded.core.contract;
    let Leads { header, rows: leads } = match &args.leads {
        Some(file) => leads_file::read(file, contract)?,
        None => leads_file::parse(LEADS, "the demo's list", contract)?,
    };
    let is_sample = args.leads.is_none();
    let first_rows = if is_sample { leads.get(..1).unwrap_or_default() } else { &leads };
    lay_leads(loaded, sheet, (&header, first_rows), leads.len()).await?;
    let now = clock.now();
    let mut workbook = wiring::workbook(loaded).await?;
    let structure = workbook.structure().await?;
    let wish = LayoutWish { structure: &structure, settings: &loaded.core, adopt: &[], today: now.date() };
    workbook.lay_out(&plan_layout(wish)).await?;
    if is_sample {
        live_through(loaded, sheet, &leads, now).await?;
        append_leads(sheet, leads.iter().skip(1).filter(|lead| past_of(lead).is_none())).await?;
    }
    Ok(())
}

async fn lay_leads(
    loaded: &Loaded,
    sheet: &LocalSheet,
    (header, leads): (&[String], &[Vec<String>]),
    lead_count: usize,
) -> Result<(), Refusal> {
    let title = loaded.core.contract.title(TabKey::Leads);
    let grid = json!({
        "rowCount": lead_count + SPARE_ROWS, "columnCount": header.len() + SPARE_COLUMNS, "frozenRowCount": 1,
    });
    let rows: Vec<Vec<String>> = std::iter::once(header.to_vec()).chain(leads.iter().cloned()).collect();
    let properties = json!({"sheetId": 0, "title": title, "gridProperties": grid});
    sheet
        .batch_update(vec![
            json!({"updateSheetProperties": {
                "properties": properties,
                "fields": "title,gridProperties.rowCount,gridProperties.columnCount,gridProperties.frozenRowCount",
            }}),
            json!({"updateCells": {
                "start": {"sheetId": 0, "rowIndex": 0, "columnIndex": 0},
                "rows": row_data(&rows),
                "fields": "userEnteredValue",
            }}),
        ])
        .await
}

async fn append_leads<'a>(
    sheet: &LocalSheet,
    leads: impl Iterator<Item = &'a Vec<String>>,
) -> Result<(), Refusal> {
    let rows: Vec<Vec<String>> = leads.cloned().collect();
    sheet
        .batch_update(vec![
            json!({"appendCells": {"sheetId": 0, "rows": row_data(&rows), "fields": "userEnteredValue"}}),
        ])
        .await
}

fn past_of(lead: &[String]) -> Option<&'static Past> {
    PAST.iter().find(|past| lead.first().is_some_and(|company| company == past.company))
}

/// Lets the daemon live through the past weeks: leads come, are handed over, and sales tells what became of them.
async fn live_through(
    loaded: &Loaded,
    sheet: &LocalSheet,
    leads: &[Vec<String>],
    now: NaiveDateTime,
) -> Result<(), Refusal> {
    let mut moments: Vec<(NaiveDateTime, &'static Past, bool)> = Vec::new();
    for past in &PAST {
        let came = days_before(&loaded.core, now.date(), past.business_days_ago)
            .and_hms_opt(10, 30, 0)
            .unwrap_or(now);
        moments.push((came, past, false));
        if let Some((later, _)) = past.told {
            let told = days_before(&loaded.core, now.date(), past.business_days_ago - later)
                .and_hms_opt(15, 0, 0)
                .unwrap_or(now);
            moments.push((told, past, true));
        }
    }
    moments.sort_by_key(|(at, past, is_told)| (*at, past.company, *is_told));
    let mut rooms = wiring::rooms(loaded, AnyClock::Fixed(FixedClock::new(now))).await?;
    for (at, past, is_told) in moments {
        rooms.clock = AnyClock::Fixed(FixedClock::new(at.min(now)));
        match past.told.filter(|_| is_told) {
            Some((_, cells)) => tell(loaded, sheet, past.company, cells).await?,
            None => {
                append_leads(
                    sheet,
                    leads.iter().filter(|lead| past_of(lead).is_some_and(|of| of.company == past.company)),
                )
                .await?
            }
        }
        look_until_rest(&mut rooms).await?;
    }
    Ok(())
}

async fn look_until_rest(rooms: &mut LiveRooms) -> Result<(), Refusal> {
    while rooms.look().await?.last().is_some_and(|last| last.report.wants_another) {}
    Ok(())
}

fn days_before(settings: &Settings, date: NaiveDate, business_days: u32) -> NaiveDate {
    (0..business_days).fold(date, |date, _| {
        settings.calendar.previous_business_day(date).unwrap_or(date - TimeDelta::days(1))
    })
}

/// Sales fills in the row of this company.
async fn tell(
    loaded: &Loaded,
    sheet: &LocalSheet,
    company: &str,
    cells: &[(ColumnKey, &str)],
) -> Result<(), Refusal> {
    let contract = &loaded.core.contract;
    let rows = sheet.rows(contract.title(TabKey::Handoffs)).await?;
    let located = contract
        .tab(TabKey::Handoffs)
        .zip(rows.first())
        .map(|(tab, header)| tab.locate(header))
        .unwrap_or_default();
    let at = located.position(ColumnKey::HandoffCompany).unwrap_or_default() as usize;
    let Some(row) = rows.iter().position(|row| row.get(at).is_some_and(|cell| cell == company)) else {
        return Err(format!(
            "the demo's list: found no hand-over of {company}; expected one. Please report this."
        )
        .into());
    };
    let sheet_id = sheet.sheet_id(contract.title(TabKey::Handoffs)).await?;
    let requests = cells.iter().filter_map(|(column, text)| {
        let start = json!({"sheetId": sheet_id, "rowIndex": row, "columnIndex": located.position(*column)?});
        Some(json!({"updateCells": {"start": start, "rows": [{"values": [typed(text)]}], "fields": "userEnteredValue"}}))
    });
    sheet.batch_update(requests.collect()).await
}
