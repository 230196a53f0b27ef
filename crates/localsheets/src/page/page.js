// Joins the parts: reads the spreadsheet, draws it, saves what is typed, and keeps looking for changes.

import { Api, ApiError, cellName, listBooks } from './api.js';
import { Book } from './book.js';
import { drawTools } from './commands.js';
import { Editor } from './editor.js';
import { editText, legendOf } from './format.js';
import { Grid } from './grid.js';
import { listen } from './keys.js';

/** Pause between two looks at the revision; a change shows within this time. */
const LOOK_EVERY_MS = 700;

/** Pause before trying again when the server does not answer. */
const RECONNECT_MS = 1500;

/** Own edits that can be taken back. */
const UNDO_MAX = 50;

/** Most entries in the line that says what the colours mean, so that it stays one line. */
const LEGEND_MAX = 10;

const byId = (id) => document.getElementById(id);
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

class Page {
  constructor(spreadsheetId) {
    this.book = new Book(new Api(spreadsheetId));
    this.grid = new Grid(byId('grid'), this.book);
    this.editor = new Editor(this.grid, this.book);
    this.done = [];
    this.saving = 0;
    this.isConnected = true;
    this.book.onChange = () => this.draw();
    this.book.onRefreshed = () => this.editor.follow();
    this.grid.onSelect = () => this.showCursor();
    this.grid.onLook = (first, last) => this.attempt(() => this.book.look(first, last));
    this.editor.onCommit = (at, text) => this.save(at, text);
    this.editor.onLost = (at, text) => this.keep(text, '編集していた行か列が見つからないため、保存していません');
    this.editor.onMoved = (at, found) => this.tellMoved(found);
    byId('content').addEventListener('click', () => this.editor.open());
    drawTools(byId('tools'), this);
    listen(this);
  }

  /** Reads for the first time, then follows the revision for as long as the page is open. */
  async start() {
    let isFirst = true;
    for (;;) {
      try {
        const revision = await this.book.api.revision();
        if (revision !== this.book.revision || !this.isConnected) await this.book.refresh();
        if (isFirst) this.openFromAddress();
        isFirst = false;
        this.setConnected(true);
        await pause(document.hidden ? 5 * LOOK_EVERY_MS : LOOK_EVERY_MS);
      } catch (error) {
        if (error.status === 404) this.showMissing();
        this.setConnected(false, error);
        await pause(RECONNECT_MS);
      }
    }
  }

  openFromAddress() {
    const wanted = /gid=(\d+)/.exec(location.hash)?.[1];
    if (wanted !== undefined) this.openTab(Number(wanted));
    else this.grid.restore();
  }

  openTab(tabId) {
    this.editor.commit();
    const previous = this.book.active?.id;
    this.attempt(async () => {
      const opening = this.book.open(tabId);
      this.grid.restore(previous);
      await opening;
    });
    history.replaceState(null, '', `#gid=${tabId}`);
  }

  draw() {
    const { book } = this;
    document.body.classList.add('has-book');
    document.title = `${book.title || '表計算'} - localsheets`;
    byId('title').textContent = book.title;
    byId('grid').hidden = !book.active;
    byId('empty').hidden = Boolean(book.active);
    if (!book.active) byId('empty').textContent = 'このスプレッドシートには、表示できるシートがありません。';
    this.drawTabs();
    this.drawLegend();
    if (book.active) {
      const { row, column } = this.grid.cursor;
      if (row >= book.active.rowCount || column >= book.active.columnCount) this.grid.select(row, column, { scroll: false });
      this.grid.draw(true);
      if (this.editor.isOpen) this.editor.position(this.editor.at.row, this.editor.at.column);
    }
    this.showCursor();
    this.showState();
  }

  drawTabs() {
    const visible = this.book.tabs.filter((tab) => !tab.isHidden);
    const wanted = visible.map((tab) => `${tab.id} ${tab.title}`).join('\n') + `\n${this.book.active?.id}`;
    if (wanted === this.drawnTabs) return;
    this.drawnTabs = wanted;
    byId('tabs').replaceChildren(...visible.map((tab) => {
      const made = document.createElement('button');
      Object.assign(made, { type: 'button', className: 'tab', textContent: tab.title });
      made.setAttribute('role', 'tab');
      made.setAttribute('aria-selected', String(tab === this.book.active));
      made.addEventListener('click', () => this.openTab(tab.id));
      return made;
    }));
  }

  drawLegend() {
    const entries = legendOf(this.book.active?.conditionalFormats ?? []).slice(0, LEGEND_MAX);
    byId('legend').replaceChildren(entries.length ? '色の意味' : '', ...entries.map(({ label, style }) => {
      const made = document.createElement('span');
      Object.assign(made, { className: 'mark', textContent: label });
      Object.assign(made.style, { background: style.background, color: style.color, fontWeight: style.fontWeight });
      return made;
    }));
  }

  showCursor() {
    const tab = this.book.active;
    if (!tab) return;
    const box = this.grid.box();
    const { row, column } = this.grid.cursor;
    const isMany = box.top !== box.bottom || box.left !== box.right;
    byId('address').textContent = isMany ? `${cellName(box.top, box.left)}:${cellName(box.bottom, box.right)}` : cellName(row, column);
    byId('content').textContent = this.book.pendingText(row, column) ?? editText(tab.cell(row, column));
    this.editor.rest();
  }

  /** Runs a command of the toolbar. */
  run(command) {
    this.editor.commit();
    return this.attempt(() => command.run(this));
  }

  /** Does something with the server; a failure is told and nothing else is disturbed. */
  async attempt(action) {
    try {
      await action();
    } catch (error) {
      if (error instanceof ApiError && error.status === 0) this.setConnected(false, error);
      else if (error instanceof ApiError) this.warn(`できませんでした: ${error.message}`);
      else throw error;
    } finally {
      this.showCursor();
    }
  }

  /** Saves one typed cell where its row is now: somebody may have sorted since the last look. */
  async save(at, text) {
    const tab = this.book.tabs.find((each) => each.id === at.tabId);
    if (!tab) return this.keep(text, '編集していたシートがなくなったため、保存していません');
    const shown = this.book.showPending(tab, at.row, at.column, [[text]]);
    let found = at;
    try {
      if (await this.book.api.revision() !== this.book.revision) {
        await this.book.refresh();
        found = await this.book.locate(at);
      }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.setConnected(false, error);
      return this.keep(text, `${cellName(at.row, at.column)}: サーバーにつながらないため、保存していません`, at);
    } finally {
      this.book.dropPending(shown);
    }
    if (!found) return this.keep(text, '編集していた行か列が見つからないため、保存していません');
    return this.typeAt(tab, found.row, found.column, [[text]], at);
  }

  /** Types a block of texts from the selection's corner on; a single text fills the whole selection. */
  typeBlock(texts, at) {
    const tab = this.book.active;
    const box = this.grid.box();
    const top = at?.row ?? box.top;
    const left = at?.column ?? box.left;
    const fitting = texts.slice(0, tab.rowCount - top).map((line) => line.slice(0, tab.columnCount - left));
    if (fitting.length < texts.length || fitting[0].length < texts[0].length) {
      this.warn('表の端からはみ出す部分は貼り付けていません。行や列を追加してから貼り付けてください。');
    }
    return this.typeAt(tab, top, left, fitting);
  }

  async typeAt(tab, top, left, texts, memory) {
    const before = texts.map((line, i) => line.map((_, j) => tab.cell(top + i, left + j)?.userEnteredValue ?? {}));
    this.saving += 1;
    this.showState();
    try {
      await this.book.type(tab, top, left, texts);
      this.setConnected(true);
      const after = texts.map((line, i) => line.map((_, j) => editText(tab.cell(top + i, left + j))));
      this.done.push({ tabId: tab.id, top, left, before, after });
      if (this.done.length > UNDO_MAX) this.done.shift();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 0) this.setConnected(false, error);
      const reason = error.status === 0 ? 'サーバーの返事がなく、保存できたか分かりません' : `保存できませんでした: ${error.message}`;
      this.keep(texts.map((line) => line.join('\t')).join('\n'), `${cellName(top, left)}: ${reason}`, memory);
    } finally {
      this.saving -= 1;
      this.showState();
    }
  }

  /** Takes the last own edit back, unless somebody has changed the cells since. */
  async undo() {
    const edit = this.done.pop();
    const tab = edit && this.book.tabs.find((each) => each.id === edit.tabId);
    if (!tab) {
      this.say('元に戻す入力はありません');
      return;
    }
    const isAsWritten = edit.after.every((line, i) => line.every((text, j) => editText(tab.cell(edit.top + i, edit.left + j)) === text));
    if (!isAsWritten) {
      this.warn(`${cellName(edit.top, edit.left)} はその後に変わったため、元に戻しませんでした。`);
      return;
    }
    const rows = edit.before.map((line) => ({ values: line.map((value) => ({ userEnteredValue: value })) }));
    const start = { sheetId: tab.id, rowIndex: edit.top, columnIndex: edit.left };
    await this.attempt(async () => {
      await this.book.change([{ updateCells: { start, rows, fields: 'userEnteredValue' } }]);
      this.say(`${cellName(edit.top, edit.left)} を元に戻しました`);
    });
  }

  /** Keeps a text that could not be saved in sight, with a way to save it: where its row is now, or where the cursor is. */
  keep(text, reason, memory) {
    this.warn(`${reason}。入力した内容: 「${text}」`, memory ? {
      label: 'もう一度保存',
      run: () => this.save(memory, text),
    } : {
      label: '選択中のセルに保存',
      run: () => this.typeBlock([[text]], this.grid.cursor),
    });
  }

  tellMoved(found) {
    if (found) this.say(`編集中のセルは ${cellName(found.row, found.column)} に移りました`);
    else this.warn('編集中の行か列が見つかりません。入力中の内容は残っています。Esc で取り消すか、内容を控えてください。');
  }

  /** Shows a short message that goes away by itself. */
  say(text) {
    this.message = text;
    this.showState();
    clearTimeout(this.messageTimer);
    this.messageTimer = setTimeout(() => {
      this.message = '';
      this.showState();
    }, 6000);
  }

  /** Shows a message that stays until it is closed. */
  warn(text, action) {
    const notice = byId('notice');
    const line = document.createElement('span');
    line.textContent = text;
    const buttons = [action, { label: '閉じる', run: () => {} }].filter(Boolean).map(({ label, run }) => {
      const made = document.createElement('button');
      Object.assign(made, { type: 'button', textContent: label });
      made.addEventListener('click', () => {
        notice.hidden = true;
        run();
        this.editor.rest();
      });
      return made;
    });
    notice.replaceChildren(line, ...buttons);
    notice.hidden = false;
  }

  confirm(text) {
    const dialog = byId('confirm');
    byId('confirm-text').textContent = text;
    dialog.returnValue = 'no';
    dialog.showModal();
    return new Promise((answered) => {
      dialog.addEventListener('close', () => answered(dialog.returnValue === 'yes'), { once: true });
    });
  }

  setConnected(isConnected, error) {
    this.isConnected = isConnected;
    this.trouble = isConnected || !error?.status ? '' : `: ${error.message}`;
    this.showState();
  }

  showState() {
    const state = byId('state');
    state.classList.toggle('lost', !this.isConnected);
    if (!this.isConnected && this.trouble) state.textContent = `読み込めません${this.trouble}`;
    else if (!this.isConnected) state.textContent = 'サーバーにつながりません。つながり次第、自動で続けます。';
    else if (this.saving) state.textContent = '保存しています…';
    else state.textContent = this.message || '保存済み・最新です';
  }

  showMissing() {
    document.body.classList.remove('has-book');
    byId('title').textContent = 'スプレッドシートが見つかりません';
    byId('grid').hidden = true;
    byId('empty').hidden = false;
    byId('empty').textContent = 'このアドレスのスプレッドシートはありません。アドレスを確かめてください。';
  }
}

/** The spreadsheet that the address names: /spreadsheets/d/ID/edit, as Google's addresses do. */
function idFromAddress() {
  const found = /\/spreadsheets\/d\/([^/]+)/.exec(location.pathname);
  return found ? decodeURIComponent(found[1]) : null;
}

async function showBooks() {
  const empty = byId('empty');
  byId('title').textContent = 'スプレッドシート';
  empty.hidden = false;
  try {
    const { files = [] } = await listBooks();
    if (!files.length) empty.textContent = 'まだスプレッドシートがありません。';
    // With one spreadsheet there is nothing to choose.
    if (files.length === 1) location.replace(`/spreadsheets/d/${encodeURIComponent(files[0].id)}/edit`);
    empty.append(...files.map(({ id, name }) => {
      const link = document.createElement('a');
      link.href = `/spreadsheets/d/${encodeURIComponent(id)}/edit`;
      link.textContent = name;
      return link;
    }));
  } catch (error) {
    empty.textContent = `サーバーにつながりません(${error.message})。しばらくしてから読み込み直してください。`;
  }
}

const id = idFromAddress();
document.body.classList.toggle('has-book', Boolean(id));
if (id) new Page(id).start();
else showBooks();
