//! A lead tab as `values.batchGet` answers it: rows first, compact, trailing empty cells cut.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::texts::{Dice, Texts};

const HEADERS: [&str; 14] = [
    "会社名",
    "担当者名",
    "業種",
    "従業員数",
    "役職",
    "DL回数",
    "セミナー参加",
    "Web閲覧回数",
    "獲得経路",
    "連絡先",
    "接触履歴",
    "最終行動日",
    "営業担当",
    "備考",
];

/// Writes the answer with this many leads; the same one at every run.
pub(crate) fn make(file: &Path, rows: u64) -> Result<(), Box<dyn Error>> {
    let texts = Texts::load()?;
    let mut out = BufWriter::new(File::create(file)?);
    write!(
        out,
        "{{\"spreadsheetId\":\"bench\",\"valueRanges\":[{{\"range\":\"'営業見込み客'!A1:N{}\",\"majorDimension\":\"ROWS\",\"values\":[",
        rows + 1
    )?;
    serde_json::to_writer(&mut out, &HEADERS)?;
    for row in 0..rows {
        let mut cells = lead(&texts, &mut Dice::of_row(row));
        while cells.last().is_some_and(|cell| cell == "") {
            cells.pop();
        }
        out.write_all(b",")?;
        serde_json::to_writer(&mut out, &cells)?;
    }
    out.write_all(b"]}]}")?;
    Ok(out.flush()?)
}

fn lead(texts: &Texts, dice: &mut Dice) -> Vec<serde_json::Value> {
    vec![
        texts.company(dice).into(),
        texts.person(dice).into(),
        texts.industry(dice).into(),
        texts.employees(dice),
        texts.job_title(dice).into(),
        texts.count(dice, 6),
        texts.seminar(dice).into(),
        texts.count(dice, 40),
        texts.source(dice).into(),
        texts.contact(dice).into(),
        texts.history(dice).into(),
        texts.date(dice).into(),
        texts.rep(dice).into(),
        texts.note(dice).into(),
    ]
}
