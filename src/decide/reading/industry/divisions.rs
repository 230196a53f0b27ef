//! A set of divisions of the classification, in the order in which a cell names them.

use std::fmt;

/// A set of divisions, `A` to `T`, that remembers the order in which they were given.
///
/// Shape: at most as many entries as there are divisions; empty means undecided and prints `?`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Industries {
    /// Bit 0 is `A`.
    bits: u32,
    /// The first entries in order, five bits each, 1 for `A`; the lowest bits hold the first.
    order: u64,
}

/// Divisions whose order is kept: twelve times five bits fit a word; later ones print in alphabetical order.
const ORDERED_MAX: u32 = 12;

impl Industries {
    /// The set of one division.
    ///
    /// Shape: empty for a character outside `A` to `T`.
    pub fn of(division: char) -> Self {
        let mut set = Self::default();
        set.insert(division);
        set
    }

    /// Adds a division at the end; one that is there already keeps its place.
    pub fn insert(&mut self, division: char) {
        if !division.is_ascii_uppercase() || division > 'T' {
            return;
        }
        let index = u32::from(division) - u32::from('A');
        if self.bits & (1 << index) != 0 {
            return;
        }
        let count = self.bits.count_ones();
        if count < ORDERED_MAX {
            self.order |= u64::from(index + 1) << (5 * count);
        }
        self.bits |= 1 << index;
    }

    /// Adds all divisions of another set in its order.
    pub fn extend(&mut self, other: Self) {
        for division in other.in_order() {
            self.insert(division);
        }
    }

    /// No division could be told.
    pub fn is_undecided(self) -> bool {
        self.bits == 0
    }

    /// The set as bits; bit 0 is `A`.
    pub fn bits(self) -> u32 {
        self.bits
    }

    /// Both sets share a division.
    pub fn meets(self, other: Self) -> bool {
        self.bits & other.bits != 0
    }

    /// The letters from `A` to `T`.
    pub fn letters(self) -> impl Iterator<Item = char> {
        ('A'..='T')
            .enumerate()
            .filter(move |(index, _)| self.bits & (1 << index) != 0)
            .map(|(_, letter)| letter)
    }

    /// The letters in the order in which they were given.
    pub fn in_order(self) -> impl Iterator<Item = char> {
        let first = (0..ORDERED_MAX).filter_map(move |place| {
            let index = (self.order >> (5 * place)) & 31;
            ('A'..='T').nth(usize::try_from(index).ok()?.checked_sub(1)?)
        });
        let ordered = self.bits.count_ones() <= ORDERED_MAX;
        first.chain(self.letters().filter(move |letter| !ordered && !self.is_ordered(*letter)))
    }

    fn is_ordered(self, letter: char) -> bool {
        (0..ORDERED_MAX).any(|place| {
            let index = (self.order >> (5 * place)) & 31;
            index == u64::from(letter) - u64::from('A') + 1
        })
    }
}

impl fmt::Display for Industries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_undecided() {
            return f.write_str("?");
        }
        for (place, letter) in self.in_order().enumerate() {
            write!(f, "{}{letter}", if place == 0 { "" } else { ";" })?;
        }
        Ok(())
    }
}
