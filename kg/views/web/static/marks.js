// Marks in a drawing that are buttons; arrow keys go from one to the next.
const NEVER = 1e15; // milliseconds, the order of what has no date: behind all that has one

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
      made = inSvg("g", { role: "button", tabindex: "-1", class: "mark" });
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
    const distance = (one) => Math.abs(one.order - mark.order);
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
        made.replaceChildren(inSvg("title", {}, mark.label));
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

function picture(paint) {
  const made = icon("-9 -9 18 18", "key");
  paint(made);
  return made;
}
