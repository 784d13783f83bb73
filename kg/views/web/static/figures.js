// Claimed figures: those that can be compared on one chart, all in a table. After axis.js and marks.js.
// Okabe and Ito; with a shape each, for those who see no colours. Black becomes the colour of the ink.
const LOOKS = [["circle", "#0072b2"], ["triangle", "#d55e00"], ["square", "#009e73"], ["diamond", "#cc79a7"],
  ["triangleDown", "#e69f00"], ["star", "#56b4e9"], ["plus", "#999999"]];
const OTHERS = ["hexagon", "#858f9c"];
const HEIGHT = 380; // pixels
const [TOP, BOTTOM] = [18, 16];
const ALONE = "alone";
const EVERY = "every";
const off = new Set();
let looks = new Map();
let log = false;

for (const [number, figure] of data.figures.entries()) {
  figure.key = `figure ${number}`;
  figure.time = stretch(figure.date) ?? stretch(figure.said);
  figure.own = Boolean(stretch(figure.date)); // whether the date is that of the figure, not that of the words
  const said = figure.said ? `said ${figure.said}${figure.published ? " (publ.)" : ""}` : "undated";
  figure.when = figure.date ?? said;
}
const grouped = new Set(data.groups.flatMap((group) => group.members));
const every = [...data.figures.keys()];
const alone = every.filter((number) => !grouped.has(number));
const title = (group) => (group.shared ? `${group.unit}: ${group.shared}` : group.unit);

// ---- the numbers ----
const SCALES = [[1e12, " tn"], [1e9, " bn"], [1e6, " m"]];
function brief(number) {
  const [scale, name] = SCALES.find(([least]) => Math.abs(number) >= least) ?? [1, ""];
  return (number / scale).toLocaleString("en", { maximumSignificantDigits: 6 }) + name;
}

function roundSteps(low, high) {
  const raw = (high - low) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= raw);
  const found = [];
  const first = Math.ceil(low / step - 1e-9) + 0; // no -0
  for (let at = first; at * step <= high * (1 + 1e-9); at += 1) found.push(at * step);
  return found;
}

function powers(low, high) {
  const found = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power += 1) {
    for (const times of [1, 2, 5]) found.push({ times, number: times * 10 ** power });
  }
  const within = found.filter(({ number }) => number >= low && number <= high);
  const wanted = within.length > 7 ? within.filter(({ times }) => times === 1) : within;
  return wanted.map(({ number }) => number);
}

// The scale of the numbers: {y(number), steps}. A linear one holds zero unless all lie far from it.
function scaleOf(numbers) {
  let [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  if (log) [low, high] = [low / 1.6, high * 1.6];
  else {
    if (low > 0 && low < high * 0.8 || low === high) low = Math.min(0, low);
    const margin = (high - low || Math.abs(high) || 1) * 0.08;
    [low, high] = [low === 0 ? 0 : low - margin, high + margin];
  }
  const linear = (number) => (number - low) / (high - low);
  const part = log ? (number) => Math.log(number / low) / Math.log(high / low) : linear;
  const steps = log ? powers(low, high) : roundSteps(low, high);
  return { y: (number) => HEIGHT - BOTTOM - part(number) * (HEIGHT - TOP - BOTTOM), steps };
}

// ---- what is shown ----
const axis = timeAxis(() => draw());
const chosen = () => byId("group").value;
const group = () => data.groups[Number(chosen())];
const listed = () => (group() ? group().members : chosen() === ALONE ? alone : every);
const figuresOf = (numbers) => numbers.map((number) => data.figures[number]);
const kept = (numbers) => figuresOf(numbers).filter((figure) => !off.has(figure.speaker));

function open(figure, from) {
  const said = figure.said ? `said ${figure.said}${figure.published ? ", when it was published" : ""}` : "";
  const facts = [figure.what, figure.date ? `of ${figure.date}` : "", said || "undated"];
  openPanel(`${figure.shown} ${figure.unit}`, facts.filter(Boolean).join(" · "),
    [[data.receipts[figure.receipt], figure.words, figure.denied]],
    { from, closed: () => { layer.mark(null); toAddress(addressOf()); } });
  layer.mark(figure.key);
  toAddress(encodeURIComponent(figure.key));
}

// ---- the chart ----
const layer = markLayer(byId("marks"), {
  open: (mark, from) => open(mark.figure, from),
  reveal: (mark) => axis.reveal(mark.figure.time),
});

function paint(into, figure, { x, y, bar, text, before }) {
  const [at, name] = before ? [x - 12, "label before"] : [x + 12, "label"];
  const words = { x: at, y: bar ? y - 6 : y + 4, class: name };
  const [shape, colour] = looks.get(figure.speaker) ?? OTHERS;
  if (bar) into.append(inSvg("rect", { ...bar, y: y - 2, height: 4, rx: 2, fill: colour, class: "bar" }));
  const look = { d: symbolPath(shape, 7), class: "symbol", stroke: colour, transform: `translate(${x} ${y})` };
  into.append(inSvg("path", figure.own ? { ...look, fill: colour } : look));
  if (text) into.append(inSvg("text", words, text));
}

// Puts marks that would lie on each other side by side, and gives those a label that have room for it.
function apart(placed) {
  const taken = [];
  const meet = (one, other) => one.left < other.right && other.left < one.right && Math.abs(one.y - other.y) < 15;
  const free = (box) => !taken.some((other) => meet(box, other));
  for (const one of placed.sort((a, b) => a.x - b.x || a.y - b.y)) {
    const mark = () => ({ left: one.x - 10, right: one.x + 10, y: one.y });
    while (!free(mark()) && one.x < one.limit) one.x += 21;
    taken.push(mark());
  }
  for (const one of placed) {
    const text = brief(one.figure.number);
    const y = one.bar ? one.y - 10 : one.y; // above the line, which would strike it out
    const spots = [{ left: one.x + 11, right: one.x + 14 + widthOf(text), y },
      { left: one.x - 14 - widthOf(text), right: one.x - 11, y }];
    const at = spots.findIndex((box) => free(box) && box.right < one.limit + 8 && box.left > one.least);
    if (at < 0) continue;
    taken.push(spots[at]);
    Object.assign(one, { text, before: at === 1 });
  }
}

function draw() {
  const width = byId("lanes").clientWidth;
  const comparable = group();
  byId("plot").hidden = !comparable;
  if (!comparable || !width) return;
  const figures = kept(comparable.members);
  const undated = figures.some((figure) => !figure.time);
  const side = undated ? Math.min(110, width / 4) : 0;
  [axis.left, axis.right] = [width < 640 ? 50 : 84, width - side - 12];
  const positive = comparable.members.every((number) => data.figures[number].number > 0);
  byId("log").disabled = !positive;
  log = byId("log").checked && positive;
  const scale = figures.length ? scaleOf(figures.map((figure) => figure.number)) : { y: () => 0, steps: [] };
  drawScale(scale, width, side);
  const seen = figures.filter(({ time }) => !time || (time.end > axis.from && time.start < axis.to));
  const placed = seen.map((figure) => place(figure, scale, width, side));
  apart(placed);
  const shapes = new Map(placed.map((one) => [one.figure, one]));
  const claimants = [...new Set(figures.map((figure) => figure.speaker))];
  const made = figures.map((figure) => ({
    key: figure.key, lane: claimants.indexOf(figure.speaker), order: figure.time?.middle ?? NEVER, figure,
    label: `${figure.when} · ${figure.shown} ${figure.unit} · says ${figure.who} · ${figure.what}`,
    paint: (into) => paint(into, figure, shapes.get(figure)),
  })).sort((a, b) => a.order - b.order);
  layer.show(made, made.filter((mark) => shapes.has(mark.figure)));
  tellOutside(axis, figures.map((figure) => figure.time).filter(Boolean));
}

function place(figure, scale, width, side) {
  const y = scale.y(figure.number);
  const { time } = figure;
  if (!time) return { figure, y, x: width - side + 16, least: width - side, limit: width - 10 };
  const [first, last] = [Math.max(axis.x(time.start), axis.left), Math.min(axis.x(time.end), axis.right)];
  const bar = time.point || last - first < 16 ? null : { x: first, width: last - first };
  return { figure, y, bar, least: axis.left, limit: axis.right,
    x: Math.min(Math.max(bar ? (first + last) / 2 : axis.x(time.middle), axis.left), axis.right) };
}

function drawScale({ y, steps }, width, side) {
  drawTicks(axis, byId("ticks"), byId("grid"), HEIGHT);
  byId("names").replaceChildren(...steps.flatMap((number) => [
    inSvg("text", { x: axis.left - 8, y: y(number) + 4, class: "tick end" }, brief(number)),
    inSvg("line", { x1: axis.left, x2: axis.right, y1: y(number), y2: y(number), class: "grid" })]));
  if (!side) return;
  byId("ticks").append(inSvg("text", { x: width - side + 8, y: 20, class: "tick" }, "undated"));
  const edge = { x1: width - side, x2: width - side };
  byId("names").append(inSvg("line", { ...edge, y1: 0, y2: HEIGHT, class: "grid big" }));
}

// ---- the table ----
function tableRow(figure) {
  const line = element("tr");
  const opens = button(figure.shown, () => open(figure, opens));
  opens.setAttribute("aria-label", `${figure.shown} ${figure.unit}: evidence`);
  const number = element("td", null, "amount");
  number.append(opens);
  const receipt = data.receipts[figure.receipt];
  const where = element("td", null, "where");
  where.append(link(`[${receipt.start}:${receipt.end}]`, receipt.page));
  const [unit, what] = [element("td", figure.unit), element("td", figure.what, "what")];
  line.append(number, unit, what, element("td", figure.when, "when"), element("td", figure.who), where);
  return line;
}

function refresh() {
  const figures = kept(listed());
  byId("shown").textContent = count(figures.length, "figure");
  byId("rows").replaceChildren(...figures.map(tableRow));
  draw();
}

// ---- the choice ----
function choose() {
  closePanel();
  const members = figuresOf(listed());
  const names = new Map(members.map(({ speaker, who }) => [speaker, who]));
  const counts = tally(members.map(({ speaker }) => speaker));
  const order = ranked(counts);
  looks = new Map(order.map((speaker, number) => [speaker, LOOKS[number] ?? OTHERS]));
  off.clear();
  const figure = (speaker) => ({ speaker, own: true });
  boxes("speakers", order.map((speaker) => ({ name: speaker, label: names.get(speaker), count: counts.get(speaker),
    image: picture((svg) => paint(svg, figure(speaker), { x: 0, y: 0 })) })), off, refresh);
  axis.holds(members.map((one) => one.time).filter(Boolean));
  byId("caption").textContent = group() ? title(group()) : "Figures";
  const shared = group()?.shared ? ` They have “${group().shared}” in common.` : "";
  byId("sharing").textContent = `One unit.${shared} Whether they count the same thing, the words tell.`;
  [axis.left, axis.right] = [84, byId("chart").clientWidth - 120];
  axis.everything();
  refresh();
}

// The group as it stands in the address; a lone surrogate has no place there.
const addressOf = (value = chosen()) => {
  const words = `group ${data.groups[Number(value)] ? title(data.groups[Number(value)]) : value}`;
  return encodeURIComponent(words.replace(/\p{Surrogate}/gu, "\ufffd"));
};

const option = (value, text) => {
  const made = element("option", text);
  made.value = value;
  return made;
};
byId("group").append(
  ...data.groups.map((one, number) => option(String(number), `${title(one)} (${one.members.length})`)),
  ...(alone.length ? [option(ALONE, `standing alone (${alone.length})`)] : []),
  option(EVERY, `all (${every.length})`),
);
moveWith(axis, byId("chart"), byId("strip"));
byId("lanes").setAttribute("height", HEIGHT);
byId("group").addEventListener("change", () => { choose(); toAddress(addressOf()); });
byId("log").addEventListener("change", draw);
byId("filters").open = !matchMedia("(max-width: 760px)").matches;
new ResizeObserver(draw).observe(byId("chart"));
const asked = data.figures.findIndex((figure) => figure.key === fragment());
const holding = data.groups.findIndex((one) => one.members.includes(asked));
if (asked >= 0) byId("group").value = holding >= 0 ? String(holding) : ALONE;
const wanted = encodeURIComponent(fragment());
const named = [...byId("group").options].find((one) => wanted && addressOf(one.value) === wanted);
if (named) byId("group").value = named.value;
choose();
if (asked >= 0) open(data.figures[asked], null);
