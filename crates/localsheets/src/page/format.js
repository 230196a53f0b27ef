// How a cell looks and reads: its own format, the conditional formats over it, and the text that an editor opens with.

function css(style, color) {
  const rgb = style?.rgbColor ?? color;
  if (!rgb) return '';
  const part = (share) => Math.round((share ?? 0) * 255);
  return `rgb(${part(rgb.red)} ${part(rgb.green)} ${part(rgb.blue)})`;
}

/** The parts of a Google cell format that the page shows, as plain values; '' where the format says nothing. */
function looks(format) {
  const text = format?.textFormat ?? {};
  const line = [text.underline && 'underline', text.strikethrough && 'line-through'].filter(Boolean).join(' ');
  return {
    background: css(format?.backgroundColorStyle, format?.backgroundColor),
    color: css(text.foregroundColorStyle, text.foregroundColor),
    fontWeight: text.bold === undefined ? '' : text.bold ? '700' : '400',
    fontStyle: text.italic ? 'italic' : '',
    textDecoration: line,
    textAlign: { LEFT: 'left', CENTER: 'center', RIGHT: 'right' }[format?.horizontalAlignment] ?? '',
  };
}

const text = (value) => String(value ?? '').normalize('NFC').toLowerCase();

/** Each test has the cell's shown text, its number (or NaN) and the condition's values. */
const TESTS = {
  TEXT_EQ: (shown, _, [a]) => text(shown) === text(a),
  TEXT_NOT_EQ: (shown, _, [a]) => text(shown) !== text(a),
  TEXT_CONTAINS: (shown, _, [a]) => text(shown).includes(text(a)),
  TEXT_NOT_CONTAINS: (shown, _, [a]) => !text(shown).includes(text(a)),
  TEXT_STARTS_WITH: (shown, _, [a]) => text(shown).startsWith(text(a)),
  TEXT_ENDS_WITH: (shown, _, [a]) => text(shown).endsWith(text(a)),
  BLANK: (shown) => shown === '',
  NOT_BLANK: (shown) => shown !== '',
  NUMBER_EQ: (_, n, [a]) => n === Number(a),
  NUMBER_NOT_EQ: (_, n, [a]) => n !== Number(a),
  NUMBER_GREATER: (_, n, [a]) => n > Number(a),
  NUMBER_GREATER_THAN_EQ: (_, n, [a]) => n >= Number(a),
  NUMBER_LESS: (_, n, [a]) => n < Number(a),
  NUMBER_LESS_THAN_EQ: (_, n, [a]) => n <= Number(a),
  NUMBER_BETWEEN: (_, n, [a, b]) => n >= Number(a) && n <= Number(b),
};

// The one form of custom formula that colours a row by one of its cells: =$M2="高", =$D2>=50.
const COMPARISON = /^=\s*(\$?)([A-Z]{1,3})(\$?)(\d+)\s*(=|<>|>=|<=|>|<)\s*(?:"((?:[^"]|"")*)"|(-?\d+(?:\.\d+)?))\s*$/i;
const BY_OPERATOR = {
  '=': ['TEXT_EQ', 'NUMBER_EQ'],
  '<>': ['TEXT_NOT_EQ', 'NUMBER_NOT_EQ'],
  '>': [null, 'NUMBER_GREATER'],
  '>=': [null, 'NUMBER_GREATER_THAN_EQ'],
  '<': [null, 'NUMBER_LESS'],
  '<=': [null, 'NUMBER_LESS_THAN_EQ'],
};

function formulaTest(formula, range) {
  const found = COMPARISON.exec(formula);
  if (!found) return null;
  const [, columnFixed, letters, rowFixed, line, operator, quoted, number] = found;
  const name = BY_OPERATOR[operator][quoted === undefined ? 1 : 0];
  if (!name) return null;
  const wanted = [quoted === undefined ? number : quoted.replaceAll('""', '"')];
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const rowShift = rowFixed ? null : Number(line) - 1 - (range.startRowIndex ?? 0);
  const columnShift = columnFixed ? null : column - (range.startColumnIndex ?? 0);
  return (cellAt, r, c) => {
    const other = cellAt(rowShift === null ? Number(line) - 1 : r + rowShift, columnShift === null ? column : c + columnShift);
    return TESTS[name](shownText(other), numberOf(other), wanted);
  };
}

function plainTest(condition) {
  const test = TESTS[condition.type];
  if (!test) return null;
  const wanted = (condition.values ?? []).map((value) => value.userEnteredValue ?? '');
  return (cellAt, r, c) => {
    const cell = cellAt(r, c);
    return test(shownText(cell), numberOf(cell), wanted);
  };
}

/** Conditional formats made ready to be asked per cell; the kinds that the page cannot judge are left out. */
export function compileRules(conditionalFormats) {
  return (conditionalFormats ?? []).flatMap(({ ranges, booleanRule }) => {
    const condition = booleanRule?.condition;
    if (!condition) return [];
    return (ranges ?? []).flatMap((range) => {
      const matches = condition.type === 'CUSTOM_FORMULA'
        ? formulaTest(condition.values?.[0]?.userEnteredValue ?? '', range)
        : plainTest(condition);
      return matches ? [{ range, matches, looks: looks(booleanRule.format), condition }] : [];
    });
  });
}

function covers(range, r, c) {
  return r >= (range.startRowIndex ?? 0) && r < (range.endRowIndex ?? Infinity)
    && c >= (range.startColumnIndex ?? 0) && c < (range.endColumnIndex ?? Infinity);
}

/** The styles of a cell: conditional formats win over its own format, the earlier rule over the later. */
export function cellLooks(cell, rules, cellAt, r, c) {
  const result = looks(cell?.userEnteredFormat);
  if (!result.textAlign) result.textAlign = naturalAlign(cell);
  const decided = new Set();
  for (const rule of rules) {
    if (!covers(rule.range, r, c) || !rule.matches(cellAt, r, c)) continue;
    for (const [name, value] of Object.entries(rule.looks)) {
      if (!value || decided.has(name)) continue;
      decided.add(name);
      result[name] = value;
    }
  }
  return result;
}

function naturalAlign(cell) {
  if (cell?.effectiveValue?.numberValue !== undefined) return 'right';
  if (cell?.effectiveValue?.boolValue !== undefined || cell?.effectiveValue?.errorValue) return 'center';
  return '';
}

/** What the cell shows. */
export function shownText(cell) {
  return cell?.formattedValue ?? '';
}

function numberOf(cell) {
  return cell?.effectiveValue?.numberValue ?? NaN;
}

const READ_AS_TYPED = new Set(['DATE', 'TIME', 'DATE_TIME', 'PERCENT']);
const WOULD_BE_REREAD = /^[=+'@-]|^[\s\d.,¥$%:/年月日０-９-]+$|^(true|false)$/i;

/** The text that, typed again, gives the same cell: a text that looks like a number keeps its apostrophe. */
export function editText(cell) {
  const value = cell?.userEnteredValue ?? {};
  if (value.formulaValue !== undefined) return value.formulaValue;
  if (value.boolValue !== undefined) return value.boolValue ? 'TRUE' : 'FALSE';
  const type = cell?.userEnteredFormat?.numberFormat?.type;
  if (value.numberValue !== undefined) {
    return READ_AS_TYPED.has(type) ? shownText(cell) : String(value.numberValue);
  }
  const typed = value.stringValue ?? '';
  return type !== 'TEXT' && typed && WOULD_BE_REREAD.test(typed) ? `'${typed}` : typed;
}

/** What the colours mean: one entry for each conditional format that asks for a text. */
export function legendOf(rules) {
  const entries = new Map();
  for (const { condition, looks: style } of rules) {
    const wanted = condition.values?.[0]?.userEnteredValue;
    if (!wanted || !condition.type.startsWith('TEXT_') || condition.type.includes('NOT')) continue;
    if (!entries.has(wanted)) entries.set(wanted, style);
  }
  return [...entries].map(([label, style]) => ({ label, style }));
}
