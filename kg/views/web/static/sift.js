// What of the statements counts: words, period, confidence, how they reach us, what is done.
// Comes after evidence.js.
const OFF = ["narrated", "asked"]; // in a publisher's own voice: not counted until the person says so
const ISO = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const sift = { off: { modes: new Set(), deeds: new Set() }, words: "", since: "", until: "", sure: 0 };

function within(date, since, until) {
  if (!since && !until) return true;
  const days = daysOf(date);
  return Boolean(days) && (!since || days[1] >= daysOf(since)[0]) && (!until || days[0] <= daysOf(until)[1]);
}

// `statement.found`: the text in which words are searched, folded; its page puts names there.
function passes(statement) {
  return !sift.off.modes.has(statement.how) && !sift.off.deeds.has(statement.deed)
    && statement.confidence >= sift.sure && within(statement.date, sift.since, sift.until)
    && (!sift.words || statement.found.includes(sift.words));
}

function ticks(id, statements, key) {
  const counts = tally(statements.map((statement) => statement[key]));
  for (const name of ranked(counts)) {
    const { row, box } = checkRow({ label: name, count: counts.get(name), checked: !sift.off[id].has(name) });
    box.value = name;
    byId(id).append(row);
  }
}

function read() {
  for (const id of ["modes", "deeds"]) {
    sift.off[id] = new Set([...byId(id).querySelectorAll("input:not(:checked)")].map((tick) => tick.value));
  }
  for (const id of ["since", "until"]) {
    const value = byId(id).value.trim();
    const wrong = value !== "" && !ISO.test(value);
    byId(id).setAttribute("aria-invalid", String(wrong));
    sift[id] = wrong ? "" : value;
  }
  sift.words = fold(byId("words").value.trim());
  sift.sure = Number(byId("sure").value);
}

function tell(statements, shown) {
  const parts = [`${shown} of ${count(statements.length, "statement")}`];
  const own = statements.filter(({ how }) => OFF.includes(how) && sift.off.modes.has(how)).length;
  if (own) parts.push(`${own} in a publisher's own voice (narrated, asked) are not counted`);
  const undated = statements.filter((statement) => !statement.date).length;
  if (undated && (sift.since || sift.until)) parts.push(`${undated} without a date are not counted`);
  const wrong = document.querySelector("#sift [aria-invalid=true]");
  if (wrong) parts.push("a date reads 2025, 2025-11 or 2025-11-06");
  byId("sifted").textContent = parts.join(" · ");
}

// ---- the filters in the address, so that a link or a bookmark brings them back ----
const FIELDS = ["words", "since", "until", "sure"];
const ticked = (id) => [...document.querySelectorAll(`#${id} input`)];
const changed = (tick) => tick.checked !== tick.defaultChecked;

function filtersToAddress() {
  const state = new URLSearchParams();
  for (const id of FIELDS) {
    const value = byId(id).value.trim();
    if (value && value !== "0") state.set(id, value);
  }
  for (const id of ["modes", "deeds"]) {
    for (const tick of ticked(id).filter(changed)) state.append(id, tick.value);
  }
  const wanted = String(state);
  if (wanted || location.hash) toAddress(wanted || "all"); // an empty one would scroll to the top
}

function fromAddress() {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const id of FIELDS) byId(id).value = state.get(id) ?? (id === "sure" ? "0" : "");
  if (byId("sure").selectedIndex < 0) byId("sure").value = "0";
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
  let waiting = 0;
  const changedByHand = () => { update(); filtersToAddress(); };
  byId("sift").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changedByHand, 120); // milliseconds: not at each letter that is typed
  });
  byId("reset").addEventListener("click", () => {
    for (const id of FIELDS) byId(id).value = id === "sure" ? "0" : "";
    for (const tick of document.querySelectorAll("#sift [type=checkbox]")) tick.checked = tick.defaultChecked;
    changedByHand();
  });
  onAddress(() => { fromAddress(); update(); });
  if (matchMedia("(max-width: 640px)").matches) byId("sift").open = false;
  fromAddress();
  update();
}
