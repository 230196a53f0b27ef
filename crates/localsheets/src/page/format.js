// How a cell looks and reads, and the text that an editor opens with.

/** A colour for a style sheet; '' for what the page's own style sheet already gives. */
function css(rgb, usual) {
  if (!rgb) return '';
  const parts = [rgb.red, rgb.green, rgb.blue].map((share) => Math.round((share ?? 0) * 255));
  return parts.every((part) => part === usual) ? '' : `rgb(${parts.join(' ')})`;
}

/** The parts of a Google cell format that the page shows, as plain values; '' where the format says nothing. */
function looks(format) {
  const text = format?.textFormat ?? {};
  const line = [text.underline && 'underline', text.strikethrough && 'line-through'].filter(Boolean).join(' ');
  return {
    background: css(format?.backgroundColorStyle?.rgbColor ?? format?.backgroundColor, 255),
    color: css(text.foregroundColorStyle?.rgbColor ?? text.foregroundColor, 0),
    fontWeight: text.bold ? '700' : '',
    fontStyle: text.italic ? 'italic' : '',
    textDecoration: line,
    textAlign: { LEFT: 'left', CENTER: 'center', RIGHT: 'right' }[format?.horizontalAlignment] ?? '',
  };
}

/** How a cell looks: the format that the server found effective, conditional formats included. */
export function cellLooks(cell) {
  const result = looks(cell.effectiveFormat);
  if (!result.textAlign) result.textAlign = naturalAlign(cell);
  return result;
}

function naturalAlign(cell) {
  if (cell?.effectiveValue?.numberValue !== undefined) return 'right';
  if (cell?.effectiveValue?.boolValue !== undefined || cell?.effectiveValue?.errorValue) return 'center';
  return '';
}

const LEGEND_CONDITIONS = new Set(['TEXT_EQ', 'TEXT_CONTAINS', 'TEXT_STARTS_WITH', 'TEXT_ENDS_WITH']);

/** What the cell shows. */
export function shownText(cell) {
  return cell?.formattedValue ?? '';
}

const READ_AS_TYPED = new Set(['DATE', 'TIME', 'DATE_TIME', 'PERCENT']);
const WOULD_BE_REREAD = /^[=+'@-]|^[\s\d.,¥$%:/年月日０-９-]+$|^(true|false)$/i;

/** The text that, typed again, gives the same cell: a text that looks like a number keeps its apostrophe. */
export function editText(cell) {
  const value = cell?.userEnteredValue ?? {};
  if (value.formulaValue !== undefined) return value.formulaValue;
  if (value.boolValue !== undefined) return value.boolValue ? 'TRUE' : 'FALSE';
  const type = cell?.effectiveFormat?.numberFormat?.type;
  if (value.numberValue !== undefined) {
    return READ_AS_TYPED.has(type) ? shownText(cell) : String(value.numberValue);
  }
  const typed = value.stringValue ?? '';
  return type !== 'TEXT' && typed && WOULD_BE_REREAD.test(typed) ? `'${typed}` : typed;
}

/** What the colours mean: one entry for each conditional format that asks for a text. */
export function legendOf(conditionalFormats) {
  const entries = new Map();
  for (const { booleanRule } of conditionalFormats) {
    const { type = '', values } = booleanRule?.condition ?? {};
    const label = values?.[0]?.userEnteredValue;
    if (!label || !LEGEND_CONDITIONS.has(type)) continue;
    if (!entries.has(label)) entries.set(label, looks(booleanRule.format));
  }
  return [...entries].map(([label, style]) => ({ label, style }));
}
