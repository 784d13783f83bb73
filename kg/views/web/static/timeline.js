// The timeline: events above, below them the statements in a lane for each speaker. Comes after lanes.js.
const FEW = 8; // lanes of speakers at first
const LISTED = 100; // rows of the list at first
const families = new Map(data.families.flatMap((family) => family.classes.map((name) => [name, family])));
const speakers = new Map(data.speakers.map((speaker) => [speaker.id, speaker]));
const off = { speakers: new Set(), classes: new Set(), statuses: new Set(), dates: new Set() };
const DATED = { text: "told by the words", publication: "only published then", "": "undated" };
let lanesShown = FEW;
let listShown = LISTED;
let filtered = { events: [], marks: [] };

const size = (marks) => marks.reduce((sum, mark) => sum + mark.receipts.length, 0);
const dating = (mark) => (mark.date ? mark.dated : "");
const familyOf = (event) => families.get(event.type.split(" / ")[0]) ?? data.families.at(-1);
// Classes of events as ontology/kg.ttl labels them: TALKS is called talks.
const inWords = (type) => type.toLowerCase();
for (const event of data.events) {
  event.time = stretch(event.date);
  event.kind = inWords(event.type);
  event.statuses = data.statuses.filter((status) => event.claims.some((claim) => claim.status === status));
  event.who = ranked(tally(event.claims.map((claim) => data.receipts[claim.receipt].who)));
  const tail = `, ${event.date})`;
  const short = event.label.endsWith(tail) ? `${event.label.slice(0, -tail.length)})` : event.label;
  event.short = short.replace(` (${event.date})`, ""); // the axis tells the date
  const { label, kind, place, participants, who } = event;
  event.found = fold([label, kind, place, ...participants, ...who].join("\n"));
}
for (const mark of data.marks) {
  mark.time = stretch(mark.date);
  mark.key = `${mark.speaker} ${mark.date ?? ""} ${mark.dated}`;
  mark.who = speakers.get(mark.speaker).label;
}
const said = data.receipts.map((receipt) => fold(textOf(receipt)));

// ---- what is shown ----
function filter() {
  const wanted = fold(byId("search").value.trim());
  const holds = (number) => said[number].includes(wanted);
  const events = data.events.filter((event) => !off.classes.has(event.type)
    && event.statuses.some((status) => !off.statuses.has(status))
    && event.claims.some(({ receipt }) => !off.speakers.has(data.receipts[receipt].speaker))
    && (event.found.includes(wanted) || event.claims.some(({ receipt }) => holds(receipt))));
  const fits = (mark) => !off.speakers.has(mark.speaker) && !off.dates.has(dating(mark));
  const found = (mark) => (fold(mark.who).includes(wanted) ? mark.receipts : mark.receipts.filter(holds));
  const marks = data.marks.filter(fits).map((mark) => ({ ...mark, receipts: found(mark) }))
    .filter((mark) => mark.receipts.length);
  filtered = { events, marks };
  byId("shown").textContent = `${count(events.length, "event")}, ${count(size(marks), "statement")}`;
}

// ---- the panel ----
function openEvent(event, from) {
  const deniers = event.claims.filter((claim) => claim.denied).map(({ receipt }) => data.receipts[receipt].who);
  const denied = ranked(tally(deniers)).join(", ");
  const facts = [event.kind, event.date ?? "undated", event.place, event.participants.join(", "),
    `${event.statuses.length > 1 ? "told differently: " : ""}${event.statuses.join(", ")}`,
    count(event.claims.length, "claim"), denied ? `denied by ${denied}` : ""];
  const proofs = event.claims.map(({ receipt, status, denied: no }) =>
    [data.receipts[receipt], no ? event.short : `${event.short}, ${status}`, no]);
  show(`event ${event.id}`, event.label, facts.filter(Boolean).join(" · "), proofs, from);
  if (event.page) byId("summary").append(" · ", link("page of the event", event.page));
}

function openMark(mark, from) {
  const when = `${mark.date ?? "undated"}${mark.dated === "publication" ? ", when it was published" : ""}`;
  const summary = `${when} · ${count(mark.receipts.length, "statement")}`;
  show(`said ${mark.key}`, mark.who, summary, mark.receipts.map((number) => [data.receipts[number]]), from);
}

function openUndated(events, from) {
  show("undated events", "Events without a date", count(events.length, "event"), [], from);
  const note = (event) => `${event.kind} · ${event.statuses.join(", ")}`;
  const rows = element("ol");
  rows.append(...events.map((event) => row(event.label, note(event), (button) => openEvent(event, button), event)));
  byId("claims").replaceChildren(rows);
}

function show(key, title, summary, proofs, from) {
  openPanel(title, summary, proofs, { from, closed: () => { layer.mark(null); location.hash = ""; } });
  layer.mark(key);
  location.hash = encodeURIComponent(key);
}

// ---- the drawing ----
const axis = timeAxis(() => draw());
axis.holds([...data.events, ...data.marks].map((one) => one.time).filter(Boolean));
const layer = markLayer(byId("marks"), {
  open: (mark, from) => mark.open(from),
  reveal: (mark) => axis.reveal(mark.time),
});

function lanesOf() {
  const lanes = groupedBy(filtered.marks, (mark) => mark.speaker);
  return [...lanes.values()].sort((a, b) => size(b) - size(a) || (a[0].speaker < b[0].speaker ? -1 : 1));
}

function draw() {
  const width = byId("lanes").clientWidth;
  if (!width) return;
  const phone = width < 640;
  const undated = filtered.events.some((event) => !event.time) || filtered.marks.some((mark) => !mark.time);
  [axis.left, axis.right] = [phone ? 4 : 176, width - (undated ? 64 : 8)];
  const names = [];
  const head = (text, y) => names.push(
    inSvg("text", { x: 8, y: y + (phone ? 15 : 19), class: "lane" }, fitted(text, phone ? width - 80 : 162)),
    inSvg("line", { x1: 0, x2: width, y1: y, y2: y, class: "between" }));
  const events = eventMarks(phone);
  const every = [...events.marks];
  head("Events", 0);
  let top = events.height;
  const lanes = lanesOf();
  for (const [number, marks] of lanes.slice(0, lanesShown).entries()) {
    head(marks[0].who, top);
    const lane = laneMarks(number + 1, marks, top, phone);
    every.push(...lane.marks);
    top += lane.height;
  }
  byId("lanes").setAttribute("height", top + 6);
  byId("names").replaceChildren(...names);
  drawTicks(axis, byId("ticks"), byId("grid"), top + 6);
  if (undated) byId("ticks").append(inSvg("text", { x: width - 4, y: 20, class: "tick end" }, "undated"));
  layer.show(every, every.filter((mark) => mark.seen));
  byId("more").hidden = lanes.length <= FEW;
  const hidden = lanes.length - lanesShown;
  byId("more").textContent = hidden > 0 ? count(hidden, "more speaker") : "Fewer speakers";
  tellOutside(axis, every.map((mark) => mark.time).filter(Boolean));
}

// ---- the list: the same in words ----
function row(title, note, open, event) {
  const item = element("li");
  const opens = button(null, () => open(opens));
  const paint = (svg) => paintEvent(svg, event, { x: 0, y: 0 });
  if (event) opens.append(picture(paint));
  opens.append(element("span", title, "name"), element("span", note, "count"));
  item.append(opens);
  return item;
}

function list() {
  const order = (one) => one.time?.start ?? NEVER;
  const all = [...filtered.events, ...filtered.marks].sort((a, b) => order(a) - order(b));
  const ofMark = (mark) => row(`${mark.date ?? "undated"} · ${mark.who}`,
    `${count(mark.receipts.length, "statement")}${mark.dated === "publication" ? " (publ.)" : ""}`,
    (button) => openMark(mark, button));
  const ofEvent = (event) => row(`${event.date ?? "undated"} · ${event.short}`,
    `${event.statuses.join(", ")} · ${count(event.claims.length, "claim")}`,
    (button) => openEvent(event, button), event);
  const shown = all.slice(0, listShown).map((one) => (one.receipts ? ofMark(one) : ofEvent(one)));
  byId("list").replaceChildren(...shown);
  byId("rest").hidden = all.length <= listShown;
  byId("rest").textContent = `Show all ${all.length}`;
}

function refresh() {
  filter();
  draw();
  list();
}

// ---- filters and keys ----
const symbolOf = (type, statuses = ["happened"]) =>
  picture((svg) => paintEvent(svg, { type, statuses }, { x: 0, y: 0 }));
const byClass = tally(data.events.map((event) => event.type));
const classes = ranked(byClass).map((type) =>
  ({ name: type, label: inWords(type), count: byClass.get(type), image: symbolOf(type) }));
const statuses = data.statuses.map((status) => ({ name: status, label: status, image: symbolOf("MEET", [status]),
  count: data.events.filter((one) => one.statuses.includes(status)).length }));
const dates = Object.entries(DATED).map(([name, label]) =>
  ({ name, label, count: size(data.marks.filter((mark) => dating(mark) === name)) }));
const claimants = data.speakers.map(({ id, label, count: number }) => ({ name: id, label, count: number }));
const some = (rows) => rows.filter((row) => row.count);
boxes("classes", classes, off.classes, refresh);
boxes("statuses", some(statuses), off.statuses, refresh);
boxes("dates", some(dates), off.dates, refresh);
boxes("speakers", claimants, off.speakers, refresh);
moveWith(axis, byId("chart"), byId("strip"));
byId("more").addEventListener("click", () => { lanesShown = lanesShown === FEW ? Infinity : FEW; draw(); });
byId("rest").addEventListener("click", () => { listShown = Infinity; list(); });
byId("search").addEventListener("input", refresh);
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, select")) return;
  event.preventDefault();
  byId("search").focus();
});
byId("filters").open = !matchMedia("(max-width: 760px)").matches;
new ResizeObserver(() => draw()).observe(byId("chart"));
filter();
axis.left = 176;
axis.right = byId("lanes").clientWidth - 64;
axis.home();
list();
const asked = fragment();
const event = data.events.find(({ id }) => asked === `event ${id}`);
const mark = data.marks.find(({ key }) => asked === `said ${key}`);
if (event) openEvent(event, null); else if (mark) openMark(mark, null);
