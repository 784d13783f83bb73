// What of the statements counts: words, period, confidence, how they reach us, what is done.
// Comes after evidence.js.
const OFF = ["narrated", "asked"]; // in a publisher's own voice: not counted until the person says so
const ISO = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const field = (id) => document.getElementById(id);
const sift = { off: { modes: new Set(), deeds: new Set() }, words: "", since: "", until: "", sure: 0 };

// Dates of different length: a year holds its days, "2025/2026" those between.
function within(date, since, until) {
  if (!since && !until) return true;
  if (!date) return false;
  const [start, end] = [date.split("/")[0], date.split("/")[1] || date.split("/")[0]];
  const late = !since || (end + "9999-12-31".slice(end.length)) >= (since + "0000-01-01".slice(since.length));
  const [first, last] = [start + "0000-01-01".slice(start.length), until + "9999-12-31".slice(until.length)];
  return late && (!until || first <= last);
}

// `statement.found`: the text in which words are searched, in lower case; its page puts names there.
function passes(statement) {
  return !sift.off.modes.has(statement.how) && !sift.off.deeds.has(statement.deed)
    && statement.confidence >= sift.sure && within(statement.date, sift.since, sift.until)
    && (!sift.words || statement.found.includes(sift.words));
}

const textOf = (statement) => statement.words.map((piece) => piece.text).join("");

function ticks(id, statements, key) {
  const counts = new Map();
  for (const statement of statements) counts.set(statement[key], (counts.get(statement[key]) ?? 0) + 1);
  for (const [name, number] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const label = element("label");
    const tick = element("input");
    tick.type = "checkbox";
    tick.value = name;
    tick.checked = !sift.off[id].has(name);
    label.append(tick, element("span", name), element("span", number, "count"));
    field(id).append(label);
  }
}

function read() {
  for (const id of ["modes", "deeds"]) {
    sift.off[id] = new Set([...field(id).querySelectorAll("input:not(:checked)")].map((tick) => tick.value));
  }
  for (const id of ["since", "until"]) {
    const value = field(id).value.trim();
    const wrong = value !== "" && !ISO.test(value);
    field(id).setAttribute("aria-invalid", String(wrong));
    sift[id] = wrong ? "" : value;
  }
  sift.words = field("words").value.trim().toLowerCase();
  sift.sure = Number(field("sure").value);
}

function tell(statements, shown) {
  const parts = [`${shown} of ${count(statements.length, "statement")}`];
  const own = statements.filter(({ how }) => OFF.includes(how) && sift.off.modes.has(how)).length;
  if (own) parts.push(`${own} in a publisher's own voice (narrated, asked) are not counted`);
  const undated = statements.filter((statement) => !statement.date).length;
  if (undated && (sift.since || sift.until)) parts.push(`${undated} without a date are not counted`);
  const wrong = document.querySelector("#sift [aria-invalid=true]");
  if (wrong) parts.push("a date reads 2025, 2025-11 or 2025-11-06");
  field("sifted").textContent = parts.join(" · ");
}

// ---- the filters in the address, so that a link or a bookmark brings them back ----
const FIELDS = ["words", "since", "until", "sure"];
const ticked = (id) => [...document.querySelectorAll(`#${id} input`)];
const changed = (tick) => tick.checked !== tick.defaultChecked;

function toAddress() {
  const state = new URLSearchParams();
  for (const id of FIELDS) {
    const value = field(id).value.trim();
    if (value && value !== "0") state.set(id, value);
  }
  for (const id of ["modes", "deeds"]) {
    for (const tick of ticked(id).filter(changed)) state.append(id, tick.value);
  }
  const wanted = String(state);
  if (wanted || location.hash) location.hash = wanted || "all"; // an empty one would scroll to the top
}

function fromAddress() {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const id of FIELDS) field(id).value = state.get(id) ?? (id === "sure" ? "0" : "");
  if (field("sure").selectedIndex < 0) field("sure").value = "0";
  for (const id of ["modes", "deeds"]) {
    const other = new Set(state.getAll(id));
    for (const tick of ticked(id)) tick.checked = tick.defaultChecked !== other.has(tick.value);
  }
}

// Builds the filters for statements; `show` gets those that pass, now and whenever that changes.
function siftOf(statements, show) {
  if (!statements.every(({ how }) => OFF.includes(how))) sift.off.modes = new Set(OFF);
  ticks("modes", statements, "how");
  ticks("deeds", statements, "deed");
  for (const tick of document.querySelectorAll("#sift [type=checkbox]")) tick.defaultChecked = tick.checked;
  const update = () => {
    read();
    const shown = statements.filter(passes);
    tell(statements, shown.length);
    show(shown);
  };
  let [waiting, own] = [0, null];
  const changedByHand = () => { update(); toAddress(); own = location.hash; };
  field("sift").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changedByHand, 120); // milliseconds: not at each letter that is typed
  });
  field("reset").addEventListener("click", () => {
    for (const id of FIELDS) field(id).value = id === "sure" ? "0" : "";
    for (const tick of document.querySelectorAll("#sift [type=checkbox]")) tick.checked = tick.defaultChecked;
    changedByHand();
  });
  window.addEventListener("hashchange", () => { if (location.hash !== own) { fromAddress(); update(); } });
  if (matchMedia("(max-width: 640px)").matches) field("sift").open = false;
  fromAddress();
  update();
}
