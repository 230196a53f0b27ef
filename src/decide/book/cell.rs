//! One cell in four bytes.
//!
//! A read answer of 100,000 rows holds more than a million cells. A cell is therefore a [`Handle`]: an offset into the very bytes
//! that were received, or a small number, or an index into what had to be unescaped. Nothing is copied until somebody asks.

/// One cell of a snapshot; `TextPool::value` tells what it holds.
///
/// Shape: the two highest bits say which kind; 0 is the empty cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Handle(u32);

const KIND_SHIFT: u32 = 30;
const PAYLOAD: u32 = (1 << KIND_SHIFT) - 1;
const KIND_BODY_TEXT: u32 = 0;
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
/// Shape: `body` is the JSON answer as received; a text of it is found by the offset of its first byte and ends before the next `"`.
#[derive(Debug, Clone, Default)]
pub struct TextPool {
    body: Vec<u8>,
    texts: Vec<Box<str>>,
    numbers: Vec<f64>,
}

impl TextPool {
    /// A pool over an answer's bytes; empty bytes are fine where every text is added by [`TextPool::add_text`].
    pub fn over(body: Vec<u8>) -> Self {
        Self { body, texts: Vec::new(), numbers: Vec::new() }
    }

    /// A pool whose texts and numbers were collected while `body` was being decoded.
    pub fn assemble(body: Vec<u8>, texts: Vec<Box<str>>, numbers: Vec<f64>) -> Self {
        Self { body, texts, numbers }
    }

    /// Handle of a text that stands in `body` at `offset`, without escapes, closed by `"`; `None` past the addressable gigabyte.
    pub fn body_text(offset: usize) -> Option<Handle> {
        u32::try_from(offset)
            .ok()
            .filter(|&offset| offset != 0 && offset <= PAYLOAD)
            .map(|offset| Handle::new(KIND_BODY_TEXT, offset))
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
            KIND_BODY_TEXT if payload == 0 => Value::Empty,
            KIND_BODY_TEXT => text_value(self.body_str(payload as usize)),
            KIND_OWN_TEXT => text_value(self.texts.get(payload as usize).map_or("", |text| text)),
            KIND_WHOLE_NUMBER => Value::Number(f64::from(payload)),
            _ if payload == OTHER_FALSE => Value::Bool(false),
            _ if payload == OTHER_TRUE => Value::Bool(true),
            _ => Value::Number(self.numbers.get(payload as usize).copied().unwrap_or(f64::NAN)),
        }
    }

    fn body_str(&self, offset: usize) -> &str {
        let rest = self.body.get(offset..).unwrap_or_default();
        let end = rest.iter().position(|&byte| byte == b'"').unwrap_or(rest.len());
        std::str::from_utf8(&rest[..end]).unwrap_or_default()
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
