// A time axis that zooms and pans. Times are milliseconds UTC, places are CSS pixels from the left.
const DAY = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const TICK = 74; // pixels between ticks at least, so that "16 May 2025" fits
const HELD = 0.7; // of the times in the drawing at first; what lies outside is counted at its ends
const NEAREST = 3 * DAY; // the shortest time shown

function midnight(year, month = 0, day = 1) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day); // Date.UTC takes the year 31 for 1931
  return date.getTime();
}

function period(iso) {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(iso) ?? [];
  if (year === undefined) return null;
  const [y, m, d] = [Number(year), month === undefined ? 0 : Number(month) - 1, Number(day ?? 1)];
  const start = midnight(y, m, d);
  const date = new Date(start);
  if (date.getUTCMonth() !== m || date.getUTCDate() !== d) return null; // such as 30 February
  if (day !== undefined) return { start, end: start + DAY };
  return { start, end: month === undefined ? midnight(y + 1) : midnight(y, m + 1) };
}

// The time that an ISO prefix or interval means; null where it is none. Only a day is a point.
function stretch(iso) {
  const [first, last = first, more] = String(iso ?? "").split("/");
  const [from, to] = [period(first), period(last)];
  if (!from || !to || more !== undefined || to.end <= from.start) return null;
  const [start, end] = [from.start, to.end];
  return { start, end, point: end - start <= DAY, middle: (start + end) / 2 };
}

// ---- ticks ----
function everyDays(from, to, step) {
  const found = [];
  const date = new Date(from);
  for (let month = midnight(date.getUTCFullYear(), date.getUTCMonth()); month < to;) {
    const [year, number] = [new Date(month).getUTCFullYear(), new Date(month).getUTCMonth()];
    const next = midnight(year, number + 1);
    // no tick so near the first of the next month that both could not be read
    const last = next - (step > 1 ? step * DAY * 0.75 : DAY);
    for (let time = month; time <= last; time += step * DAY) found.push(time);
    month = next;
  }
  return found;
}

function everyMonths(from, to, step) {
  const found = [];
  const first = new Date(from).getUTCFullYear() * 12;
  for (let month = first; ; month += step) {
    const time = midnight(0, month);
    if (time > to) return found;
    found.push(time);
  }
}

function everyYears(from, to, step) {
  const found = [];
  const first = Math.floor(new Date(from).getUTCFullYear() / step) * step;
  for (let year = first; midnight(year) <= to; year += step) found.push(midnight(year));
  return found;
}

const STEPS = [
  ...[1, 2, 5, 10].map((step) => [step * DAY, everyDays, step, "day"]),
  ...[1, 2, 3, 6].map((step) => [step * 30.4 * DAY, everyMonths, step, "month"]),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((step) => [step * 365.2 * DAY, everyYears, step, "year"]),
];

function tickLabel(time, kind, first) {
  const date = new Date(time);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (kind === "year" || (kind === "month" && month === 0)) return String(year);
  const named = kind === "day" ? `${day} ${MONTHS[month]}` : MONTHS[month];
  return first || (month === 0 && day === 1) ? `${named} ${year}` : named;
}

// The ticks of a stretch of time that is so many pixels wide: [{time, label, big}].
function ticks(from, to, pixels) {
  const room = ((to - from) * TICK) / Math.max(pixels, TICK);
  const [, every, step, kind] = STEPS.find(([length]) => length >= room) ?? STEPS.at(-1);
  const times = every(from, to, step).filter((time) => time >= from && time <= to);
  return times.map((time, number) => ({
    time, label: tickLabel(time, kind, number === 0),
    big: kind !== "year" && new Date(time).getUTCMonth() === 0 && new Date(time).getUTCDate() === 1,
  }));
}

// ---- the axis ----
// Where most of the times lie: the shortest time that holds so many of them, if the rest is far off.
function mostOf(times) {
  const held = Math.ceil(times.length * HELD);
  const whole = extent(times);
  const byEnd = [...times].sort((a, b) => a.end - b.end);
  let best = whole;
  for (const from of new Set(times.map(({ start }) => start))) {
    const last = byEnd.filter(({ start }) => start >= from)[held - 1];
    if (last && last.end - from < best[1] - best[0]) best = [from, last.end];
  }
  return (best[1] - best[0]) * 2 < whole[1] - whole[0] ? best : whole;
}

// From the first to the last of `times`; some year where there is none.
function extent(times) {
  if (!times.length) return [midnight(2000), midnight(2001)];
  return [Math.min(...times.map(({ start }) => start)), Math.max(...times.map(({ end }) => end))];
}

function timeAxis(redraw) {
  let times = [];
  let all = extent(times);
  const axis = { left: 0, right: 100, from: 0, to: 1 };
  axis.holds = (given) => { [times, all] = [given, extent(given)]; };
  axis.x = (time) => axis.left + ((time - axis.from) / (axis.to - axis.from)) * (axis.right - axis.left);
  axis.time = (x) => axis.from + ((x - axis.left) / (axis.right - axis.left)) * (axis.to - axis.from);
  axis.ticks = () => ticks(axis.from, axis.to, axis.right - axis.left);
  axis.show = (from, to) => {
    const longest = Math.max((all[1] - all[0]) * 2, DAY * 60);
    const length = Math.min(Math.max(to - from, NEAREST), longest);
    const least = all[0] - length / 2; // what there is never leaves the drawing wholly
    const start = Math.min(Math.max((from + to - length) / 2, least), all[1] - length / 2);
    [axis.from, axis.to] = [start, start + length];
    redraw();
  };
  axis.zoom = (factor, x = (axis.left + axis.right) / 2) => {
    const time = axis.time(x);
    axis.show(time - (time - axis.from) * factor, time + (axis.to - time) * factor);
  };
  axis.pan = (pixels) => {
    const by = (pixels * (axis.to - axis.from)) / (axis.right - axis.left);
    axis.show(axis.from + by, axis.to + by);
  };
  axis.around = (from, to) => {
    const margin = Math.max((to - from) * 0.06, DAY * 5);
    axis.show(from - margin, to + margin);
  };
  axis.everything = () => axis.around(all[0], all[1]);
  axis.home = () => axis.around(...mostOf(times));
  axis.reveal = ({ start, end }) => {
    const [length, middle] = [axis.to - axis.from, (start + end) / 2];
    if (start > axis.to || end < axis.from) axis.show(middle - length / 2, middle + length / 2);
  };
  return axis;
}

// Wheel, drag and keys on `surface`. Over `strip` the wheel zooms; elsewhere it scrolls, and zooms with Ctrl.
function moveWith(axis, surface, strip) {
  const nearer = () => axis.zoom(0.6);
  const farther = () => axis.zoom(1 / 0.6);
  surface.addEventListener("wheel", (event) => {
    const place = event.clientX - surface.getBoundingClientRect().left;
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (event.ctrlKey || event.metaKey || (strip.contains(event.target) && !event.shiftKey && event.deltaY)) {
      axis.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))), place);
    } else if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) axis.pan(sideways);
    else return;
    event.preventDefault();
  }, { passive: false });
  let last = null;
  let moved = false;
  surface.addEventListener("pointerdown", (event) => {
    if (event.button === 0) [last, moved] = [event.clientX, false];
  });
  surface.addEventListener("pointermove", (event) => {
    if (last === null || (!moved && Math.abs(event.clientX - last) < 5)) return;
    if (!moved) surface.setPointerCapture(event.pointerId); // not before: a captured pointer clicks no mark
    moved = true;
    axis.pan(last - event.clientX);
    last = event.clientX;
  });
  for (const name of ["pointerup", "pointercancel"]) surface.addEventListener(name, () => { last = null; });
  surface.addEventListener("click", (event) => { if (moved) event.stopPropagation(); moved = false; }, true);
  surface.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const width = axis.right - axis.left;
    const moves = {
      "+": nearer, "=": nearer, "-": farther, 0: axis.everything,
      "[": () => axis.pan(-width / 4), "]": () => axis.pan(width / 4),
    };
    if (!Object.hasOwn(moves, event.key)) return;
    event.preventDefault();
    moves[event.key]();
  });
  const buttons = {
    nearer, farther, all: axis.everything, home: axis.home,
    back: () => axis.pan((axis.left - axis.right) / 3), onward: () => axis.pan((axis.right - axis.left) / 3),
    earlier: axis.everything, later: axis.everything,
  };
  for (const [id, move] of Object.entries(buttons)) {
    byId(id).addEventListener("click", move);
  }
}

// Tells how many of `times` lie before and after the time in the drawing, for nobody to take it for all.
function tellOutside(axis, times) {
  const told = { earlier: times.filter(({ end }) => end <= axis.from).length,
    later: times.filter(({ start }) => start >= axis.to).length };
  for (const [id, number] of Object.entries(told)) {
    const button = byId(id);
    button.hidden = !number;
    button.textContent = id === "earlier" ? `◂ ${number} earlier` : `${number} later ▸`;
  }
}

// Draws the labels of the ticks into one drawing and their lines into another.
function drawTicks(axis, strip, lines, height) {
  const found = axis.ticks();
  const roomy = found.filter(({ time, label }) => axis.x(time) + widthOf(label) < axis.right + 6);
  strip.replaceChildren(...roomy.map(({ time, label, big }) =>
    inSvg("text", { x: axis.x(time) + 3, y: 20, class: big ? "tick big" : "tick" }, label)));
  lines.replaceChildren(...found.map(({ time, big }) => inSvg("line",
    { x1: axis.x(time), x2: axis.x(time), y1: 0, y2: height, class: big ? "grid big" : "grid" })));
}
