//! The grammar of a count: items (words, number, unit, bound) one after another, and what stands between them.

use super::super::Understood;
use super::combine;
use super::notes;
use super::words::{self, Bound, Class, Label, Token};
use super::{Quantity, QuantityField, unknown};

/// Why a phrase is not a count.
pub(super) type Refusal = &'static str;

/// One number with what belongs to it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Item {
    pub(super) low: Option<i64>,
    pub(super) high: Option<i64>,
    pub(super) number: Option<i64>,
    pub(super) scale: i64,
    pub(super) class: Option<Class>,
    pub(super) label: Option<Label>,
    pub(super) is_about: bool,
    pub(super) has_unit: bool,
    pub(super) has_bound: bool,
    pub(super) has_leading_zero: bool,
    /// How the item is joined to the one before.
    pub(super) joint: Joint,
}

/// What stands before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Joint {
    #[default]
    Beside,
    Range,
    Either,
    Comma,
    Plus,
}

/// The items read so far; the last one is under construction.
#[derive(Default)]
struct Phrase {
    items: Vec<Item>,
    current: Item,
    /// Bound in words or by a sign that waits for its number.
    waiting: Option<Bound>,
    /// The last sign could also be a slip (`120ー`).
    ends_in_dash: bool,
}

/// The count that the text says.
pub(super) fn read(clean: &str, field: QuantityField) -> Understood<Quantity> {
    let (main, remarks) = notes::split_remarks(clean);
    let is_doubted = remarks.iter().any(|remark| notes::is_doubt(remark));
    match items(&main).and_then(|mut items| {
        add_remarks(&mut items, &remarks)?;
        combine::combine(items, field, is_doubted)
    }) {
        Ok(understood) => understood,
        Err(refusal) => only_segment(&main, field).unwrap_or(unknown(refusal)),
    }
}

/// The count of the one segment that counts what is asked, among segments that count something else or are mere words.
fn only_segment(main: &str, field: QuantityField) -> Option<Understood<Quantity>> {
    let segments: Vec<&str> =
        main.split([' ', '、', '/', '。', ';']).filter(|segment| words::has_number(segment)).collect();
    if splits_number(main) {
        return None;
    }
    let asked = match field {
        QuantityField::Yen => Class::Money,
        field if field.counts_events() => Class::Events,
        _ => Class::People,
    };
    let readable: Vec<Vec<Item>> = segments.iter().filter_map(|segment| items(segment).ok()).collect();
    let mut counting = readable.iter().filter(|items| items.iter().any(|item| item.class == Some(asked)));
    let (only, others) = (counting.next()?, counting.next());
    // A segment that cannot be read may count people too.
    let unread_people =
        segments.iter().any(|segment| items(segment).is_err() && segment.contains(['名', '人', '回']));
    if others.is_some() || unread_people || segments.len() < 2 && main.trim().find([' ', '、']).is_none() {
        return None;
    }
    combine::combine(only.clone(), field, false).ok()
}

/// `1 200名`: a space between two digits. Neither part is a count of its own.
fn splits_number(main: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    main.match_indices(' ')
        .any(|(at, _)| digit(main[..at].chars().next_back()) && digit(main[at..].trim_start().chars().next()))
}

fn items(text: &str) -> Result<Vec<Item>, Refusal> {
    let tokens = words::tokens(text);
    let mut phrase = Phrase::default();
    let mut at = 0;
    while at < tokens.len() {
        let next = tokens.get(at + 1).copied();
        at += phrase.take(tokens[at], next)?;
    }
    phrase.end()
}

/// Remarks that name other people: those beside the count, and the other scope of accounts.
fn add_remarks(items: &mut Vec<Item>, remarks: &[&str]) -> Result<(), Refusal> {
    for remark in remarks.iter().filter(|remark| words::has_number(remark)) {
        let Ok(found) = self::items(remark) else { continue };
        let [mut item] = found[..] else { continue };
        if matches!(item.class, Some(Class::Foreign | Class::Money)) || notes::is_part(remark) {
            continue;
        }
        let is_beside_regular =
            item.label == Some(Label::Other) && items.iter().any(|main| main.label == Some(Label::Regular));
        if notes::is_addition(remark) || is_beside_regular {
            item.label = Some(Label::Other);
            items.push(item);
        } else if matches!(item.label, Some(Label::Group | Label::Single)) {
            items.iter_mut().for_each(|main| {
                main.label.get_or_insert(Label::Regular);
            });
            items.push(item);
        } else if item.label.is_none()
            && item.class != Some(Class::Events)
            && items.iter().all(|main| main.number.is_some())
        {
            return Err("not_a_count");
        }
    }
    Ok(())
}

impl Phrase {
    /// Takes one token, or two where 数 uses up the number behind it. Gives how many.
    fn take(&mut self, token: Token, next: Option<Token>) -> Result<usize, Refusal> {
        self.ends_in_dash = token == Token::Dash;
        match token {
            Token::Number { .. } => self.take_number(token)?,
            Token::Few => return self.take_few(next),
            Token::About => self.current.is_about = true,
            Token::From(bound) => self.wait_for_number(bound),
            Token::Until(bound) => self.bound_current(bound)?,
            Token::Compare(bound) if self.current.number.is_some() => {
                self.bound_current(mirrored(bound))?;
                self.begin(Joint::Beside);
            }
            Token::Compare(bound) => self.waiting = Some(bound),
            Token::Tilde | Token::Dash | Token::To => self.take_range_sign(token, next)?,
            Token::Either => self.begin(Joint::Either),
            Token::Comma | Token::Slash => {
                self.begin(if token == Token::Comma { Joint::Comma } else { Joint::Beside })
            }
            Token::Plus => self.take_plus(next)?,
            Token::Arrow | Token::Change => return Err("change"),
            Token::Band => self.take_band()?,
            Token::Places => self.take_places()?,
            Token::Period if self.current.number.is_some() => self.take_unit(Class::Foreign),
            Token::Period => self.take_heading(Class::Foreign),
            Token::Unit(class) => self.take_unit(class),
            Token::Heading(class) => self.take_heading(class),
            Token::Label(label) => {
                self.begin_if_full();
                self.current.label.get_or_insert(label);
                self.current.class.get_or_insert(Class::People);
            }
            Token::Noise => {}
            Token::Negative => return Err("negative"),
            Token::Gap | Token::Alien => return Err("not_a_count"),
        }
        Ok(1)
    }

    fn take_number(&mut self, token: Token) -> Result<(), Refusal> {
        let Token::Number { value, scale, is_whole, has_leading_zero } = token else { return Ok(()) };
        if has_leading_zero && value > 9_999_999 {
            return Err("not_a_count");
        }
        if self.current.number.is_some() {
            if !self.current.has_unit && !self.current.has_bound {
                return Err("not_a_count");
            }
            self.begin(Joint::Beside);
        }
        let current = &mut self.current;
        (current.number, current.scale) = (Some(value), scale);
        (current.low, current.high) = (Some(value), Some(value));
        current.has_leading_zero = has_leading_zero;
        if !is_whole {
            // Kept as foreign: `1.5億円` beside a count of people must not spoil it.
            current.scale = 0;
        }
        match self.waiting.take() {
            Some(bound) => self.bound_current(bound),
            None => Ok(()),
        }
    }

    /// `数百` is 200 to 999, `十数` 11 to 19, `百数十` 110 to 199; 数 alone is no count.
    fn take_few(&mut self, next: Option<Token>) -> Result<usize, Refusal> {
        let place = match next {
            Some(Token::Number {
                value: value @ (10 | 100 | 1000 | 10_000 | 100_000 | 1_000_000), ..
            }) => Some(value),
            _ => None,
        };
        let step = place.unwrap_or(1);
        let least = match self.current.number {
            Some(base) if !self.current.has_unit && base % (step * 10) == 0 => base + step,
            None if place.is_some() => step * 2,
            _ => return Err("not_a_count"),
        };
        let base = self.current.number.unwrap_or(0);
        let most = base.checked_add(step.checked_mul(10).ok_or("not_a_count")?).ok_or("not_a_count")? - 1;
        let current = &mut self.current;
        (current.number, current.scale) = (Some(least), 1);
        (current.low, current.high, current.has_bound) = (Some(least), Some(most), true);
        Ok(1 + usize::from(place.is_some()))
    }

    fn wait_for_number(&mut self, bound: Bound) {
        self.begin_if_full();
        self.waiting = Some(bound);
    }

    fn begin_if_full(&mut self) {
        if self.current.number.is_some() {
            self.begin(Joint::Beside);
        }
    }

    /// Closes the current item; words without a number lend their class and doubt to the next one.
    fn begin(&mut self, joint: Joint) {
        if self.current.number.is_none() {
            if self.current.joint == Joint::Beside && !self.items.is_empty() {
                self.current.joint = joint;
            }
            return;
        }
        let closed = std::mem::take(&mut self.current);
        self.items.push(closed);
        self.current.joint = joint;
    }

    fn bound_current(&mut self, bound: Bound) -> Result<(), Refusal> {
        if self.current.number.is_none() {
            self.reopen_last()?;
        }
        let current = &mut self.current;
        let number = current.number.ok_or("not_a_count")?;
        (current.low, current.high) = match bound {
            Bound::AtLeast => (Some(number), None),
            Bound::MoreThan => (number.checked_add(1), None),
            Bound::AtMost => (None, Some(number)),
            Bound::LessThan => (None, Some(number - 1)),
        };
        current.has_bound = true;
        Ok(())
    }

    fn reopen_last(&mut self) -> Result<(), Refusal> {
        self.current = self.items.pop().ok_or("not_a_count")?;
        Ok(())
    }

    fn take_range_sign(&mut self, token: Token, next: Option<Token>) -> Result<(), Refusal> {
        if self.current.number.is_some() {
            self.begin(Joint::Range);
            return Ok(());
        }
        match (token, next) {
            (Token::Tilde, Some(Token::Number { .. } | Token::About)) if self.items.is_empty() => {
                self.waiting = Some(Bound::AtMost);
                Ok(())
            }
            (Token::Dash, _) if self.items.is_empty() => Err("negative"),
            // `50名以上、〜99名`, `between … and`: the sign adds nothing.
            (Token::Tilde | Token::To, _) => {
                self.current.joint = Joint::Range;
                Ok(())
            }
            _ => Err("not_a_count"),
        }
    }

    /// `50+` is a lower bound, `50名+派遣10名` a sum.
    fn take_plus(&mut self, next: Option<Token>) -> Result<(), Refusal> {
        match next {
            Some(Token::Number { .. } | Token::Label(_) | Token::Heading(_)) => self.begin(Joint::Plus),
            _ if self.current.number.is_some() => self.bound_current(Bound::AtLeast)?,
            _ => {}
        }
        Ok(())
    }

    /// `100名台` is 100 to 199, `120名台` 120 to 129.
    fn take_band(&mut self) -> Result<(), Refusal> {
        let Some(number) = self.current.number.filter(|number| *number >= 10 && self.current.has_unit) else {
            self.take_unit(Class::Foreign);
            return Ok(());
        };
        let mut place = 1;
        while let Some(larger) = 10_i64.checked_mul(place).filter(|larger| number % larger == 0) {
            place = larger;
        }
        self.current.high = number.checked_add(place - 1);
        self.current.has_bound = true;
        Ok(())
    }

    /// `3桁` is 100 to 999.
    fn take_places(&mut self) -> Result<(), Refusal> {
        let places =
            self.current.number.and_then(|number| u32::try_from(number).ok()).ok_or("not_a_count")?;
        let beyond = 10_i64.checked_pow(places).filter(|_| places > 0).ok_or("not_a_count")?;
        (self.current.low, self.current.high) = (Some(beyond / 10), Some(beyond - 1));
        self.current.has_bound = true;
        Ok(())
    }

    fn take_unit(&mut self, class: Class) {
        // A second unit only counts where it makes the number foreign: `50人月`, `3回/月`.
        if self.current.number.is_some() {
            self.current.has_unit = true;
            if self.current.class.is_none() || matches!(class, Class::Foreign | Class::Money) {
                self.current.class = Some(class);
            }
        } else if !matches!(class, Class::Foreign | Class::Money) {
            self.current.class.get_or_insert(class);
        }
    }

    /// A heading belongs to the number behind it; behind a number (`3回訪問`) it is a remark.
    fn take_heading(&mut self, class: Class) {
        if self.current.number.is_some() {
            if self.current.class == Some(class) && self.current.has_unit {
                return;
            }
            self.begin(Joint::Beside);
        }
        self.current.class = Some(class);
    }

    fn end(mut self) -> Result<Vec<Item>, Refusal> {
        if self.waiting.is_some() {
            return Err("not_a_count");
        }
        if self.current.number.is_some() {
            self.items.push(self.current);
            return Ok(self.items);
        }
        let (joint, is_about) = (self.current.joint, self.current.is_about);
        if joint == Joint::Range {
            // `50〜` and `50から` are open above; `120ー` may be a long vowel that slipped in.
            if self.ends_in_dash {
                return Err("not_a_count");
            }
            self.bound_current(Bound::AtLeast)?;
            self.items.push(self.current);
        } else if joint == Joint::Either {
            return Err("not_a_count");
        }
        if let Some(last) = self.items.last_mut() {
            last.is_about |= is_about;
        }
        Ok(self.items)
    }
}

/// `50≦` says the same as `≧50`.
fn mirrored(bound: Bound) -> Bound {
    match bound {
        Bound::AtLeast => Bound::AtMost,
        Bound::MoreThan => Bound::LessThan,
        Bound::AtMost => Bound::AtLeast,
        Bound::LessThan => Bound::MoreThan,
    }
}
