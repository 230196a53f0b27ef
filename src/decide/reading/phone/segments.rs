//! Which words belong to which number: labels, fax, extensions, blanked-out digits.

use super::number::{self, Dialled};
use super::pieces::{Joint, Piece, What};

/// What a number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The text does not say.
    Unsaid,
    /// To be called.
    Call,
    /// A fax, and nothing else.
    Fax,
}

/// A stretch of the text that is about one number, or a list of numbers of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) side: Side,
    /// A letter or sign stands where a digit should.
    pub(super) is_blanked: bool,
    runs: Vec<String>,
    extension: Option<String>,
    /// A colon behind the label: a second label is not the same number's.
    is_label_closed: bool,
}

impl Segment {
    fn new(side: Side) -> Self {
        Self { side, is_blanked: false, runs: Vec::new(), extension: None, is_label_closed: false }
    }

    /// The numbers of the segment; the extension is the last one's.
    pub(super) fn numbers(&self) -> Vec<Dialled> {
        let mut found: Vec<Dialled> = self.runs.iter().flat_map(|run| number::numbers(run)).collect();
        if let Some(last) = found.last_mut() {
            last.number.extension.clone_from(&self.extension);
        }
        found
    }

    fn is_number(&self) -> bool {
        self.runs.last().is_some_and(|run| !number::numbers(run).is_empty())
    }
}

/// The segments of a text, in order.
pub(super) fn segments(pieces: &[Piece]) -> Vec<Segment> {
    let mut walk = Walk { pieces, at: 0, done: Vec::new(), current: Segment::new(Side::Unsaid) };
    while walk.at < pieces.len() {
        walk.step();
        walk.at += 1;
    }
    walk.close(Side::Unsaid);
    walk.done
}

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Call,
    Fax,
    /// One number for both.
    Both,
    Extension,
    /// Another number follows.
    Or,
    /// The number that the label names is not there.
    Absent,
    /// Letters that stand for digits.
    Blank,
    /// A Latin word that is no label.
    Latin,
    Remark,
}

struct Walk<'a> {
    pieces: &'a [Piece],
    at: usize,
    done: Vec<Segment>,
    current: Segment,
}

impl Walk<'_> {
    fn step(&mut self) {
        let piece = &self.pieces[self.at];
        match &piece.what {
            What::Run(run) => self.current.runs.push(run.clone()),
            What::Word(word) => self.word(word, piece.joint),
            What::Sign(sign) => self.sign(*sign, piece.joint),
            What::Break if !self.current.runs.is_empty() => self.close(Side::Unsaid),
            What::Break | What::Remark => {}
        }
    }

    /// Ends the current segment and begins one for a number of this kind.
    fn close(&mut self, side: Side) {
        let mut ended = std::mem::replace(&mut self.current, Segment::new(side));
        if ended.runs.is_empty() {
            // An extension in front waits for its number.
            self.current.extension = ended.extension.take();
        } else {
            self.done.push(ended);
        }
    }

    fn word(&mut self, word: &str, joint: Joint) {
        let has_run = !self.current.runs.is_empty();
        match sense_of(word) {
            Sense::Extension => self.extension(),
            Sense::Or => self.close(Side::Unsaid),
            Sense::Absent if has_run => {}
            Sense::Absent => self.current = Segment::new(Side::Unsaid),
            Sense::Blank if matches!(word, "x" | "×") && self.leads_extension() => self.extension(),
            Sense::Blank => self.current.is_blanked = true,
            // `O3-0000-1234`: one letter right at a digit is no label.
            Sense::Call | Sense::Fax if word.len() == 1 && self.touches_run(joint) => {
                self.current.is_blanked = true
            }
            Sense::Latin if self.touches_run(joint) => self.current.is_blanked = true,
            Sense::Latin | Sense::Remark if has_run && self.run_follows() => self.close(Side::Unsaid),
            Sense::Latin | Sense::Remark => {}
            Sense::Call => self.label(Side::Call),
            Sense::Fax => self.label(Side::Fax),
            Sense::Both if has_run && self.run_follows() => self.close(Side::Call),
            Sense::Both => self.current.side = Side::Call,
        }
    }

    /// A label before a number begins a segment, behind one it belongs to the number before it.
    fn label(&mut self, side: Side) {
        let is_closed = self.next_joint() == Some(Joint::Colon);
        if self.current.runs.is_empty() {
            let is_same_number = !self.current.is_label_closed && self.current.side != Side::Unsaid;
            self.current.side = if is_same_number && self.current.side != side { Side::Call } else { side };
        } else if self.run_follows() {
            self.close(side);
        } else if self.current.side == Side::Unsaid {
            self.current.side = side;
        }
        self.current.is_label_closed = is_closed;
    }

    fn sign(&mut self, sign: char, joint: Joint) {
        let after_run = self.previous_is_run() && joint != Joint::Apart;
        let before_run = self.next_run().is_some() && self.next_joint() == Some(Joint::Glued);
        match sign {
            '#' if self.leads_extension() => self.extension(),
            '#' | '%' | '$' | '^' => self.current.is_blanked |= after_run && sign != '#',
            // `03-0000-1234?` doubts a whole number.
            '?' => self.current.is_blanked |= before_run || (after_run && !self.current.is_number()),
            '*' | '×' | '✕' | '✖' | '~' | '〜' | '∼' => {
                self.current.is_blanked |= after_run || before_run
            }
            // `●03-0000-1234` is an item of a list.
            _ => self.current.is_blanked |= after_run || self.next_joint() == Some(Joint::Hyphen),
        }
    }

    /// Takes the digits that follow as the extension of the number before or behind them.
    fn extension(&mut self) {
        let Some(run) = self.next_run() else { return };
        if !number::numbers(run).is_empty() {
            return;
        }
        let (written, rest) = run.split_once(' ').unwrap_or((run, ""));
        let digits: String = written.chars().take_while(char::is_ascii_digit).collect();
        let rest = rest.to_owned();
        self.at += 1;
        let belongs_to_last = self.current.runs.is_empty();
        match self.done.last_mut() {
            _ if digits.is_empty() => {}
            Some(last) if belongs_to_last => last.extension = Some(digits),
            _ => self.current.extension = Some(digits),
        }
        // `内線 123 03-0000-1234`: behind the extension stands a number.
        if !rest.is_empty() {
            self.close(Side::Unsaid);
            self.current.runs.push(rest);
        }
    }

    /// Whether the sign here stands between a whole number and a few digits.
    fn leads_extension(&self) -> bool {
        const DIGITS_MAX: usize = 6;
        let is_short = |run: &str| run.len() <= DIGITS_MAX && run.bytes().all(|byte| byte.is_ascii_digit());
        self.current.is_number() && self.next_run().is_some_and(is_short)
    }

    /// Whether a word stands right at a digit, as letters typed for digits do.
    fn touches_run(&self, joint: Joint) -> bool {
        let is_close = |joint: Joint| matches!(joint, Joint::Glued | Joint::Hyphen);
        (self.previous_is_run() && is_close(joint))
            || (self.next_run().is_some() && self.next_joint().is_some_and(is_close))
    }

    fn previous_is_run(&self) -> bool {
        self.at.checked_sub(1).is_some_and(|at| matches!(self.pieces[at].what, What::Run(_)))
    }

    fn next_run(&self) -> Option<&str> {
        match self.pieces.get(self.at + 1).map(|piece| &piece.what) {
            Some(What::Run(run)) => Some(run),
            _ => None,
        }
    }

    fn next_joint(&self) -> Option<Joint> {
        self.pieces.get(self.at + 1).map(|piece| piece.joint)
    }

    /// Whether a number comes before the next break or label of another kind.
    fn run_follows(&self) -> bool {
        for piece in &self.pieces[self.at + 1..] {
            match &piece.what {
                What::Run(_) => return true,
                What::Break => return false,
                What::Word(word)
                    if matches!(sense_of(word), Sense::Extension | Sense::Absent | Sense::Or) =>
                {
                    return false;
                }
                _ => {}
            }
        }
        false
    }
}

/// What a word in lower case says beside a number.
fn sense_of(word: &str) -> Sense {
    let is_any = |list: &str| list.split('|').any(|listed| listed == word);
    let holds = |list: &str| list.split('|').any(|listed| word.contains(listed));
    let is_latin = word.chars().all(|c| c.is_ascii_alphabetic());
    if is_any(EXTENSION) || word.contains("内線") {
        Sense::Extension
    } else if is_any(OR) {
        Sense::Or
    } else if is_any(FAX) || holds(FAX_INSIDE) {
        if holds("なし|無し|無い|不可|不要") {
            Sense::Absent
        } else if holds("tel|電話|兼|共通|共用|同番|同じ|でんわ|phone|自動切") {
            Sense::Both
        } else {
            Sense::Fax
        }
    } else if is_any("兼用|共通|共用|同番|兼|同") {
        Sense::Both
    } else if is_any("なし|無し|無|不明|未登録|未記入|ない|none|na|不通") {
        Sense::Absent
    } else if is_any(CALL) || (!is_latin && holds(CALL_INSIDE)) {
        Sense::Call
    } else if is_blanked(word) {
        Sense::Blank
    } else if is_latin {
        Sense::Latin
    } else {
        Sense::Remark
    }
}

/// Letters that people put for digits: `xxxx`, `〇〇`, kanji digits.
fn is_blanked(word: &str) -> bool {
    word.chars().all(|c| "xnyzo".contains(c)) || word.chars().all(|c| "〇一二三四五六七八九".contains(c))
}

const EXTENSION: &str = "ext|extn|extension|ex|exten|内|内線番号|naisen";

const OR: &str = "or|and|または|又は|もしくは|若しくは|あるいは|及び|および|と|か|もしくわ";

const FAX: &str = "fax|f|facsimile|telefax|fx|faxno|faxnumber";

const FAX_INSIDE: &str = "fax|ファックス|ファクス|ファクシミリ|ふぁっくす|ファツクス";

const CALL: &str = "\
    tel|tell|telno|telephone|phone|ph|phoneno|phonenumber|number|no|mobile|mob|mobilephone|cell|cellphone|cellular|cel|\
    office|work|home|direct|main|hq|dial|call|contact|toll|free|tollfree|freedial|freecall|t|m|p|c|d|h|o|w|hp|keitai|\
    honsha|daihyo|company|business|private|personal|sp|smartphone|iphone|voip|ip|callto|sms|line|reception|switchboard";

const CALL_INSIDE: &str = "\
    電話|でんわ|携帯|ケータイ|けいたい|代表|直通|本社|支社|支店|会社|自宅|固定|個人|社用|社給|私用|連絡先|フリーダイヤル|\
    フリーコール|ナビダイヤル|ダイヤル|モバイル|スマホ|番号|勤務先|事務所|店舗|営業所|緊急|担当|受付|窓口|外線|tel|職場|\
    オフィス|本人|主|副|新|旧";
