// Marks in a drawing: shapes, words that fit, and marks that are buttons; arrow keys go from one to the next.
const corner = (r) => ([x, y]) => `${(x * r).toFixed(1)} ${(y * r).toFixed(1)}`;
const outlined = (...corners) => (r) => `M${corners.map(corner(r)).join("L")}z`;
const around = (turn) => [Math.sin(turn), -Math.cos(turn)];
const SYMBOLS = {
  circle: (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  square: outlined([-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]),
  diamond: outlined([0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]),
  triangle: outlined([0, -1.1], [1.15, 0.9], [-1.15, 0.9]),
  triangleDown: outlined([0, 1.1], [1.15, -0.9], [-1.15, -0.9]),
  hexagon: outlined([-0.55, -1], [0.55, -1], [1.1, 0], [0.55, 1], [-0.55, 1], [-1.1, 0]),
  plus: outlined([-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1],
    [-0.4, 1.1], [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]),
  star: outlined(...Array.from({ length: 10 }, (_, n) => around((n * Math.PI) / 5)
    .map((part) => part * (n % 2 ? 0.55 : 1.3)))),
};

const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();
function widthOf(text) {
  if (!widths.has(text)) {
    pen.font = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
    widths.set(text, pen.measureText(text).width * 1.03);
  }
  return widths.get(text);
}

function fitted(text, pixels) {
  if (widthOf(text) <= pixels) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(`${text.slice(0, middle)}…`) <= pixels) low = middle; else high = middle - 1;
  }
  return low > 1 ? `${text.slice(0, low).replace(/[\ud800-\udbff]$/, "").trimEnd()}…` : "";
}

// Puts each of `items` in the first row where it has room, in one of its `ways` ({from, to}); gives it `row`
// and `way`. Returns the number of rows.
function pack(items, gap) {
  const rows = [];
  const free = (row, { from, to }) => row.every((other) => from >= other.to + gap || to + gap <= other.from);
  for (const item of items) {
    item.row = 0;
    while (!(item.way = item.ways.find((way) => free(rows[item.row] ?? [], way)))) item.row += 1;
    (rows[item.row] ??= []).push(item.way);
  }
  return rows.length;
}

// Marks are {key, lane, order, label, paint(group)}: arrows go along a lane by order, up and down to another.
// Options: open(mark, element); reveal(mark) moves the drawing until it is seen.
function markLayer(host, { open, reveal }) {
  const groups = new Map();
  let known = [];
  let shown = new Set();
  let current = null;

  function group(mark) {
    let made = groups.get(mark.key);
    if (!made) {
      made = drawn("g", { role: "button", tabindex: "-1", class: "mark" });
      made.dataset.key = mark.key;
      made.addEventListener("click", () => choose(made.dataset.key));
      made.addEventListener("focus", () => settle(made.dataset.key));
      groups.set(mark.key, made);
    }
    return made;
  }

  function settle(key) {
    if (current !== key) groups.get(current)?.setAttribute("tabindex", "-1");
    current = key;
    groups.get(key)?.setAttribute("tabindex", "0");
  }

  function choose(key) {
    const mark = known.find((one) => one.key === key);
    if (mark) open(mark, groups.get(key));
  }

  function focus(mark) {
    if (!shown.has(mark.key)) reveal(mark);
    settle(mark.key);
    groups.get(mark.key)?.focus();
  }

  // From a mark: along its lane, or to the nearest of the next lane.
  function next(key) {
    const mark = known.find((one) => one.key === current);
    const lane = known.filter((one) => one.lane === mark.lane).sort((a, b) => a.order - b.order);
    const at = lane.indexOf(mark);
    if (key === "ArrowLeft") return lane[at - 1];
    if (key === "ArrowRight") return lane[at + 1];
    if (key === "Home") return lane[0];
    if (key === "End") return lane.at(-1);
    const lanes = [...new Set(known.map((one) => one.lane))].sort((a, b) => a - b);
    const other = lanes[lanes.indexOf(mark.lane) + (key === "ArrowUp" ? -1 : 1)];
    const distance = (one) => Math.abs(Math.min(one.order, 1e15) - Math.min(mark.order, 1e15));
    return known.filter((one) => one.lane === other).sort((a, b) => distance(a) - distance(b))[0];
  }

  host.addEventListener("keydown", (event) => {
    const key = event.target.dataset?.key;
    if (key === undefined) return;
    if (event.key === "Enter" || event.key === " ") choose(key);
    else if (/^(Arrow|Home$|End$)/.test(event.key)) {
      const mark = next(event.key);
      if (mark) focus(mark);
    } else return;
    event.preventDefault();
  });

  return {
    // `every`: all marks there are; `seen`: those of them in the drawing now.
    show(every, seen) {
      [known, shown] = [every, new Set(seen.map(({ key }) => key))];
      for (const [key, made] of groups) {
        if (shown.has(key)) continue;
        if (made === document.activeElement) made.replaceChildren(); // it keeps the focus, unseen
        else made.remove();
      }
      for (const mark of seen) {
        const made = group(mark);
        made.setAttribute("aria-label", mark.label);
        made.replaceChildren(drawn("title", {}, mark.label));
        mark.paint(made);
        if (!made.isConnected) host.append(made); // one that is moved would lose the focus
      }
      if (!shown.has(current) && seen.length) settle(seen[0].key);
    },
    focus,
    mark(key) { // shows which mark the panel is about
      for (const [other, made] of groups) made.classList.toggle("chosen", other === key);
    },
  };
}

// A fieldset of boxes that take what they stand for out of `off`; rows are {name, label, count, image}.
function boxes(id, rows, off, changed) {
  document.getElementById(id).replaceChildren(...rows.map(({ name, label, count: number, image }) => {
    const row = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.checked = !off.has(name);
    box.addEventListener("change", () => {
      if (box.checked) off.delete(name); else off.add(name);
      changed();
    });
    const texts = [element("span", label, "name"), element("span", String(number), "count")];
    row.append(box, ...(image ? [image] : []), ...texts);
    return row;
  }));
}

function picture(paint) {
  const svg = drawn("svg", { class: "key", viewBox: "-9 -9 18 18", "aria-hidden": "true" });
  paint(svg);
  return svg;
}

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// The part of the address behind #, which a person may have written.
function fragment() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch (error) {
    if (error instanceof URIError) return "";
    throw error;
  }
}
