// Who speaks about whom: a table of numbers, each a button that opens its statements.
// Comes after panel.js, sift.js and saving.js.
const AT_ONCE = 40; // rows and columns shown at once
const SHADES = 5;
const table = byId("matrix");
let shown = []; // statements that count
let most = AT_ONCE;
let drawn = { rows: [], columns: [] };
let at = [0, 0]; // the cell that the Tab key comes to

for (const statement of data.statements) {
  const names = statement.about.map((column) => data.columns[column].label);
  statement.found = fold([data.rows[statement.row].label, ...names, textOf(statement)].join(" "));
}

// ---- counting ----
function counted() {
  const rows = data.rows.map(({ label }, id) => ({ id, label, said: [], cells: new Map() }));
  const columns = data.columns.map(({ label }, id) => ({ id, label, said: [], cells: new Map() }));
  for (const statement of shown) {
    const row = rows[statement.row];
    row.said.push(statement);
    for (const column of statement.about) {
      columns[column].said.push(statement);
      if (!row.cells.has(column)) row.cells.set(column, []);
      row.cells.get(column).push(statement);
      columns[column].cells.set(row.id, row.cells.get(column));
    }
  }
  return { rows: rows.filter(({ said }) => said.length), columns: columns.filter(({ said }) => said.length) };
}

const byName = (a, b) => a.label.localeCompare(b.label, "en") || a.id - b.id;
const byTotal = (a, b) => b.said.length - a.said.length || byName(a, b);

function likeness(a, b) {
  let [product, left, right] = [0, 0, 0];
  for (const said of a.cells.values()) left += said.length ** 2;
  for (const [key, said] of b.cells) {
    right += said.length ** 2;
    product += said.length * (a.cells.get(key)?.length ?? 0);
  }
  return product / Math.sqrt(left * right);
}

// From the one with most on, always the one that is most like the last.
function alike(lines) {
  const left = [...lines].sort(byTotal);
  const order = left.splice(0, 1);
  while (left.length) {
    const last = order.at(-1);
    let best = 0;
    for (let i = 1; i < left.length; i += 1) {
      if (likeness(last, left[i]) > likeness(last, left[best])) best = i;
    }
    order.push(...left.splice(best, 1));
  }
  return order;
}

function ordered(lines) {
  const kept = [...lines].sort(byTotal).slice(0, most);
  const order = byId("order").value;
  if (order === "name") return kept.sort(byName);
  return order === "alike" ? alike(kept) : kept;
}

// ---- drawing ----
function open(title, statements, from) {
  const documents = new Set(statements.map((statement) => statement.document)).size;
  for (const cell of table.querySelectorAll(".chosen")) cell.classList.remove("chosen");
  from.closest("td")?.classList.add("chosen");
  const closed = () => {
    from.closest("td")?.classList.remove("chosen");
    toAddress("");
  };
  openPanel(title, `${count(statements.length, "statement")} in ${count(documents, "document")}`,
    statements.map((statement) => [statement]), { from, closed });
  toAddress(addressOf(title));
}

// "X about Y" as it stands in the address; a lone surrogate has no place there.
const addressOf = (title) => encodeURIComponent(title.replace(/\p{Surrogate}/gu, "\ufffd"));

function numberButton(text, name, title, said) {
  const made = button(text, () => { settle(made); open(title, said, made); });
  made.tabIndex = -1;
  made.dataset.address = addressOf(title);
  made.setAttribute("aria-label", name);
  made.title = name;
  return made;
}

function heading(line, scope) {
  const made = element("th");
  made.scope = scope;
  const what = scope === "row" ? `Statements of ${line.label}` : `Statements about ${line.label}`;
  made.append(numberButton(line.label, `${line.label}: ${count(line.said.length, "statement")}`, what, line.said));
  return made;
}

function cellOf(row, column, greatest) {
  const said = row.cells.get(column.id);
  const made = element("td");
  if (!said) return made;
  const documents = new Set(said.map((statement) => statement.document)).size;
  const shade = Math.max(1, Math.ceil((SHADES * Math.log(said.length + 1)) / Math.log(greatest + 1)));
  made.className = `s${Math.min(shade, SHADES)}`;
  const name = `${row.label} about ${column.label}: ${count(said.length, "statement")}`;
  const shownAs = numberButton(said.length, name, `${row.label} about ${column.label}`, said);
  shownAs.title = `${name} in ${count(documents, "document")}`;
  made.append(shownAs);
  return made;
}

function line(section, cells) {
  const made = element("tr");
  made.append(...cells);
  section.append(made);
}

function corner(text, scope) {
  const made = element("th", text);
  made.scope = scope;
  return made;
}

function render() {
  const all = counted();
  drawn = { rows: ordered(all.rows), columns: ordered(all.columns) };
  let greatest = 1;
  for (const row of drawn.rows) {
    for (const said of row.cells.values()) greatest = Math.max(greatest, said.length);
  }
  const [head, body, foot] = ["thead", "tbody", "tfoot"].map((tag) => element(tag));
  const total = (said) => element("td", said.length, "total");
  line(head, [corner("speaker \\ about", "col"), corner("all", "col"),
    ...drawn.columns.map((column) => heading(column, "col"))]);
  for (const row of drawn.rows) {
    line(body, [heading(row, "row"), total(row.said),
      ...drawn.columns.map((column) => cellOf(row, column, greatest))]);
  }
  line(foot, [corner("all", "row"), total(shown), ...drawn.columns.map((column) => total(column.said))]);
  table.replaceChildren(table.caption, head, body, foot);
  told(all);
  settle(buttonAt(...at) ?? table.querySelector("td button"));
}

function told(all) {
  const part = (lines, every, noun) => `${lines.length} of ${count(every.length, noun)}`;
  const [rows, columns] = [part(drawn.rows, all.rows, "speaker"), part(drawn.columns, all.columns, "name")];
  byId("shown").textContent =
    `showing ${rows}, ${columns} spoken about, those with most statements`;
  const more = byId("more");
  const left = Math.max(all.rows.length, all.columns.length) - most;
  more.hidden = left <= 0;
  more.textContent = `Show ${Math.min(AT_ONCE, left)} more`;
}

// ---- keys ----
const buttonAt = (row, column) => table.rows[row]?.cells[column]?.querySelector("button");
const placeOf = (cell) => [cell.parentElement.rowIndex, cell.cellIndex];

// The Tab key comes to one button of the table; arrows move on from there, over empty cells.
function settle(target) {
  if (!target) return;
  for (const old of table.querySelectorAll('button[tabindex="0"]')) old.tabIndex = -1;
  target.tabIndex = 0;
  at = placeOf(target.closest("td, th"));
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const ENDS = { Home: [0, -1], End: [0, 1], PageUp: [-1, 0], PageDown: [1, 0] };

function next([row, column], [down, right], last) {
  let found = null;
  for (let [r, c] = [row + down, column + right]; table.rows[r]?.cells[c]; [r, c] = [r + down, c + right]) {
    if (!buttonAt(r, c)) continue;
    found = buttonAt(r, c);
    if (!last) break;
  }
  return found;
}

table.addEventListener("keydown", (event) => {
  const step = STEPS[event.key] ?? ENDS[event.key];
  if (!step || event.altKey || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const target = next(at, step, event.key in ENDS);
  if (!target) return;
  settle(target);
  target.focus();
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
});
table.addEventListener("focusin", ({ target }) => { if (target.matches("button")) settle(target); });

// ---- tools ----
function save() {
  const rows = [["speaker", "all", ...drawn.columns.map((column) => column.label)]];
  for (const row of drawn.rows) {
    const numbers = drawn.columns.map((column) => row.cells.get(column.id)?.length ?? 0);
    rows.push([row.label, row.said.length, ...numbers]);
  }
  rows.push(["all", shown.length, ...drawn.columns.map((column) => column.said.length)]);
  saveAs("who-speaks-about-whom.csv", csvOf(rows));
}

byId("save").addEventListener("click", save);
byId("order").addEventListener("change", render);
byId("more").addEventListener("click", () => { most += AT_ONCE; render(); });
siftOf(data.statements, (passed) => { shown = passed; closePanel(); render(); });
const openAsked = () => {
  const asked = addressOf(fragment());
  [...table.querySelectorAll("button")].find((made) => made.dataset.address === asked)?.click();
};
onAddress(openAsked);
openAsked();
