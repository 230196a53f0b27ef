//! Which row is which lead. People sort, copy, insert, delete and retype; an id in a cell alone cannot be trusted.
//!
//! Every row carries an id cell and a fingerprint of the person's cells; every lead in the ledger remembers both. They are matched in
//! four rounds, the surest first:
//!
//! | round | the row carries                    | and the ledger                            | then                                        |
//! |-------|------------------------------------|-------------------------------------------|---------------------------------------------|
//! | 1     | a known id, the cells of that lead | agrees                                    | it is that lead; of two such rows the first |
//! | 2     | no id, or the id of another lead   | knows one unclaimed lead with these cells | it is that lead again: its id comes back    |
//! | 3     | a known id, company, person or     | has not seen that lead elsewhere          | the person edited the row: same lead        |
//! |       | contact of that lead               |                                           |                                             |
//! | 4     | an id that the ledger never saw    | nothing                                   | the ledger was lost: the sheet's id holds   |
//! | rest  | nothing usable                     | nothing                                   | a new lead                                  |
//!
//! A pass in which a row carried the id of another lead decides nothing that cannot be undone.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{LeadMemory, Ledger};
use crate::decide::book::LeadId;

/// What identity needs to know of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowPrint {
    /// The id that the row carries, if it is one of ours in form.
    pub carried: Option<LeadId>,
    /// Fingerprint of all of the person's cells that were read; 0 when all are blank.
    pub fingerprint: u64,
    /// Fingerprints of company, person and contact; 0 where empty.
    pub parts: [u32; 3],
    /// The lead that it is; `None` for a blank row, and before [`track`] has found out.
    pub lead: Option<LeadId>,
}

impl RowPrint {
    /// A row without a lead.
    pub const BLANK: RowPrint = RowPrint { carried: None, fingerprint: 0, parts: [0; 3], lead: None };

    /// The person's cells are all blank: no lead.
    pub fn is_blank(&self) -> bool {
        self.fingerprint == 0
    }
}

/// Who is who, beside the lead of each row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tracked {
    /// Index into `Ledger::leads` of the lead of each row, or `u32::MAX`; empty with an empty ledger.
    pub known: Vec<u32>,
    /// Indices into `Ledger::leads` of leads without a row.
    pub missing: Vec<u32>,
    /// Rows that carried the id of another lead.
    pub torn: usize,
    /// How many ids the workbook has had made.
    pub ids_made: u64,
}

/// The row is none of the leads that were known.
const UNKNOWN: u32 = u32::MAX;

impl Tracked {
    /// Index into `Ledger::leads` of the lead of a row, where it was known.
    pub fn known(&self, row: usize) -> Option<usize> {
        self.known.get(row).filter(|&&lead| lead != UNKNOWN).map(|&lead| lead as usize)
    }
}

struct Matching<'a> {
    rows: &'a mut [RowPrint],
    leads: &'a [LeadMemory],
    by_id: FxHashMap<LeadId, u32>,
    row_lead: Vec<u32>,
    is_claimed: Vec<bool>,
}

/// Finds the lead of every row.
pub fn track(rows: &mut [RowPrint], ledger: &Ledger) -> Tracked {
    let leads = &ledger.leads;
    let by_id = (0u32..).zip(leads).map(|(index, lead)| (lead.id, index)).collect();
    let row_lead = vec![UNKNOWN; if leads.is_empty() { 0 } else { rows.len() }];
    let mut matching = Matching { rows, leads, by_id, row_lead, is_claimed: vec![false; leads.len()] };
    if !leads.is_empty() {
        matching.claim_agreeing();
        matching.claim_by_cells();
        matching.claim_by_identity();
        matching.claim_edited();
    }
    matching.finish(ledger)
}

/// Who a row is about; `None` where neither person nor contact is filled: a company alone is not a person.
fn identity(parts: [u32; 3]) -> Option<[u32; 3]> {
    (parts[1] != 0 || parts[2] != 0).then_some(parts)
}

/// Company, person or contact are the same, or one side tells none of them.
fn shares_a_part(left: [u32; 3], right: [u32; 3]) -> bool {
    let is_shared = left.iter().zip(&right).any(|(left, right)| *left != 0 && left == right);
    is_shared || left == [0; 3] || right == [0; 3]
}

impl Matching<'_> {
    fn claim(&mut self, row: usize, lead: u32) {
        self.row_lead[row] = lead;
        self.is_claimed[lead as usize] = true;
    }

    fn open_rows(&self) -> Vec<usize> {
        let is_open = |&row: &usize| !self.rows[row].is_blank() && self.row_lead[row] == UNKNOWN;
        (0..self.rows.len()).filter(is_open).collect()
    }

    /// Round 1: id and cells agree.
    fn claim_agreeing(&mut self) {
        for row in self.open_rows() {
            let print = self.rows[row];
            let Some(&lead) = print.carried.and_then(|id| self.by_id.get(&id)) else { continue };
            let memory = &self.leads[lead as usize];
            let agrees = print.fingerprint == memory.fingerprint
                || identity(print.parts).is_some_and(|who| identity(memory.parts) == Some(who));
            if agrees && !self.is_claimed[lead as usize] {
                self.claim(row, lead);
            }
        }
    }

    /// Round 2: the cells are those of leads that no row has claimed; of equal rows the first is the first of them.
    fn claim_by_cells(&mut self) {
        let open = self.open_rows();
        if open.is_empty() {
            return;
        }
        let mut leads_of: FxHashMap<u64, VecDeque<u32>> = FxHashMap::default();
        for (index, lead) in self.unclaimed() {
            leads_of.entry(lead.fingerprint).or_default().push_back(index);
        }
        for row in open {
            let lead = leads_of.get_mut(&self.rows[row].fingerprint).and_then(VecDeque::pop_front);
            if let Some(lead) = lead {
                self.claim(row, lead);
            }
        }
    }

    /// Round 2, for rows whose other cells were edited at the same time: exactly one lead is about this person.
    fn claim_by_identity(&mut self) {
        let open = self.open_rows();
        if open.is_empty() {
            return;
        }
        let mut lead_of: FxHashMap<[u32; 3], Option<u32>> = FxHashMap::default();
        for (index, lead) in self.unclaimed() {
            if let Some(who) = identity(lead.parts) {
                lead_of.entry(who).and_modify(|known| *known = None).or_insert(Some(index));
            }
        }
        for row in open {
            let lead = identity(self.rows[row].parts).and_then(|who| lead_of.get(&who).copied().flatten());
            if let Some(lead) = lead.filter(|&lead| !self.is_claimed[lead as usize]) {
                self.claim(row, lead);
            }
        }
    }

    fn unclaimed(&self) -> impl Iterator<Item = (u32, &LeadMemory)> {
        (0u32..).zip(self.leads).filter(|(index, _)| !self.is_claimed[*index as usize])
    }

    /// Round 3: the row's own id is known, no other row is that lead, and it is still about that company, person or contact. A row in which all
    /// of them were replaced holds somebody else.
    fn claim_edited(&mut self) {
        for row in self.open_rows() {
            let print = self.rows[row];
            let lead = print.carried.and_then(|id| self.by_id.get(&id).copied());
            let is_same = |lead: &u32| shares_a_part(print.parts, self.leads[*lead as usize].parts);
            if let Some(lead) = lead.filter(|&lead| !self.is_claimed[lead as usize]).filter(is_same) {
                self.claim(row, lead);
            }
        }
    }

    /// Round 4 and the rest.
    fn finish(self, ledger: &Ledger) -> Tracked {
        let Self { rows, leads, by_id, row_lead, is_claimed } = self;
        let mut tracked = Tracked { ids_made: ledger.ids_made, ..Tracked::default() };
        let mut taken: FxHashSet<LeadId> = FxHashSet::default();
        let carried_by_sheet: FxHashSet<LeadId> = rows.iter().filter_map(|row| row.carried).collect();
        let is_free = |id: &LeadId| !by_id.contains_key(id) && !carried_by_sheet.contains(id);
        for (index, row) in rows.iter_mut().enumerate() {
            let known = row_lead.get(index).copied().filter(|&lead| lead != UNKNOWN);
            row.lead = match known {
                Some(lead) => Some(leads[lead as usize].id),
                None if row.is_blank() => None,
                None => {
                    let carried = row.carried.filter(|id| !by_id.contains_key(id) && taken.insert(*id));
                    Some(carried.unwrap_or_else(|| make_id(ledger.id_seed, &mut tracked.ids_made, is_free)))
                }
            };
            let carried_known = row.carried.is_some_and(|carried| by_id.contains_key(&carried));
            tracked.torn += usize::from(carried_known && row.lead.is_some() && row.lead != row.carried);
        }
        let missing = (0u32..).zip(&is_claimed).filter(|(_, claimed)| !**claimed);
        tracked.missing = missing.map(|(index, _)| index).collect();
        tracked.known = row_lead;
        tracked
    }
}

/// The next id that nobody has.
fn make_id(seed: u64, made: &mut u64, is_free: impl Fn(&LeadId) -> bool) -> LeadId {
    loop {
        let id = LeadId::nth(seed, *made);
        *made += 1;
        if is_free(&id) {
            return id;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(count: u64, fingerprint: u64, who: u32) -> LeadMemory {
        LeadMemory {
            id: LeadId::nth(1, count),
            fingerprint,
            parts: [who; 3],
            score: 0,
            priority: 0,
            status: 0,
            is_missing: false,
        }
    }

    fn row(carried: Option<u64>, fingerprint: u64, who: u32) -> RowPrint {
        let carried = carried.map(|count| LeadId::nth(1, count));
        RowPrint { carried, fingerprint, parts: [who; 3], lead: None }
    }

    fn leads_of(rows: &[RowPrint]) -> Vec<Option<LeadId>> {
        rows.iter().map(|row| row.lead).collect()
    }

    /// Two known leads: number 0 with the cells 10 (identity 1), number 1 with the cells 20 (identity 2).
    fn check(case: &str, rows: &[RowPrint], expected: &[u64], torn: usize) {
        let ledger = Ledger {
            id_seed: 1,
            ids_made: 2,
            leads: vec![memory(0, 10, 1), memory(1, 20, 2)],
            ..Ledger::default()
        };
        let mut rows = rows.to_vec();
        let tracked = track(&mut rows, &ledger);
        let expected: Vec<_> = expected.iter().map(|&count| Some(LeadId::nth(1, count))).collect();
        assert_eq!(leads_of(&rows), expected, "{case}");
        assert_eq!(tracked.torn, torn, "{case}: torn rows");
    }

    #[test]
    fn rows_are_matched_to_leads() {
        check("nothing changed", &[row(Some(0), 10, 1), row(Some(1), 20, 2)], &[0, 1], 0);
        check("sorted with their ids", &[row(Some(1), 20, 2), row(Some(0), 10, 1)], &[1, 0], 0);
        check("sorted without their ids", &[row(Some(0), 20, 2), row(Some(1), 10, 1)], &[1, 0], 2);
        check("an edited cell keeps the lead", &[row(Some(0), 11, 1), row(Some(1), 20, 2)], &[0, 1], 0);
        let retyped = RowPrint { parts: [1, 9, 1], ..row(Some(0), 12, 9) };
        check("a retyped name keeps the lead", &[retyped, row(Some(1), 20, 2)], &[0, 1], 0);
        check(
            "a row filled with another person is a new lead",
            &[row(Some(0), 30, 9), row(Some(1), 20, 2)],
            &[2, 1],
            1,
        );
        check("a lost id comes back", &[row(None, 10, 1), row(Some(1), 20, 2)], &[0, 1], 0);
        check("a lost id and an edit at once", &[row(None, 11, 1), row(Some(1), 20, 2)], &[0, 1], 0);
        check(
            "a copied row is a new lead",
            &[row(Some(0), 10, 1), row(Some(0), 10, 1), row(Some(1), 20, 2)],
            &[0, 2, 1],
            1,
        );
        check("a deleted row leaves the other alone", &[row(Some(1), 20, 2)], &[1], 0);
        check(
            "a new row gets a new id",
            &[row(Some(0), 10, 1), row(None, 30, 3), row(Some(1), 20, 2)],
            &[0, 2, 1],
            0,
        );
    }

    #[test]
    fn equal_rows_without_ids_keep_theirs_from_pass_to_pass() {
        let leads = vec![memory(0, 10, 1), memory(1, 10, 1)];
        let ledger = Ledger { id_seed: 1, ids_made: 2, leads, ..Ledger::default() };
        let mut rows = [row(None, 10, 1), row(None, 10, 1)];
        let tracked = track(&mut rows, &ledger);
        assert_eq!(leads_of(&rows), [Some(LeadId::nth(1, 0)), Some(LeadId::nth(1, 1))]);
        assert_eq!(tracked.ids_made, 2);
    }

    #[test]
    fn with_an_empty_ledger_the_ids_of_the_sheet_hold() {
        let mut rows = [row(Some(7), 10, 1), row(Some(7), 10, 1), row(None, 30, 3)];
        track(&mut rows, &Ledger { id_seed: 5, ..Ledger::default() });
        assert_eq!(rows[0].lead, Some(LeadId::nth(1, 7)));
        assert_eq!(rows[1].lead, Some(LeadId::nth(5, 0)));
        assert_eq!(rows[2].lead, Some(LeadId::nth(5, 1)));
    }
}
