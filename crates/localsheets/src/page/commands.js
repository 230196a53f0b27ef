// What the toolbar and the context menu do. Each command is one request of the Sheets API on the selected rows or columns.

import { columnName } from './api.js';
import { shownText } from './format.js';

/** The commands in the order of the toolbar; `null` is a gap. */
export const COMMANDS = [
  { id: 'add-row', label: '行を追加', hint: '最後の行の下に入力を始めます', run: addRow },
  { id: 'insert-row', label: '行を挿入', hint: '選択中の行の上に空の行を入れます', run: (page) => insert(page, 'ROWS') },
  { id: 'delete-row', label: '行を削除', hint: '選択中の行を削除します', run: (page) => remove(page, 'ROWS') },
  null,
  { id: 'insert-column', label: '列を挿入', hint: '選択中の列の左に空の列を入れます', run: (page) => insert(page, 'COLUMNS') },
  { id: 'delete-column', label: '列を削除', hint: '選択中の列を削除します', run: (page) => remove(page, 'COLUMNS') },
  null,
  { id: 'sort-up', label: '昇順で並べ替え', hint: '選択中の列の小さい順に並べます(見出しの行は動きません)', run: (page) => sort(page, 'ASCENDING') },
  { id: 'sort-down', label: '降順で並べ替え', hint: '選択中の列の大きい順に並べます(見出しの行は動きません)', run: (page) => sort(page, 'DESCENDING') },
  null,
  { id: 'undo', label: '元に戻す', hint: '自分の直前の入力を取り消します(Ctrl+Z)', run: (page) => page.undo() },
];

function selectedRange(page, dimension) {
  const box = page.grid.box();
  const isRows = dimension === 'ROWS';
  return {
    sheetId: page.book.active.id,
    dimension,
    startIndex: isRows ? box.top : box.left,
    endIndex: (isRows ? box.bottom : box.right) + 1,
  };
}

function span(range) {
  const name = range.dimension === 'ROWS' ? (i) => String(i + 1) : columnName;
  const unit = range.dimension === 'ROWS' ? '行目' : '列';
  const first = name(range.startIndex);
  const last = name(range.endIndex - 1);
  return first === last ? `${first} ${unit}` : `${first}〜${last} ${unit}`;
}

async function addRow(page) {
  const tab = page.book.active;
  const rows = await page.book.api.tabValues(tab.title);
  let next = rows.length;
  while (next > 0 && rows[next - 1].every((text) => text === '')) next -= 1;
  if (next >= tab.rowCount) {
    await page.book.change([{ appendDimension: { sheetId: tab.id, dimension: 'ROWS', length: 1 } }]);
  }
  page.grid.root.scrollLeft = 0;
  page.grid.select(next, 0);
  page.say(`${next + 1} 行目に入力できます`);
}

async function insert(page, dimension) {
  const range = selectedRange(page, dimension);
  // A row under a frozen header must not look like the header, nor one at the very top like what is not there.
  const afterHeader = dimension === 'ROWS' && range.startIndex <= page.book.active.headerRows();
  const inheritFromBefore = range.startIndex > 0 && !afterHeader;
  await page.book.change([{ insertDimension: { range, inheritFromBefore } }]);
  page.say(`${span(range)}に挿入しました`);
}

async function remove(page, dimension) {
  const range = selectedRange(page, dimension);
  const tab = page.book.active;
  const total = dimension === 'ROWS' ? tab.rowCount : tab.columnCount;
  if (range.endIndex - range.startIndex >= total) {
    page.warn('すべての行や列を削除することはできません。少なくとも 1 つは残してください。');
    return;
  }
  const first = dimension === 'ROWS' ? (tab.row(range.startIndex) ?? []).map(shownText) : [tab.header(range.startIndex)];
  const named = first.filter(Boolean).slice(0, 2).join(' ');
  const what = named ? `${span(range)}(${named}${range.endIndex - range.startIndex > 1 ? ' ほか' : ''})` : span(range);
  if (!(await page.confirm(`${what}を削除します。元に戻すことはできません。`))) return;
  await page.book.change([{ deleteDimension: { range } }]);
  const box = page.grid.box();
  page.grid.select(box.top, box.left, { scroll: false });
  page.say(`${span(range)}を削除しました`);
}

async function sort(page, sortOrder) {
  const tab = page.book.active;
  const column = page.grid.cursor.column;
  const range = {
    sheetId: tab.id,
    startRowIndex: tab.headerRows(),
    endRowIndex: tab.rowCount,
    startColumnIndex: 0,
    endColumnIndex: tab.columnCount,
  };
  if (range.startRowIndex >= range.endRowIndex) return;
  await page.book.change([{ sortRange: { range, sortSpecs: [{ dimensionIndex: column, sortOrder }] } }]);
  const name = tab.header(column) || `${columnName(column)} 列`;
  page.say(`「${name}」の${sortOrder === 'ASCENDING' ? '昇順' : '降順'}で並べ替えました`);
}

/** Fills the toolbar. */
export function drawTools(root, page) {
  for (const command of COMMANDS) {
    const made = document.createElement(command ? 'button' : 'span');
    if (command) {
      Object.assign(made, { id: command.id, type: 'button', textContent: command.label, title: command.hint });
      made.addEventListener('click', () => page.run(command));
    } else made.className = 'gap';
    root.append(made);
  }
}

/** Opens the same commands beside the pointer. */
export function openMenu(page, x, y) {
  closeMenu();
  const menu = document.createElement('div');
  menu.id = 'menu';
  menu.className = 'menu';
  menu.setAttribute('role', 'menu');
  for (const command of COMMANDS) {
    const made = document.createElement(command ? 'button' : 'hr');
    if (command) {
      Object.assign(made, { type: 'button', textContent: command.label, title: command.hint });
      made.setAttribute('role', 'menuitem');
      made.addEventListener('click', () => {
        closeMenu();
        page.run(command);
      });
    }
    menu.append(made);
  }
  document.body.append(menu);
  menu.style.left = `${Math.min(x, innerWidth - menu.offsetWidth - 4)}px`;
  menu.style.top = `${Math.min(y, innerHeight - menu.offsetHeight - 4)}px`;
}

/** Closes the context menu if it is open. */
export function closeMenu() {
  document.getElementById('menu')?.remove();
}
