// The grid on the screen: only the rows in sight exist as elements; header letters, row numbers and frozen rows stay in place.

import { cellName, columnName } from './api.js';
import { cellLooks, shownText } from './format.js';

/** Height of a row in CSS pixels; must be the same as `--row` in page.css. */
export const ROW_HEIGHT = 27;

/** Width of the column of row numbers in CSS pixels; `--gutter` in page.css. */
const GUTTER = 52;

/** The width that a new column has, by which a column that nobody has set is known. */
const UNSET_WIDTH = 100;

/** Widest that the page makes an unset column by its texts, so that one long comment leaves room for the others. */
const FITTED_WIDTH_MAX = 240;

/** Rows drawn above and below the visible ones, so that a small scroll shows no gap. */
const SPARE_ROWS = 8;

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const measure = document.createElement('canvas').getContext('2d');

/** Draws the active tab of a book and knows which cells are selected. */
export class Grid {
  constructor(root, book) {
    this.root = root;
    this.book = book;
    this.canvas = element('div', 'canvas');
    this.head = element('div', 'head');
    this.head.setAttribute('role', 'rowgroup');
    this.body = element('div', 'body');
    this.body.setAttribute('role', 'rowgroup');
    this.canvas.append(this.head, this.body);
    root.append(this.canvas);
    this.rows = new Map();
    this.places = new Map();
    this.fitted = new Map();
    this.painted = new WeakMap();
    this.cursor = { row: 0, column: 0 };
    this.anchor = { row: 0, column: 0 };
    this.onSelect = () => {};
    this.onLook = () => {};
    root.addEventListener('scroll', () => this.draw(false), { passive: true });
    new ResizeObserver(() => this.draw(false)).observe(root);
  }

  get tab() {
    return this.book.active;
  }

  /** The selected rectangle, 0-based, all ends included. */
  box() {
    const { cursor, anchor } = this;
    return {
      top: Math.min(cursor.row, anchor.row),
      bottom: Math.max(cursor.row, anchor.row),
      left: Math.min(cursor.column, anchor.column),
      right: Math.max(cursor.column, anchor.column),
    };
  }

  /** Moves the cursor; with `extend` the selection grows from where it began. */
  select(row, column, { extend = false, scroll = true } = {}) {
    if (!this.tab) return;
    this.cursor = {
      row: Math.max(0, Math.min(row, this.tab.rowCount - 1)),
      column: Math.max(0, Math.min(column, this.tab.columnCount - 1)),
    };
    if (!extend) this.anchor = { ...this.cursor };
    if (scroll) this.reveal();
    this.draw(false);
    this.markSelection();
    this.onSelect();
  }

  /** Selects whole rows or columns without scrolling. */
  selectBox(box) {
    this.anchor = { row: box.bottom, column: box.right };
    this.select(box.top, box.left, { extend: true, scroll: false });
  }

  /** Shows another tab with the cursor and the scroll position it had. */
  restore(previous) {
    if (previous !== undefined) {
      this.places.set(previous, { cursor: this.cursor, left: this.root.scrollLeft, top: this.root.scrollTop });
    }
    const place = this.places.get(this.tab?.id) ?? { cursor: { row: 0, column: 0 }, left: 0, top: 0 };
    this.draw(true);
    this.root.scrollTo(place.left, place.top);
    this.select(place.cursor.row, place.cursor.column, { scroll: false });
  }

  width(c) {
    const column = this.tab.columns[c];
    if (column?.hiddenByUser) return 0;
    const set = column?.pixelSize;
    return set && set !== UNSET_WIDTH ? set : this.fitted.get(this.tab.id)?.[c] ?? UNSET_WIDTH;
  }

  /** Left edge of a column within the canvas. */
  left(c) {
    let sum = GUTTER;
    for (let i = 0; i < c; i += 1) sum += this.width(i);
    return sum;
  }

  headHeight() {
    return (1 + this.tab.frozenRows) * ROW_HEIGHT;
  }

  /** Where a cell is drawn, and within which element. */
  place(row, column) {
    const isFrozen = row < this.tab.frozenRows;
    return {
      parent: isFrozen ? this.head : this.canvas,
      top: this.headHeight() + (row - this.tab.frozenRows) * ROW_HEIGHT,
      left: this.left(column),
      width: this.width(column),
    };
  }

  /** Scrolls just as far as needed to see the cursor. */
  reveal() {
    const { row, column } = this.cursor;
    const { root, tab } = this;
    if (row >= tab.frozenRows) {
      const top = (row - tab.frozenRows) * ROW_HEIGHT;
      const room = root.clientHeight - this.headHeight() - ROW_HEIGHT;
      if (top < root.scrollTop) root.scrollTop = top;
      else if (top > root.scrollTop + room) root.scrollTop = top - room;
    }
    if (column >= tab.frozenColumns) {
      const left = this.left(column);
      const fixed = this.left(tab.frozenColumns);
      if (left < root.scrollLeft + fixed) root.scrollLeft = left - fixed;
      else if (left + this.width(column) > root.scrollLeft + root.clientWidth) {
        root.scrollLeft = left + this.width(column) - root.clientWidth;
      }
    }
  }

  /** Gives columns of unset width the room that the first texts read need; once per tab, so that nothing jumps later. */
  fit() {
    const { tab } = this;
    const known = this.fitted.get(tab.id);
    if ((known && known.length === tab.columnCount) || !tab.windows.get(0)?.rows.length) return;
    const font = getComputedStyle(this.root).fontFamily;
    const widths = Array.from({ length: tab.columnCount }, () => 72);
    tab.windows.get(0).rows.forEach((row, r) => row.forEach((cell, c) => {
      const text = shownText(cell);
      if (!text) return;
      measure.font = `${r < tab.frozenRows ? '700' : '400'} 13px ${font}`;
      widths[c] = Math.max(widths[c], Math.min(FITTED_WIDTH_MAX, Math.ceil(measure.measureText(text).width) + 22));
    }));
    this.fitted.set(tab.id, widths);
  }

  /** Draws the rows in sight; `anew` also redraws those that are there already. */
  draw(anew) {
    const { tab } = this;
    if (!tab) return;
    if (anew) {
      this.fit();
      this.drawHead();
    }
    const height = (tab.rowCount - tab.frozenRows) * ROW_HEIGHT;
    this.body.style.height = `${height}px`;
    const visibleFrom = tab.frozenRows + Math.floor(this.root.scrollTop / ROW_HEIGHT);
    const visibleTo = visibleFrom + Math.ceil((this.root.clientHeight - this.headHeight()) / ROW_HEIGHT);
    const first = Math.max(tab.frozenRows, visibleFrom - SPARE_ROWS);
    const last = Math.min(tab.rowCount - 1, visibleTo + SPARE_ROWS);
    for (const [r, row] of this.rows) {
      if (r >= first && r <= last) {
        if (anew) this.paintRow(row, r);
      } else {
        row.remove();
        this.rows.delete(r);
      }
    }
    for (let r = first; r <= last; r += 1) {
      if (this.rows.has(r)) continue;
      const row = this.paintRow(element('div', 'row'), r);
      row.style.top = `${(r - tab.frozenRows) * ROW_HEIGHT}px`;
      this.rows.set(r, row);
      this.body.append(row);
    }
    this.markSelection();
    if (first !== this.seen?.first || last !== this.seen?.last || this.seen?.tab !== tab) {
      this.seen = { first, last, tab };
      this.onLook(first, last);
    }
  }

  drawHead() {
    const { tab } = this;
    this.root.setAttribute('aria-rowcount', tab.rowCount + 1);
    this.root.setAttribute('aria-colcount', tab.columnCount + 1);
    const widths = Array.from({ length: tab.columnCount }, (_, c) => `${this.width(c)}px`);
    this.canvas.style.setProperty('--columns', `${GUTTER}px ${widths.join(' ')}`);
    // Whatever scrolls a cell into sight must not bring it below what stays in place.
    this.root.style.scrollPadding = `${this.headHeight()}px 0 0 ${this.left(tab.frozenColumns)}px`;
    this.canvas.style.width = `${this.left(tab.columnCount)}px`;
    const letters = element('div', 'row letters');
    letters.setAttribute('role', 'row');
    letters.append(element('div', 'corner'));
    for (let c = 0; c < tab.columnCount; c += 1) {
      const letter = element('div', 'letter', columnName(c));
      letter.setAttribute('role', 'columnheader');
      letter.dataset.column = c;
      const edge = element('span', 'edge');
      edge.title = 'ドラッグで列の幅を変えます';
      letter.append(edge);
      this.freeze(letter, c);
      letters.append(letter);
    }
    // An editor in the header row stays where it is: taken out and put back, it would lose the input method's text.
    const old = [...this.head.querySelectorAll(':scope > .row')];
    const frozen = Array.from({ length: tab.frozenRows }, (_, r) => {
      const row = this.paintRow(old[r + 1] ?? element('div', 'row'), r);
      row.classList.toggle('last-frozen', r === tab.frozenRows - 1);
      return row;
    });
    old.filter((row) => !frozen.includes(row)).forEach((row) => row.remove());
    this.head.prepend(letters);
    letters.after(...frozen.filter((row) => !row.isConnected));
  }

  /** A frozen column stays at the left while the others scroll. */
  freeze(cell, c) {
    if (c >= this.tab.frozenColumns) return;
    cell.classList.add('fixed');
    cell.classList.toggle('last-fixed', c === this.tab.frozenColumns - 1);
    cell.style.left = `${this.left(c)}px`;
  }

  /** Brings a row's element up to date; elements stay the same ones, so that a pointer or a reader on them is not disturbed. */
  paintRow(row, r) {
    const { tab } = this;
    if (row.children.length !== tab.columnCount + 1) {
      const number = element('div', 'number', String(r + 1));
      number.setAttribute('role', 'rowheader');
      number.dataset.row = r;
      row.setAttribute('role', 'row');
      row.setAttribute('aria-rowindex', r + 2);
      row.replaceChildren(number, ...Array.from({ length: tab.columnCount }, (_, c) => this.newCell(r, c)));
    }
    row.classList.toggle('unread', tab.row(r) === undefined);
    for (let c = 0; c < tab.columnCount; c += 1) this.paintCell(row.children[c + 1], r, c);
    return row;
  }

  newCell(r, c) {
    const made = element('div', 'cell');
    made.setAttribute('role', 'gridcell');
    made.setAttribute('aria-colindex', c + 2);
    made.id = `cell-${cellName(r, c)}`;
    made.dataset.row = r;
    made.dataset.column = c;
    return made;
  }

  paintCell(made, r, c) {
    const cell = this.tab.cell(r, c);
    const pending = this.book.pendingText(r, c);
    const isBox = cell?.dataValidation?.condition?.type === 'BOOLEAN';
    const shown = isBox ? (cell.effectiveValue?.boolValue ? '☑' : '☐') : pending ?? shownText(cell);
    const style = cell?.formattedValue || cell?.effectiveFormat ? cellLooks(cell) : {};
    if (isBox) style.textAlign = 'center';
    const fault = cell?.effectiveValue?.errorValue;
    const hints = [shown.length > 12 && shown, fault?.message, cell?.note && `メモ: ${cell.note}`].filter(Boolean).join('\n');
    const classes = [
      'cell', pending !== undefined && 'pending', cell?.dataValidation && !isBox && 'choice', fault && 'fault', cell?.note && 'noted',
    ].filter(Boolean).join(' ');
    const wanted = JSON.stringify([shown, style, hints, classes, c < this.tab.frozenColumns && this.left(c)]);
    if (this.painted.get(made) === wanted) return;
    const isNew = !this.painted.has(made);
    this.painted.set(made, wanted);
    made.textContent = shown;
    made.className = classes;
    made.title = hints;
    if (!isNew) made.removeAttribute('style');
    for (const [name, value] of Object.entries(style)) if (value) made.style[name] = value;
    this.freeze(made, c);
  }

  cellElement(r, c) {
    const row = r < this.tab.frozenRows ? this.head.children[r + 1] : this.rows.get(r);
    return row?.children[c + 1];
  }

  markSelection() {
    for (const marked of this.canvas.querySelectorAll('.in-box, .at-cursor, .of-cursor')) {
      marked.classList.remove('in-box', 'at-cursor', 'of-cursor');
    }
    const box = this.box();
    const isMany = box.top !== box.bottom || box.left !== box.right;
    const drawn = [...Array(this.tab.frozenRows).keys(), ...this.rows.keys()];
    for (const r of drawn) {
      if (r < box.top || r > box.bottom) continue;
      this.cellElement(r, -1)?.classList.add('of-cursor');
      for (let c = box.left; isMany && c <= box.right; c += 1) this.cellElement(r, c)?.classList.add('in-box');
    }
    for (let c = box.left; c <= box.right; c += 1) this.head.firstChild?.children[c + 1]?.classList.add('of-cursor');
    const cursor = this.cellElement(this.cursor.row, this.cursor.column);
    cursor?.classList.add('at-cursor');
  }
}
