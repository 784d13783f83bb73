// The names as real buttons: the way to everything for those who do not see or point; what a search finds.
const ROWS = 400; // at once; a button shows more

const symbol = (type) =>
  icon("-9 -9 18 18", "shape", inSvg("path", { d: symbolPath(type.shape, 7), fill: type.colour }));
function stroke(relation) {
  const dashes = relation.dashes ? { "stroke-dasharray": "4 3" } : {};
  return icon("0 0 22 8", `line tone-${relation.tone}`, inSvg("path", { d: "M0 4h22", ...dashes }));
}

// Whoever is called something with `wanted` in it; what passes the filters and begins with it comes first.
function matching(wanted) {
  const fits = nodes.filter((node) => node.folded.includes(wanted));
  const starts = (node) => node.folded.split("\n").some((name) => name.startsWith(wanted));
  const rank = (node) => (now.passing.has(node) ? 0 : 2) + (starts(node) ? 0 : 1);
  return fits
    .map((node) => [rank(node), node])
    .sort((a, b) => a[0] - b[0])
    .map(([, node]) => node);
}

function found() {
  const wanted = fold(byId("search").value.trim());
  return wanted ? matching(wanted) : now.nodes;
}

function nameRow(node) {
  const item = element("li");
  const type = typesByName.get(node.type);
  const made = button(
    null,
    () => {
      chooseNode(node);
      approach();
    },
    "row",
  );
  made.dataset.key = node.key;
  made.title = node.full;
  made.append(
    symbol(type),
    element("span", node.full, "name"),
    element("span", `, ${type.label},`, "unseen"),
  );
  if (!now.passing.has(node)) made.append(element("span", "filtered out", "note"));
  made.append(
    element("span", String(passingOf(node).length), "count"),
    element("span", " statements", "unseen"),
  );
  if (node === state.node) made.setAttribute("aria-current", "true");
  item.append(made);
  return item;
}

let rows = [];
function list() {
  const held = document.activeElement?.dataset?.key; // who is on a button stays there
  rows = found();
  byId("found").replaceChildren();
  more(0);
  const row = [...byId("found").querySelectorAll("button[data-key]")].find(
    (one) => one.dataset.key === held,
  );
  if (held && row) row.focus();
  byId("found").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  byId("none").hidden = rows.length > 0;
  byId("none").textContent = byId("search").value.trim()
    ? "Nobody here is called that."
    : "Nothing passes the filters.";
}

function more(from) {
  byId("found").append(...rows.slice(from, from + ROWS).map(nameRow));
  if (rows.length <= from + ROWS) return;
  const item = element("li");
  item.append(
    button(`Show ${Math.min(ROWS, rows.length - from - ROWS)} more of ${rows.length}`, () => {
      item.remove();
      more(from + ROWS);
    }),
  );
  byId("found").append(item);
}

function walk(event) {
  const buttons = [...byId("found").querySelectorAll("button")];
  const here = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (to < 0) byId("search").focus();
  else buttons[Math.min(to, buttons.length - 1)]?.focus();
}
byId("found").addEventListener("keydown", walk);

byId("search").addEventListener("input", () => {
  list();
  announce(count(rows.length, "name"));
});
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && rows.length) {
    chooseNode(rows[0]);
    approach();
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    byId("found").querySelector("button")?.focus();
  } else if (event.key === "Escape" && byId("search").value) {
    event.preventDefault();
    event.stopPropagation();
    byId("search").value = "";
    list();
  }
});
