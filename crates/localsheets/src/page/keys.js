// Keyboard, pointer and clipboard over the grid.

import { closeMenu, openMenu } from './commands.js';
import { shownText } from './format.js';

/** Smallest width that a column can be dragged to, in CSS pixels, so that its edge can still be grasped. */
const COLUMN_WIDTH_MIN = 24;

const STEPS = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

/** Joins the page's grid and editor to what the person does. */
export function listen(page) {
  const { grid, editor } = page;
  const { input } = editor;
  input.addEventListener('keydown', (event) => {
    // While an input method is composing, Enter, Tab and the arrows belong to it.
    if (event.isComposing || event.keyCode === 229) return;
    if (editor.isOpen) whileEditing(page, event);
    else whileSelecting(page, event);
  });
  input.addEventListener('copy', (event) => copy(page, event));
  input.addEventListener('cut', (event) => copy(page, event) && page.typeBlock(blank(grid.box())));
  input.addEventListener('paste', (event) => paste(page, event));
  grid.root.addEventListener('mousedown', (event) => press(page, event));
  grid.root.addEventListener('dblclick', (event) => {
    if (event.target.closest('.cell')) editor.open();
  });
  grid.root.addEventListener('contextmenu', (event) => {
    if (event.target.closest('.editor')) return;
    event.preventDefault();
    openMenu(page, event.clientX, event.clientY);
  });
  document.addEventListener('mousedown', (event) => event.target.closest('#menu') || closeMenu());
  document.addEventListener('keydown', (event) => event.key === 'Escape' && closeMenu());
}

function whileEditing(page, event) {
  const { editor, grid } = page;
  const { key } = event;
  const leave = (row, column) => {
    event.preventDefault();
    const from = { row: editor.at.row, column: editor.at.column };
    editor.commit();
    grid.select(from.row + row, from.column + column);
  };
  if (key === 'Escape') {
    event.preventDefault();
    editor.close();
  } else if (key === 'Enter' && event.altKey) {
    event.preventDefault();
    editor.input.setRangeText('\n', editor.input.selectionStart, editor.input.selectionEnd, 'end');
    editor.typed();
  } else if (key === 'Enter') leave(event.shiftKey ? -1 : 1, 0);
  else if (key === 'Tab') leave(0, event.shiftKey ? -1 : 1);
  else if ((key === 'ArrowDown' || key === 'ArrowUp') && editor.moveChoice(STEPS[key][0])) event.preventDefault();
  else if (STEPS[key] && editor.isTyped) leave(...STEPS[key]);
}

function whileSelecting(page, event) {
  const { editor, grid } = page;
  const { key } = event;
  const isControl = event.ctrlKey || event.metaKey;
  const move = (row, column, extend = event.shiftKey) => {
    event.preventDefault();
    grid.select(row, column, { extend });
  };
  const { row, column } = grid.cursor;
  const { tab } = grid;
  const screen = Math.max(1, Math.floor(grid.root.clientHeight / 27) - 2 - tab.frozenRows);
  if (STEPS[key]) {
    const far = isControl ? 1e9 : 1;
    move(row + STEPS[key][0] * far, column + STEPS[key][1] * far);
  } else if (key === 'Enter' || key === 'F2') {
    event.preventDefault();
    editor.open();
  } else if (key === 'Tab') move(row, column + (event.shiftKey ? -1 : 1), false);
  else if (key === 'Home') move(isControl ? 0 : row, 0);
  else if (key === 'End') move(isControl ? tab.rowCount - 1 : row, tab.columnCount - 1);
  else if (key === 'PageDown') move(row + screen, column);
  else if (key === 'PageUp') move(row - screen, column);
  else if (key === 'Delete' || key === 'Backspace') {
    event.preventDefault();
    page.typeBlock(blank(grid.box()));
  } else if (key === ' ' && isCheckbox(page)) {
    event.preventDefault();
    const isTicked = tab.cell(row, column).effectiveValue?.boolValue === true;
    page.typeBlock([[isTicked ? 'FALSE' : 'TRUE']], { row, column });
  } else if (isControl && key.toLowerCase() === 'z') {
    event.preventDefault();
    page.undo();
  } else if (isControl && key.toLowerCase() === 'a') {
    event.preventDefault();
    grid.selectBox({ top: 0, left: 0, bottom: tab.rowCount - 1, right: tab.columnCount - 1 });
  }
}

function isCheckbox({ grid }) {
  const cell = grid.tab.cell(grid.cursor.row, grid.cursor.column);
  return cell?.dataValidation?.condition?.type === 'BOOLEAN';
}

function blank(box) {
  return Array.from({ length: box.bottom - box.top + 1 }, () => Array(box.right - box.left + 1).fill(''));
}

function quoteForTable(text) {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function copy({ editor, grid }, event) {
  if (editor.isOpen) return false;
  const box = grid.box();
  const lines = [];
  for (let r = box.top; r <= box.bottom; r += 1) {
    const line = [];
    for (let c = box.left; c <= box.right; c += 1) line.push(quoteForTable(shownText(grid.tab.cell(r, c))));
    lines.push(line.join('\t'));
  }
  event.clipboardData.setData('text/plain', lines.join('\n'));
  event.preventDefault();
  return true;
}

function paste(page, event) {
  if (page.editor.isOpen) return;
  event.preventDefault();
  const rows = parseTable(event.clipboardData.getData('text/plain'));
  if (rows.length) page.typeBlock(rows);
}

/** Rows of tab-separated text as spreadsheets put it on the clipboard: a quoted field may hold tabs and line breaks. */
export function parseTable(text) {
  const rows = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;
  const source = text.replaceAll('\r\n', '\n').replace(/\n$/, '');
  if (!source) return [];
  for (;;) {
    const found = field.exec(source);
    if (!found) return [[source]];
    rows.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    if (found[3] === '') break;
    if (found[3] === '\n') rows.push([]);
  }
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array(width - row.length).fill('')]);
}

function press(page, event) {
  const { grid, editor } = page;
  const { target } = event;
  if (event.button !== 0 && event.button !== 2) return;
  if (target.closest('.over') || target === grid.root) return;
  if (target.closest('.edge')) {
    dragEdge(page, event);
    return;
  }
  const cell = target.closest('.cell, .number, .letter');
  event.preventDefault();
  if (!cell) return;
  editor.commit();
  const row = cell.dataset.row === undefined ? null : Number(cell.dataset.row);
  const column = cell.dataset.column === undefined ? null : Number(cell.dataset.column);
  if (event.button === 2 && isInside(grid.box(), row, column)) return;
  const pick = (r, c, extend) => {
    const bottom = grid.tab.rowCount - 1;
    const right = grid.tab.columnCount - 1;
    if (row === null) grid.selectBox({ top: 0, bottom, left: extend ? Math.min(grid.anchor.column, c) : c, right: extend ? Math.max(grid.anchor.column, c) : c });
    else if (column === null) grid.selectBox({ left: 0, right, top: extend ? Math.min(grid.anchor.row, r) : r, bottom: extend ? Math.max(grid.anchor.row, r) : r });
    else grid.select(r, c, { extend, scroll: false });
  };
  pick(row, column, event.shiftKey);
  if (row === null || column === null || event.button === 2) return;
  const drag = (moved) => {
    const over = moved.target.closest?.('.cell');
    if (over) pick(Number(over.dataset.row), Number(over.dataset.column), true);
  };
  document.addEventListener('mousemove', drag);
  document.addEventListener('mouseup', () => document.removeEventListener('mousemove', drag), { once: true });
}

function isInside(box, row, column) {
  return (row === null || (row >= box.top && row <= box.bottom)) && (column === null || (column >= box.left && column <= box.right));
}

function dragEdge(page, event) {
  event.preventDefault();
  const { grid } = page;
  const column = Number(event.target.closest('.letter').dataset.column);
  const from = grid.width(column);
  const widthAt = (moved) => Math.max(COLUMN_WIDTH_MIN, Math.round(from + moved.clientX - event.clientX));
  const drag = (moved) => {
    grid.tab.columns[column] = { ...grid.tab.columns[column], pixelSize: widthAt(moved) };
    grid.draw(true);
  };
  document.addEventListener('mousemove', drag);
  document.addEventListener('mouseup', (end) => {
    document.removeEventListener('mousemove', drag);
    const range = { sheetId: grid.tab.id, dimension: 'COLUMNS', startIndex: column, endIndex: column + 1 };
    const properties = { pixelSize: widthAt(end) };
    page.attempt(() => page.book.change([{ updateDimensionProperties: { range, properties, fields: 'pixelSize' } }]));
  }, { once: true });
}
