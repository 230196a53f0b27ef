// The server's HTTP API: the same calls, with the same JSON, that any other client of the Sheets API makes.

const tokenIn = (page) => page.querySelector('meta[name="localsheets-token"]')?.content ?? '';

let token = tokenIn(document);

/** A token ends after a while; the page, asked for again, has a new one. */
async function renewToken() {
  const answer = await fetch(location.pathname, { cache: 'no-store' });
  token = tokenIn(new DOMParser().parseFromString(await answer.text(), 'text/html'));
}

/** What a window of the grid needs to know about each cell. */
const CELL_FIELDS = 'userEnteredValue,effectiveValue,formattedValue,note,hyperlink,'
  + 'dataValidation(condition,showCustomUi),'
  + 'effectiveFormat(backgroundColorStyle,horizontalAlignment,numberFormat(type),'
  + 'textFormat(bold,italic,strikethrough,underline,foregroundColorStyle))';

const BOOK_FIELDS = 'spreadsheetId,properties(title),sheets(properties(sheetId,title,hidden,gridProperties),conditionalFormats)';

/** An answer that is not a success. `status` is 0 when there was no answer at all. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Column letters of a 0-based index: 0 is A, 26 is AA. */
export function columnName(index) {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** 0-based index of column letters, the reverse of `columnName`. */
export function columnIndex(name) {
  return [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** `C5` of a 0-based row and column. */
export function cellName(row, column) {
  return `${columnName(column)}${row + 1}`;
}

function tabName(title) {
  return `'${title.replaceAll("'", "''")}'`;
}

/** A1 range of a rectangle on a tab; `box` has 0-based `top`, `left`, `bottom`, `right`, all included. */
export function rangeName(title, box) {
  return `${tabName(title)}!${cellName(box.top, box.left)}:${cellName(box.bottom, box.right)}`;
}

function send(method, path, body) {
  return fetch(path, {
    method,
    cache: 'no-store',
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
}

async function call(method, path, body) {
  let answer;
  try {
    answer = await send(method, path, body);
    if (answer.status === 401) {
      await renewToken();
      answer = await send(method, path, body);
    }
    const text = await answer.text();
    const json = text ? JSON.parse(text) : {};
    if (answer.ok) return json;
    throw new ApiError(answer.status, json.error?.message ?? `HTTP ${answer.status}`);
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(answer && !answer.ok ? answer.status : 0, error.message);
  }
}

/** The workbooks that the server keeps: `{files: [{id, name}]}`. */
export function listBooks() {
  return call('GET', '/drive/v3/files?fields=files(id,name)');
}

/** The calls on one spreadsheet. */
export class Api {
  constructor(spreadsheetId) {
    this.id = spreadsheetId;
    this.root = `/v4/spreadsheets/${encodeURIComponent(spreadsheetId)}`;
  }

  /** Title, tabs and conditional formats, without cells. */
  structure() {
    return call('GET', `${this.root}?fields=${BOOK_FIELDS}&prettyPrint=false`);
  }

  /** The cells of a rectangle: `{startRow, rowData, columnMetadata}`. */
  async cells(title, box) {
    const fields = `sheets(data(startRow,rowData(values(${CELL_FIELDS})),columnMetadata(pixelSize,hiddenByUser)))`;
    const query = new URLSearchParams({ ranges: rangeName(title, box), fields, prettyPrint: 'false' });
    const answer = await call('GET', `${this.root}?${query}`);
    return answer.sheets?.[0]?.data?.[0] ?? {};
  }

  /** Shown texts of a range, rows first; trailing empty cells and rows are cut. */
  async values(range) {
    return (await call('GET', `${this.root}/values/${encodeURIComponent(range)}?prettyPrint=false`)).values ?? [];
  }

  /** Shown texts of a whole tab. */
  tabValues(title) {
    return this.values(tabName(title));
  }

  /** Writes texts as if a person had typed them. */
  type(range, values) {
    const path = `${this.root}/values/${encodeURIComponent(range)}?valueInputOption=USER_ENTERED`;
    return call('PUT', path, { range, majorDimension: 'ROWS', values });
  }

  /** Changes the sheet by a list of requests, all or none of them. */
  batch(requests) {
    return call('POST', `${this.root}:batchUpdate`, { requests });
  }

  /** The number that grows with each change of this spreadsheet. */
  async revision() {
    return (await call('GET', `/localsheets/v1/revision?spreadsheetId=${encodeURIComponent(this.id)}`)).revision;
  }
}
