//! One cell in four bytes.
//!
//! A read answer of 100,000 rows holds more than a million cells. A cell is therefore a [`Handle`]: the place of its text among the texts
//! that were kept, or a small number. Nothing is copied until somebody asks.

/// One cell of a snapshot; `TextPool::value` tells what it holds.
///
/// Shape: the two highest bits say which kind; 0 is the empty cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Handle(u32);

const KIND_SHIFT: u32 = 30;
const PAYLOAD: u32 = (1 << KIND_SHIFT) - 1;
const KIND_KEPT_TEXT: u32 = 0;
const KIND_OWN_TEXT: u32 = 1;
const KIND_WHOLE_NUMBER: u32 = 2;
const KIND_OTHER: u32 = 3;
const OTHER_FALSE: u32 = PAYLOAD;
const OTHER_TRUE: u32 = PAYLOAD - 1;

impl Handle {
    /// The cell without a value.
    pub const EMPTY: Handle = Handle(0);

    const fn new(kind: u32, payload: u32) -> Self {
        Handle(kind << KIND_SHIFT | payload)
    }

    /// The cell has no value.
    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// The handle's bits, spread out so that the lowest tell many handles apart.
    #[inline]
    pub fn scattered(self) -> u32 {
        let mixed = self.0.wrapping_mul(0x9E37_79B9);
        mixed ^ (mixed >> 15)
    }

    /// A truth value, as a check box holds it.
    pub fn bool(value: bool) -> Self {
        Self::new(KIND_OTHER, if value { OTHER_TRUE } else { OTHER_FALSE })
    }
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Text as it was typed. Never empty.
    Text(&'a str),
    /// A number; dates arrive as text (the read asks for them in their written form).
    Number(f64),
    /// A truth value.
    Bool(bool),
}

impl Value<'_> {
    /// The cell as a person sees it in a column without a number format.
    pub fn display(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Text(text) => (*text).to_owned(),
            Value::Number(number) => format!("{number}"),
            Value::Bool(true) => "TRUE".to_owned(),
            Value::Bool(false) => "FALSE".to_owned(),
        }
    }
}

/// The texts and numbers behind the handles of one snapshot.
///
/// Shape: `kept` holds texts one behind the other, each led by its length in bytes: one byte below 128; else two bytes that begin with
/// the bits 10, or four that begin with 11. Its first byte belongs to no text.
#[derive(Debug, Clone, Default)]
pub struct TextPool {
    kept: Vec<u8>,
    texts: Vec<Box<str>>,
    numbers: Vec<f64>,
}

impl TextPool {
    /// A pool whose texts and numbers were collected while an answer was being decoded.
    pub fn assemble(kept: Vec<u8>, texts: Vec<Box<str>>, numbers: Vec<f64>) -> Self {
        Self { kept, texts, numbers }
    }

    /// Handle of a kept text whose length stands at `offset`; `None` past the addressable gigabyte.
    #[inline]
    pub fn kept_text(offset: usize) -> Option<Handle> {
        u32::try_from(offset)
            .ok()
            .filter(|&offset| offset != 0 && offset <= PAYLOAD)
            .map(|offset| Handle::new(KIND_KEPT_TEXT, offset))
    }

    /// Writes the length of a kept text to the front of `room` and gives the number of bytes that it took; `None` where it does not fit.
    #[inline]
    pub fn write_length(room: &mut [u8], length: usize) -> Option<usize> {
        let [low, high, ..] = length.to_le_bytes();
        if length < 0x80 {
            *room.first_mut()? = low;
            return Some(1);
        }
        if length < 0x4000 {
            room.first_chunk_mut::<2>()?.copy_from_slice(&[0x80 | high, low]);
            return Some(2);
        }
        let long = u32::try_from(length).ok().filter(|&length| length < 1 << 30)?;
        room.first_chunk_mut::<4>()?.copy_from_slice(&(long | 3 << 30).to_be_bytes());
        Some(4)
    }

    /// The bytes of a kept text; none for the empty cell and for what is not kept.
    #[inline]
    pub fn kept_bytes(kept: &[u8], handle: Handle) -> &[u8] {
        let rest = match handle.0 {
            offset @ 1..=PAYLOAD => kept.get(offset as usize..).unwrap_or_default(),
            _ => &[],
        };
        let (from, length) = match rest {
            [low, ..] if *low < 0x80 => (1, usize::from(*low)),
            [high, low, ..] if *high < 0xC0 => (2, usize::from(*high & 0x3F) << 8 | usize::from(*low)),
            [a, b, c, d, ..] => (4, (u32::from_be_bytes([*a, *b, *c, *d]) & !(3 << 30)) as usize),
            _ => return &[],
        };
        rest.get(from..from + length).unwrap_or_default()
    }

    /// Handle of the text at `index` of the added texts.
    pub fn own_text(index: usize) -> Option<Handle> {
        u32::try_from(index)
            .ok()
            .filter(|&index| index <= PAYLOAD)
            .map(|index| Handle::new(KIND_OWN_TEXT, index))
    }

    /// Handle of a number, pushed to `numbers` unless it fits into the handle itself.
    pub fn number_handle(numbers: &mut Vec<f64>, number: f64) -> Handle {
        if number.fract() == 0.0 && (0.0..f64::from(PAYLOAD)).contains(&number) {
            return Handle::new(KIND_WHOLE_NUMBER, number as u32);
        }
        let index = numbers.len().min((OTHER_TRUE - 1) as usize);
        numbers.push(number);
        Handle::new(KIND_OTHER, index as u32)
    }

    /// Adds a text that does not stand in the body; an empty one is the empty cell.
    pub fn add_text(&mut self, text: &str) -> Handle {
        if text.is_empty() {
            return Handle::EMPTY;
        }
        self.texts.push(text.into());
        Self::own_text(self.texts.len() - 1).unwrap_or(Handle::EMPTY)
    }

    /// Adds a number.
    pub fn add_number(&mut self, number: f64) -> Handle {
        Self::number_handle(&mut self.numbers, number)
    }

    /// What the cell holds.
    pub fn value(&self, handle: Handle) -> Value<'_> {
        let payload = handle.0 & PAYLOAD;
        match handle.0 >> KIND_SHIFT {
            KIND_KEPT_TEXT if payload == 0 => Value::Empty,
            KIND_KEPT_TEXT => {
                let bytes = Self::kept_bytes(&self.kept, handle);
                text_value(std::str::from_utf8(bytes).unwrap_or_default())
            }
            KIND_OWN_TEXT => text_value(self.texts.get(payload as usize).map_or("", |text| text)),
            KIND_WHOLE_NUMBER => Value::Number(f64::from(payload)),
            _ if payload == OTHER_FALSE => Value::Bool(false),
            _ if payload == OTHER_TRUE => Value::Bool(true),
            _ => Value::Number(self.numbers.get(payload as usize).copied().unwrap_or(f64::NAN)),
        }
    }

    /// The bytes of the text in a cell; `None` for anything else. Spares the check of [`TextPool::value`] where only equality counts.
    #[inline]
    pub fn text_bytes(&self, handle: Handle) -> Option<&[u8]> {
        let payload = (handle.0 & PAYLOAD) as usize;
        match handle.0 >> KIND_SHIFT {
            KIND_KEPT_TEXT if payload != 0 => Some(Self::kept_bytes(&self.kept, handle)),
            KIND_OWN_TEXT => self.texts.get(payload).map(|text| text.as_bytes()),
            _ => None,
        }
    }

    /// The cell says nothing: empty, blanks, or a check box that is off.
    #[inline]
    pub fn is_blank(&self, handle: Handle) -> bool {
        // Nearly every text begins with bytes with which no blank begins: neither a space of ASCII nor the beginning of another one.
        match self.text_bytes(handle) {
            Some([b'!'..=b'~' | 0xC3..=0xE0 | 0xE4..=0xF4, ..] | [0xE3, 0x81..=0xBF, ..]) => false,
            _ => match self.value(handle) {
                Value::Empty | Value::Bool(false) => true,
                Value::Text(text) => text.trim_start().is_empty(),
                Value::Number(_) | Value::Bool(true) => false,
            },
        }
    }

    /// The cell as text: a number is written out, an empty cell is `""`.
    pub fn text(&self, handle: Handle) -> std::borrow::Cow<'_, str> {
        match self.value(handle) {
            Value::Text(text) => text.into(),
            value => value.display().into(),
        }
    }
}

fn text_value(text: &str) -> Value<'_> {
    if text.is_empty() { Value::Empty } else { Value::Text(text) }
}
