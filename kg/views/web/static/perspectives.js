// Perspectives: a column for each side, a row for each topic. After evidence.js, panel.js and sift.js.
const ROWS = 20; // topics shown at once
const FIRST = 2; // receipts shown of a cell
const TIES = 4; // claimed relations shown of a cell
let shown = new Set(); // numbers of the statements that count
let rowsShown = ROWS;

for (const statement of data.statements) {
  statement.found = fold(`${statement.who} ${textOf(statement)}`);
}
for (const row of data.rows) {
  const label = fold(row.label);
  for (const cell of row.cells) for (const n of cell.said) data.statements[n].found += ` ${label}`;
}

const size = (said) => said.length;
// By document and in reading order; in the data the most telling come first.
const inOrder = (numbers) => [...numbers].sort((a, b) => a - b);
const entries = (numbers) => numbers.map((n) => [data.statements[n]]);

function listOf(className, items) {
  const list = element("ul", null, className);
  for (const item of items) {
    const made = element("li");
    made.append(item);
    list.append(made);
  }
  return list;
}

// ---- a cell ----
function deeds(row, side, said) {
  const groups = groupedBy(said, (n) => data.statements[n].deed);
  const title = `${data.sides[side]} on ${row.label}`;
  const order = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const made = order.map(([deed, numbers]) => button(`${deed} ${numbers.length}`,
    () => openPanel(title, `${deed}: ${count(numbers.length, "statement")}`, entries(inOrder(numbers)))));
  const relayed = said.filter((n) => data.statements[n].via !== null);
  if (relayed.length) {
    const summary = `${count(relayed.length, "statement")} that we know only through another of the sides`;
    made.push(button(`relayed by another side ${relayed.length}`,
      () => openPanel(title, summary, entries(inOrder(relayed)))));
  }
  return listOf("chips", made);
}

function ties(row, side, claims) {
  const groups = groupedBy(claims, ([, what, denied]) => JSON.stringify([what, denied]));
  const open = (text, group) => openPanel(`${data.sides[side]} on ${row.label}`, text,
    group.map(([n, what, denied]) => [data.statements[n], what, denied]));
  const order = [...groups.values()].sort((a, b) => b.length - a.length);
  const made = order.map((group) => {
    const [, what, denied] = group[0];
    const text = `${denied ? "denies" : "claims"}: ${what}${group.length > 1 ? ` ×${group.length}` : ""}`;
    return button(text, () => open(count(group.length, "claim"), group), denied ? "tie denied" : "tie");
  });
  const left = made.splice(TIES);
  const all = () => open(count(claims.length, "claim"), claims);
  if (left.length) made.push(button(`${left.length} more`, all, "tie"));
  return made.length ? [listOf("chips", made)] : [];
}

function cellOf(row, side) {
  const said = row.said[side];
  const made = element("div", null, "cell");
  const told = said.length ? count(said.length, "statement") : "nothing";
  made.append(element("h3", `${data.sides[side]}: ${told}`));
  if (!said.length) return made;
  const claims = row.cells[side].ties.filter(([n]) => shown.has(n));
  made.append(deeds(row, side, said), ...ties(row, side, claims));
  const list = element("div");
  list.append(...entries(said.slice(0, FIRST)).map((entry) => article(...entry)));
  made.append(list);
  if (said.length > FIRST) {
    const more = button(`Show all ${said.length}`, () => {
      more.remove();
      listReceipts(list, entries(inOrder(said)));
    });
    const name = `Show all ${said.length} statements of ${data.sides[side]} on ${row.label}`;
    more.setAttribute("aria-label", name);
    made.append(more);
  }
  return made;
}

// ---- what sides dispute ----
function bySide(numbers) {
  const counts = data.sides.map(() => 0);
  for (const n of numbers) counts[data.statements[n].side] += 1;
  return data.sides.map((side, n) => counts[n] && `${side} ${counts[n]}`).filter(Boolean).join(", ");
}

function disputes(row) {
  return row.disputes.flatMap((claims) => {
    const kept = claims.filter(([n]) => shown.has(n));
    const sides = new Set(kept.map(([n]) => data.statements[n].side));
    if (sides.size < 2) return [];
    const views = kept.map(([n, what, denied]) =>
      `${data.sides[data.statements[n].side]} ${denied ? "denies" : "claims"}: ${what}`);
    const made = element("div", null, "dispute");
    const open = button(null, () => openPanel(`Contradiction on ${row.label}`, bySide(kept.map(([n]) => n)),
      kept.map(([n, what, denied]) => [data.statements[n], what, denied])));
    open.append(element("b", "Contradiction"), [...new Set(views)].join(" · "));
    made.append(open);
    return [made];
  });
}

function figures(row) {
  return row.figures.flatMap(({ what, unit, given }) => {
    const kept = given.filter(([n]) => shown.has(n));
    const values = data.sides.map((_, side) => {
      const own = kept.filter(([n]) => data.statements[n].side === side);
      return [...new Set(own.map(([, value]) => value))].sort().join(", ");
    });
    if (new Set(values.filter(Boolean)).size < 2) return [];
    const made = element("div", null, "figure");
    const open = button(null, () => openPanel(`${what} (${unit})`, "Figures of the sides differ",
      entries(kept.map(([n]) => n))));
    const views = values.map((value, side) => value && `${data.sides[side]}: ${value}`).filter(Boolean);
    open.append(element("b", "Figures differ"), `${what} (${unit}) · ${views.join(" · ")}`);
    made.append(open);
    return [made];
  });
}

// ---- the page ----
function rowOf(row, id) {
  const made = element("section", null, "row");
  const head = element("h2", row.label);
  head.id = `topic-${id}`;
  head.dir = "auto";
  made.setAttribute("aria-labelledby", head.id);
  head.append(element("span", count(row.said.flat().length, "statement"), "count"));
  const cells = element("div", null, "cells");
  cells.append(...data.sides.map((_, side) => cellOf(row, side)));
  made.append(head, ...disputes(row), ...figures(row), cells);
  return made;
}

function speakers() {
  const made = data.sides.map((side, number) => {
    const all = [...shown].filter((n) => data.statements[n].side === number).map((n) => data.statements[n]);
    const told = tally(all.map(({ who, post }) => (post ? `${who} (${post})` : who)));
    const head = element("div", null, "side");
    const details = element("details");
    details.append(element("summary", `${count(all.length, "statement")} by ${count(told.size, "speaker")}`),
      listOf("", ranked(told).map((name) => `${name}: ${told.get(name)}`)));
    head.append(element("h2", side), details);
    return head;
  });
  byId("sides").replaceChildren(...made);
}

function alone(rows) {
  const place = byId("alone");
  place.hidden = !rows.length;
  place.querySelector("summary").textContent = `${count(rows.length, "topic")} of one side only`;
  place.querySelector("div").replaceChildren(...data.sides.map((side, number) => {
    const own = rows.filter((row) => row.said[number].length);
    const made = element("div", null, "cell");
    made.append(element("h2", `${side}: ${count(own.length, "topic")}`), listOf("", own.map((row) =>
      button(`${row.label} ${row.said[number].length}`, () => openPanel(`${side} on ${row.label}`,
        count(row.said[number].length, "statement"), entries(inOrder(row.said[number])))))));
    return made;
  }));
}

function render() {
  for (const row of data.rows) row.said = row.cells.map((cell) => cell.said.filter((n) => shown.has(n)));
  const speaking = data.rows.filter((row) => row.said.some(size));
  const sides = (row) => row.said.filter(size).length;
  const shared = speaking.filter((row) => sides(row) > 1);
  const least = (row) => Math.min(...row.said.map(size).filter(Boolean));
  const named = (row) => (sift.words && fold(row.label).includes(sift.words) ? 0 : 1);
  shared.sort((a, b) => named(a) - named(b) || sides(b) - sides(a) || least(b) - least(a)
    || b.said.flat().length - a.said.flat().length);
  const rows = byId("rows");
  rows.replaceChildren(...shared.slice(0, rowsShown).map(rowOf));
  if (!shared.length) rows.append(element("p", "No topic is shared by these statements.", "none"));
  const more = byId("more");
  more.hidden = shared.length <= rowsShown;
  more.textContent = `Show more topics (${Math.min(rowsShown, shared.length)} of ${shared.length} shown)`;
  alone(speaking.filter((row) => !shared.includes(row)));
  speakers();
}

byId("more").addEventListener("click", () => { rowsShown += ROWS; render(); });
const numbers = new Map(data.statements.map((statement, n) => [statement, n]));
siftOf(data.statements, (passed) => {
  shown = new Set(passed.map((statement) => numbers.get(statement)));
  rowsShown = ROWS;
  render();
});
