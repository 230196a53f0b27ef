// What the page knows of one spreadsheet: its tabs, the windows of cells that were read, and what is being written.

import { rangeName } from './api.js';
import { shownText } from './format.js';

/** Rows read in one call: about three screens, so that scrolling seldom waits. */
const WINDOW_ROWS = 120;

/** Share of a row's telling texts that must be found again before another row counts as the same one. */
const SAME_ROW_SHARE = 0.5;

/** One tab: its properties and the windows of rows that were read. */
class Tab {
  constructor(sheet) {
    this.windows = new Map();
    this.columns = [];
    this.adopt(sheet);
  }

  adopt({ properties, conditionalFormats }) {
    const grid = properties.gridProperties ?? {};
    this.id = properties.sheetId ?? 0;
    this.title = properties.title;
    this.isHidden = properties.hidden === true;
    this.rowCount = grid.rowCount ?? 0;
    this.columnCount = grid.columnCount ?? 0;
    this.frozenRows = Math.min(grid.frozenRowCount ?? 0, this.rowCount);
    this.frozenColumns = Math.min(grid.frozenColumnCount ?? 0, this.columnCount);
    this.conditionalFormats = conditionalFormats ?? [];
  }

  /** The cells of a row that was read, or undefined. */
  row(r) {
    return this.windows.get(Math.floor(r / WINDOW_ROWS))?.rows[r % WINDOW_ROWS];
  }

  cell(r, c) {
    return this.row(r)?.[c];
  }

  /** Rows that sorting leaves in place: the frozen ones, or else the first, which is taken for a header. */
  headerRows() {
    return this.frozenRows || 1;
  }

  header(c) {
    return shownText(this.cell(this.headerRows() - 1, c));
  }
}

/**
 * A spreadsheet as the page knows it. `onChange` is called after each change of what there is to see,
 * `onRefreshed` after all of it was read anew.
 */
export class Book {
  constructor(api) {
    this.api = api;
    this.title = '';
    this.tabs = [];
    this.active = null;
    this.onChange = () => {};
    this.onRefreshed = async () => {};
    this.wanted = { first: 0, last: 0 };
    /** Row that is read whether it is in sight or not, because it is being edited. */
    this.pinned = null;
    this.pending = new Map();
    this.typedRows = new Set();
    this.lists = new Map();
    this.reading = 0;
  }

  /** Reads tabs and the visible cells anew; where a newer call has begun meanwhile, waits for that one. */
  refresh() {
    this.reading += 1;
    this.latest = this.read(this.reading);
    return this.latest;
  }

  async read(reading) {
    // The revision first: whatever changes while the cells are read shows as a newer one afterwards.
    const revision = await this.api.revision();
    const structure = await this.api.structure();
    if (reading !== this.reading) return this.latest;
    this.title = structure.properties?.title ?? '';
    const known = new Map(this.tabs.map((tab) => [tab.id, tab]));
    this.tabs = (structure.sheets ?? []).map((sheet) => {
      const tab = known.get(sheet.properties.sheetId ?? 0);
      tab?.adopt(sheet);
      return tab ?? new Tab(sheet);
    });
    const visible = this.tabs.filter((tab) => !tab.isHidden);
    this.active = visible.find((tab) => tab.id === this.active?.id) ?? visible[0] ?? null;
    for (const tab of this.tabs) {
      for (const window of tab.windows.values()) window.isStale = true;
    }
    this.lists.clear();
    await this.readWanted();
    if (reading !== this.reading) return this.latest;
    this.revision = revision;
    this.onChange();
    return this.onRefreshed();
  }

  /** Shows another tab. */
  async open(tabId) {
    this.active = this.tabs.find((tab) => tab.id === tabId) ?? this.active;
    this.onChange();
    await this.readWanted();
    this.onChange();
  }

  /** Tells which rows are on the screen; reads those that are missing. */
  async look(first, last) {
    this.wanted = { first, last };
    if (await this.readWanted()) this.onChange();
  }

  async readWanted() {
    const tab = this.active;
    if (!tab || !tab.rowCount || !tab.columnCount) return false;
    const indexes = new Set([0]);
    const end = Math.min(this.wanted.last, tab.rowCount - 1);
    for (let r = this.wanted.first; r <= end; r += WINDOW_ROWS) indexes.add(Math.floor(r / WINDOW_ROWS));
    for (const r of [end, this.pinned ?? 0]) {
      if (r >= 0 && r < tab.rowCount) indexes.add(Math.floor(r / WINDOW_ROWS));
    }
    const missing = [...indexes].filter((index) => {
      const window = tab.windows.get(index);
      return !window || (window.isStale && window.reading !== this.reading);
    });
    await Promise.all(missing.map((index) => this.readWindow(tab, index)));
    return missing.length > 0;
  }

  async readWindow(tab, index) {
    const before = tab.windows.get(index) ?? { rows: [], isStale: true };
    const window = { ...before, reading: this.reading };
    tab.windows.set(index, window);
    const top = index * WINDOW_ROWS;
    const bottom = Math.min(top + WINDOW_ROWS, tab.rowCount) - 1;
    if (bottom < top) return;
    try {
      const data = await this.api.cells(tab.title, { top, bottom, left: 0, right: tab.columnCount - 1 });
      if (tab.windows.get(index) !== window) return;
      const rows = (data.rowData ?? []).map((row) => row.values ?? []);
      while (rows.length <= bottom - top) rows.push([]);
      tab.windows.set(index, { rows, isStale: window.reading !== this.reading });
      if (data.columnMetadata) tab.columns = data.columnMetadata;
    } catch (error) {
      if (tab.windows.get(index) === window) tab.windows.set(index, before);
      throw error;
    }
  }

  /** Text that was typed and is not yet part of what was read, or undefined. */
  pendingText(r, c) {
    return this.pending.get(`${this.active?.id}:${r}:${c}`);
  }

  /** Shows typed texts before they are saved; `dropPending` with the answer shows what was read again. */
  showPending(tab, top, left, texts) {
    const keys = texts.flatMap((line, i) => line.map((text, j) => {
      const key = `${tab.id}:${top + i}:${left + j}`;
      this.pending.set(key, text);
      return key;
    }));
    this.onChange();
    return keys;
  }

  dropPending(keys) {
    for (const key of keys) this.pending.delete(key);
    this.onChange();
  }

  /** Writes a block of typed texts and shows them at once. */
  async type(tab, top, left, texts) {
    const box = { top, left, bottom: top + texts.length - 1, right: left + texts[0].length - 1 };
    for (let r = box.top; r <= box.bottom; r += 1) this.typedRows.add(`${tab.id}:${r}`);
    const shown = this.showPending(tab, top, left, texts);
    try {
      await this.api.type(rangeName(tab.title, box), texts);
      await this.refresh();
    } finally {
      this.dropPending(shown);
    }
  }

  /** Sends requests, then reads what became of them. */
  async change(requests) {
    await this.api.batch(requests);
    await this.refresh();
  }

  /** The choices that a cell's data validation offers. */
  async choices(cell) {
    const condition = cell?.dataValidation?.condition;
    const values = (condition?.values ?? []).map((value) => value.userEnteredValue ?? '');
    if (condition?.type === 'ONE_OF_LIST') return values;
    if (condition?.type === 'BOOLEAN') return values.length ? values : ['TRUE', 'FALSE'];
    if (condition?.type !== 'ONE_OF_RANGE' || !values[0]) return [];
    const range = values[0].replace(/^=/, '');
    if (!this.lists.has(range)) this.lists.set(range, this.api.values(range).catch(() => []));
    const texts = (await this.lists.get(range)).flat().filter((text) => text !== '');
    return [...new Set(texts)];
  }

  /** What tells a cell apart from its neighbours, so that it is found again after rows or columns moved. */
  remember(tab, r, c) {
    const texts = new Set((tab.row(r) ?? []).map(shownText).filter(Boolean));
    const counts = new Map([...texts].map((text) => [text, 0]));
    for (const window of tab.windows.values()) {
      for (const row of window.rows) {
        for (const text of new Set(row.map(shownText))) {
          if (counts.has(text)) counts.set(text, counts.get(text) + 1);
        }
      }
    }
    // A text that only this row has tells much, one that every third row has tells little.
    const weights = new Map([...counts].map(([text, count]) => [text, 1 / Math.max(1, count)]));
    return { tabId: tab.id, row: r, column: c, header: tab.header(c), columnCount: tab.columnCount, weights };
  }

  /** Where a remembered cell is now: `{row, column}`, or null when it cannot be found. */
  async locate(memory) {
    const tab = this.tabs.find((each) => each.id === memory.tabId);
    if (!tab) return null;
    const column = locateColumn(tab, memory);
    if (column < 0) return null;
    const row = await this.locateRow(tab, memory);
    return row < 0 ? null : { row, column };
  }

  async locateRow(tab, memory) {
    const total = [...memory.weights.values()].reduce((sum, weight) => sum + weight, 0);
    const here = tab.row(memory.row);
    if (memory.row < tab.headerRows() && here) return memory.row;
    if (!total) {
      const isStillFree = memory.row < tab.rowCount && !(here ?? []).some((cell) => shownText(cell));
      return isStillFree || this.typedRows.has(`${tab.id}:${memory.row}`) ? memory.row : -1;
    }
    const share = (texts) => {
      const found = new Set(texts);
      let sum = 0;
      for (const [text, weight] of memory.weights) if (found.has(text)) sum += weight;
      return sum / total;
    };
    let best = { row: memory.row, share: here ? share(here.map(shownText)) : 0 };
    if (best.share > 0.99) return best.row;
    for (const [index, window] of tab.windows) {
      if (window.isStale) continue;
      window.rows.forEach((cells, i) => {
        const found = { row: index * WINDOW_ROWS + i, share: share(cells.map(shownText)) };
        if (found.share > best.share) best = found;
      });
    }
    if (best.share >= SAME_ROW_SHARE) return best.row;
    (await this.api.tabValues(tab.title)).forEach((texts, i) => {
      const found = { row: i, share: share(texts) };
      if (found.share > best.share) best = found;
    });
    return best.share >= SAME_ROW_SHARE ? best.row : -1;
  }
}

function locateColumn(tab, memory) {
  if (!memory.header || tab.header(memory.column) === memory.header) return memory.column;
  const headers = Array.from({ length: tab.columnCount }, (_, c) => tab.header(c));
  const found = headers.indexOf(memory.header);
  if (found >= 0) return found === headers.lastIndexOf(memory.header) ? found : -1;
  // As many columns as before, and the header nowhere: it was renamed in its place.
  return tab.columnCount === memory.columnCount ? memory.column : -1;
}
