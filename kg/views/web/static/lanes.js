// The lanes of the timeline: how events and counts of statements are painted, and where. Used by timeline.js.
const ROW = 22; // pixels
const NAMED = 230; // pixels of a label at most

function paintEvent(group, event, shape) {
  const family = familyOf(event);
  const kind = event.statuses.length > 1 ? "several" : event.statuses[0];
  if (shape.hit) group.append(inSvg("rect", { ...shape.hit, class: "hit" }));
  const outline = { d: symbolPath(family.shape, 7), class: `symbol ${kind}`, stroke: family.colour };
  if (shape.bar) group.append(inSvg("rect", { ...shape.bar, rx: 4, fill: family.colour, class: "bar" }));
  const symbol = inSvg("g", { transform: `translate(${shape.x} ${shape.y})` });
  symbol.append(inSvg("path", { ...outline, ...(kind === "happened" ? { fill: family.colour } : {}) }));
  if (kind === "several") symbol.append(inSvg("path", { d: symbolPath(family.shape, 3), fill: family.colour }));
  if (kind === "negated") symbol.append(inSvg("path", { d: "M-8 8L8-8M-8-8L8 8", class: "cross" }));
  group.append(symbol);
  if (!shape.text) return;
  const [x, name] = shape.before ? [shape.x - 12, "label before"] : [shape.x + 12, "label"];
  group.append(inSvg("text", { x, y: shape.y + 4, class: name }, shape.text));
}

function paintCount(group, mark, shape) {
  const { x, y } = shape;
  const half = pillWidth(mark.receipts.length) / 2;
  if (shape.bar) group.append(inSvg("rect", { ...shape.bar, rx: 4, class: "bar said" }));
  group.append(inSvg("rect", { x: x - half, y: y - 9, width: half * 2, height: 18, rx: 9,
    class: `pill ${mark.date ? mark.dated || "text" : "none"}` }));
  group.append(inSvg("text", { x, y: y + 4, class: "number" }, mark.receipts.length));
}

const pillWidth = (number) => Math.max(18, 10 + String(number).length * 7.5);
// Where a time stands in the drawing: its bar if it is a stretch, and the symbol.
function placed(time, half, early) {
  const [first, last] = [Math.max(axis.x(time.start), axis.left), Math.min(axis.x(time.end), axis.right)];
  const short = time.point || last - first < half * 2;
  if (short) return { x: Math.min(Math.max(axis.x(time.middle), axis.left), axis.right) };
  return { x: early ? first + half : (first + last) / 2, bar: { x: first, width: last - first } };
}

const inView = ({ time }) => time && time.end > axis.from && time.start < axis.to;

// The ways in which an event can stand in a row: its label behind the symbol or before it.
function waysOf(event, shape) {
  const [start, end] = shape.bar ? [shape.bar.x, shape.bar.x + shape.bar.width] : [shape.x, shape.x];
  const ways = [false, true].map((before) => {
    const room = before ? shape.x - axis.left - 16 : axis.right - shape.x - 16;
    const text = fitted(event.short, Math.min(NAMED, room));
    const words = text ? 14 + widthOf(text) : 9;
    const [left, right] = before ? [shape.x - words, shape.x + 9] : [shape.x - 9, shape.x + words];
    return { before, text, from: Math.min(left, start), to: Math.max(right, end) };
  });
  const longest = Math.max(...ways.map(({ text }) => text.length)); // no way that cuts more than need be
  return ways.filter(({ text }) => text.length === longest);
}

function eventMarks(phone) {
  const seen = filtered.events.filter(inView).map((event) => {
    const shape = placed(event.time, 8, true);
    return { event, shape, ways: waysOf(event, shape) };
  });
  const rows = Math.max(pack(seen, 8), 1);
  const top = phone ? 24 : 8;
  const shapes = new Map(seen.map(({ event, shape, row, way }) => {
    Object.assign(shape, { y: top + row * ROW + ROW / 2, text: way.text, before: way.before });
    shape.hit = { x: way.from, width: way.to - way.from, y: shape.y - ROW / 2, height: ROW };
    if (shape.bar) Object.assign(shape.bar, { y: shape.y + 6, height: 3 }); // under the words
    return [event, shape];
  }));
  const label = ({ date, kind, short, statuses, who }) =>
    [date, kind, short, statuses.join(" and "), `says ${who.join(", ")}`].filter(Boolean).join(" · ");
  const marks = filtered.events.filter((event) => event.time).map((event) => ({
    key: `event ${event.id}`, lane: 0, order: event.time.middle, time: event.time, label: label(event),
    open: (from) => openEvent(event, from), paint: (group) => paintEvent(group, event, shapes.get(event)),
    seen: shapes.has(event),
  }));
  const none = filtered.events.filter((event) => !event.time);
  if (none.length) marks.push(undatedMark("undated events", 0, top + ROW / 2, { receipts: none },
    `${count(none.length, "event")} without a date`, (from) => openUndated(none, from)));
  return { marks, height: top + rows * ROW + 8 };
}

function undatedMark(key, lane, y, mark, label, open) {
  const x = (axis.right + byId("lanes").clientWidth) / 2;
  const paint = (group) => paintCount(group, { ...mark, date: null }, { x, y });
  return { key, lane, order: NEVER, label, open, paint, seen: true };
}

function laneMarks(lane, marks, top, phone) {
  const begin = top + (phone ? 22 : 4);
  const seen = marks.filter(inView).map((mark) => {
    const half = pillWidth(mark.receipts.length) / 2;
    const shape = placed(mark.time, half, false);
    const { x, width } = shape.bar ?? { x: shape.x - half, width: half * 2 };
    return { mark, shape, ways: [{ from: x, to: x + width }] };
  });
  const rows = Math.max(pack(seen, 3), 1);
  const shapes = new Map(seen.map(({ mark, shape, row }) => {
    shape.y = begin + row * ROW + ROW / 2;
    if (shape.bar) Object.assign(shape.bar, { y: shape.y - 4, height: 8 });
    return [mark, shape];
  }));
  const made = marks.map((mark) => {
    const open = (from) => openMark(mark, from);
    const when = mark.date ? `${mark.date}${mark.dated === "publication" ? " (publ.)" : ""}` : "undated";
    const label = `${when} · ${mark.who} · ${count(mark.receipts.length, "statement")}`;
    const key = `said ${mark.key}`;
    if (!mark.time) return undatedMark(key, lane, begin + ROW / 2, mark, label, open);
    return { key, lane, order: mark.time.middle, time: mark.time, label, open,
      paint: (group) => paintCount(group, mark, shapes.get(mark)), seen: shapes.has(mark) };
  });
  return { marks: made, height: begin - top + rows * ROW + 4 };
}
