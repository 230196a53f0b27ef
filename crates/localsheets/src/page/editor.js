// The editor of one cell. It always has the keyboard, invisible over the cursor, so that a Japanese input method can begin
// in it with the first key; it becomes visible when something is typed. A refresh never closes it: it follows its row.

import { cellName } from './api.js';
import { editText } from './format.js';
import { ROW_HEIGHT } from './grid.js';

/** Choices shown at once; a longer list is narrowed by typing. */
const CHOICES_MAX = 50;

/** The one editor of the grid. `onCommit(at, text)` gets what was typed, `onLost(at, text)` what has no cell any more. */
export class Editor {
  constructor(grid, book) {
    this.grid = grid;
    this.book = book;
    this.isOpen = false;
    this.isTyped = false;
    this.at = null;
    this.choices = [];
    this.chosen = -1;
    this.onCommit = () => {};
    this.onLost = () => {};
    this.onMoved = () => {};
    this.input = document.createElement('textarea');
    Object.assign(this.input, { className: 'editor over', id: 'editor', rows: 1, spellcheck: false, autocomplete: 'off' });
    this.list = document.createElement('ul');
    Object.assign(this.list, { className: 'choices over', id: 'choices', hidden: true });
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', '選択肢');
    this.input.setAttribute('aria-controls', 'choices');
    this.input.addEventListener('input', () => this.typed());
    this.input.addEventListener('compositionstart', () => this.isOpen || this.open({ isTyped: true }));
    this.list.addEventListener('mousedown', (event) => {
      event.preventDefault();
      const item = event.target.closest('li');
      if (item) this.commit(item.textContent);
    });
  }

  /** Puts the closed editor over the cursor and gives it the keyboard. */
  rest() {
    if (this.isOpen) return;
    const { row, column } = this.grid.cursor;
    const tab = this.book.active;
    if (!tab) return;
    this.position(row, column);
    this.input.value = '';
    const header = tab.header(column);
    this.input.setAttribute('aria-label', `${cellName(row, column)} ${header} ${tab.cell(row, column)?.formattedValue ?? '空'}`);
    if (!document.querySelector('dialog[open]')) this.input.focus({ preventScroll: true });
  }

  /** Opens on the cursor's cell; `isTyped` keeps what the person has begun to type instead of the cell's text. */
  open({ isTyped = false } = {}) {
    const tab = this.book.active;
    if (!tab || this.isOpen) return;
    this.grid.reveal();
    const { row, column } = this.grid.cursor;
    const cell = tab.cell(row, column);
    this.isOpen = true;
    this.isTyped = isTyped;
    this.at = this.book.remember(tab, row, column);
    this.book.pinned = row;
    this.before = this.book.pendingText(row, column) ?? editText(cell);
    this.input.classList.add('open');
    if (!isTyped) {
      this.input.value = this.before;
      this.input.setSelectionRange(this.before.length, this.before.length);
    }
    this.position(row, column);
    this.input.focus({ preventScroll: true });
    this.offer(cell);
  }

  async offer(cell) {
    const { at } = this;
    const choices = await this.book.choices(cell);
    if (this.at !== at || !this.isOpen) return;
    this.choices = choices;
    this.showChoices(this.isTyped ? this.input.value : '');
  }

  showChoices(typed) {
    const wanted = typed.normalize('NFKC').toLowerCase();
    const fitting = this.choices.filter((choice) => choice.normalize('NFKC').toLowerCase().includes(wanted));
    this.list.replaceChildren(...fitting.slice(0, CHOICES_MAX).map((choice) => {
      const item = document.createElement('li');
      item.setAttribute('role', 'option');
      item.textContent = choice;
      return item;
    }));
    this.list.hidden = fitting.length === 0;
    this.chosen = -1;
  }

  /** Moves the mark in the list of choices; false when there is no list. */
  moveChoice(step) {
    const items = [...this.list.children];
    if (this.list.hidden || !items.length) return false;
    this.chosen = (this.chosen + step + items.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % items.length;
    items.forEach((item, i) => item.setAttribute('aria-selected', String(i === this.chosen)));
    items[this.chosen].scrollIntoView({ block: 'nearest' });
    this.input.value = items[this.chosen].textContent;
    return true;
  }

  typed() {
    if (!this.isOpen) this.open({ isTyped: true });
    this.resize();
    if (this.choices.length) this.showChoices(this.input.value);
  }

  position(row, column) {
    const { parent, top, left, width } = this.grid.place(row, column);
    for (const over of [this.input, this.list]) if (over.parentElement !== parent) parent.append(over);
    this.width = width;
    const y = row < this.book.active.frozenRows ? (row + 1) * ROW_HEIGHT : top;
    Object.assign(this.input.style, { top: `${y}px`, left: `${left}px` });
    Object.assign(this.list.style, { top: `${y + ROW_HEIGHT + 2}px`, left: `${left}px`, minWidth: `${width + 1}px` });
    this.resize();
  }

  resize() {
    const { style } = this.input;
    style.width = `${this.width + 1}px`;
    style.height = `${ROW_HEIGHT + 1}px`;
    if (!this.isOpen) return;
    if (this.input.scrollWidth > this.width || this.input.value.length > 16) style.width = `${Math.max(this.width, 300)}px`;
    style.height = `${Math.min(240, Math.max(ROW_HEIGHT + 1, this.input.scrollHeight + 2))}px`;
    this.list.style.top = `${parseFloat(style.top) + parseFloat(style.height) + 1}px`;
  }

  /** Closes and hands over what was typed; says whether it was open. */
  commit(text = this.input.value) {
    if (!this.isOpen) return false;
    const { at, before } = this;
    this.close();
    if (at.isLost) this.onLost(at, text);
    else if (text !== before) this.onCommit(at, text);
    return true;
  }

  /** Closes and forgets what was typed. */
  close() {
    this.isOpen = false;
    this.at = null;
    this.book.pinned = null;
    this.choices = [];
    this.list.hidden = true;
    this.input.classList.remove('open');
    this.input.value = '';
    this.rest();
  }

  /** After a refresh: goes where the edited row and column went. */
  async follow() {
    const { at } = this;
    if (!this.isOpen) return;
    const found = await this.book.locate(at);
    if (this.at !== at) return;
    if (!found) {
      at.isLost = true;
      this.onMoved(at, null);
      return;
    }
    at.isLost = false;
    if (found.row === at.row && found.column === at.column) {
      this.position(at.row, at.column);
      return;
    }
    // The row keeps its height on the screen, so that the person goes on typing in the same place.
    this.grid.root.scrollTop += (found.row - at.row) * ROW_HEIGHT;
    Object.assign(at, found);
    this.book.pinned = found.row;
    this.grid.select(found.row, found.column, { scroll: false });
    this.position(found.row, found.column);
    this.onMoved(at, found);
  }
}
