//! Identity of a lead: random-looking, short, easy to tell apart when read aloud.

use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

/// Identity of a lead, as it stands in the column リードID.
///
/// Shape: prints as `L-` and ten characters of Crockford's base 32 (no I, L, O, U); 50 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeadId(
    /// One more than the number, so that `Option<LeadId>` takes no more room: there is one for each row.
    NonZeroU64,
);

const BITS: u32 = 50;
const MASK: u64 = (1 << BITS) - 1;
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 10;

impl LeadId {
    /// The `count`-th id of a workbook with this seed.
    ///
    /// A one-to-one scramble of the counter, so that two ids of one seed never collide and none tells how many there are.
    pub fn nth(seed: u64, count: u64) -> Self {
        let mut x = seed.wrapping_add(count) & MASK;
        for multiplier in [0x9E37_79B9_7F4A_7C15_u64 | 1, 0xBF58_476D_1CE4_E5B9 | 1] {
            x = x.wrapping_mul(multiplier) & MASK;
            x ^= x >> (BITS / 2);
        }
        Self::from_bits(x)
    }

    /// The number that the store keeps.
    pub fn to_bits(self) -> u64 {
        self.0.get() - 1
    }

    /// The id with this number; higher bits are dropped.
    pub fn from_bits(bits: u64) -> Self {
        Self(NonZeroU64::MIN.saturating_add(bits & MASK))
    }

    /// The id as it is written, without taking memory.
    pub fn written(self) -> [u8; LENGTH + 2] {
        let mut text = *b"L-0000000000";
        let mut bits = self.to_bits();
        for place in text.iter_mut().skip(2).rev() {
            *place = DIGITS[(bits & 31) as usize];
            bits >>= 5;
        }
        text
    }
}

impl fmt::Display for LeadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written().into_iter().try_for_each(|byte| write!(f, "{}", char::from(byte)))
    }
}

/// The text is not an id that tossup made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotALeadId;

impl FromStr for LeadId {
    type Err = NotALeadId;

    fn from_str(text: &str) -> Result<Self, NotALeadId> {
        let digits =
            text.trim().strip_prefix("L-").filter(|digits| digits.len() == LENGTH).ok_or(NotALeadId)?;
        digits
            .bytes()
            .try_fold(0u64, |sum, byte| {
                let digit = DIGITS.iter().position(|&known| known == byte).ok_or(NotALeadId)?;
                Ok(sum << 5 | digit as u64)
            })
            .map(Self::from_bits)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn an_id_reads_back_as_itself_and_no_two_of_a_seed_are_equal() {
        let ids: BTreeSet<LeadId> = (0..20_000).map(|count| LeadId::nth(77, count)).collect();
        assert_eq!(ids.len(), 20_000);
        for id in ids.iter().step_by(97) {
            assert_eq!(id.to_string().parse(), Ok(*id));
        }
    }

    #[test]
    fn a_text_that_is_not_an_id_is_refused() {
        for text in ["", "L-", "L-123", "1C1I7A6R", "L-IIIIIIIIII", "L-0123456789A"] {
            assert_eq!(text.parse::<LeadId>(), Err(NotALeadId), "{text}");
        }
    }
}
