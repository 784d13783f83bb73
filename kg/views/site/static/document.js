// The text of a document: an address names a place (code points, half-open), the place leads to who says so.
const { receipts, extents } = data;
const [text, list] = ["text", "list"].map(byId);
const items = list ? [...list.children] : [];
const BUT = "but ";
const PLACE = /^#c(\d+)-(\d+)$/;
const wholes = receipts.map(({ start, end }) => [start, end]);

// Text nodes and the offsets at which they begin; a character beyond U+FFFF is one code point, but two units.
const nodes = [];
const starts = [];
let total = 0;
for (let walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT); walker.nextNode();) {
  nodes.push(walker.currentNode);
  starts.push(total);
  total += points(walker.currentNode.data);
}

function points(words) {
  let found = 0;
  for (const _ of words) found += 1;
  return found;
}

// The number of the last node that begins at an offset or before.
function nodeAt(offset) {
  let [low, high] = [0, nodes.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle; else high = middle - 1;
  }
  return low;
}

function units(words, count) {
  let found = 0;
  for (const character of words) {
    if (count === 0) break;
    count -= 1;
    found += character.length;
  }
  return found;
}

// A range of the page; null where the text has no such place.
function rangeOf(start, end) {
  [start, end] = [Math.min(start, total), Math.min(end, total)];
  if (start >= end) return null;
  const range = new Range();
  const [first, last] = [nodeAt(start), nodeAt(end - 1)];
  range.setStart(nodes[first], units(nodes[first].data, start - starts[first]));
  range.setEnd(nodes[last], units(nodes[last].data, end - starts[last]));
  return range;
}

function light(name, places) {
  const ranges = places.map(([start, end]) => rangeOf(start, end)).filter(Boolean);
  if (globalThis.CSS?.highlights) CSS.highlights.set(name, new Highlight(...ranges));
  else if (name === "lit") lightPieces(places);
  return ranges;
}

// For browsers without highlights: all pieces that have a part in the place.
function lightPieces(places) {
  for (const lit of text.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const [start, end] of places) {
    for (let at = nodeAt(start); at < nodes.length && starts[at] < end; at += 1) {
      if (nodes[at].parentElement !== text) nodes[at].parentElement.classList.add("lit");
    }
  }
}

const chosen = (number) => !items[number].hidden;
const covers = ([start, end], [from, to]) => start <= from && to <= end;
const meet = ([start, end], [from, to]) => start < to && from < end;
let current = -1; // the statement that is shown, or the first in the place that is
let focusing = false; // whether the panel gets the focus when the address changes

function place() {
  const found = PLACE.exec(location.hash);
  return found && [Number(found[1]), Number(found[2])];
}

// Shows what the address names; `focus`: whether the panel gets it, or the person goes on reading.
function show(focus = false) {
  const wanted = place();
  const [range] = light("lit", wanted ? [wanted] : []);
  if (!range) { closePanel(); return; }
  fill(wanted, focus);
  bring(range);
}

function bring(range) {
  if (!range.getClientRects().length) byId("show-furniture").checked = true;
  const [box] = range.getClientRects();
  if (box) scrollTo({ top: box.top + scrollY - innerHeight / 4 });
}

// The statements of a place, else those that begin or end in it, else the innermost in which it lies.
function fill(wanted, focus) {
  const numbers = [...receipts.keys()];
  const exact = numbers.filter((number) => wholes[number].join() === wanted.join());
  const touched = numbers.filter((number) => extents[number].some((extent) => meet(extent, wanted)));
  const around = touched.filter((number) => !exact.includes(number) && covers(wholes[number], wanted));
  const parts = exact.length ? [] : touched.filter((number) => !around.includes(number));
  const found = [exact, parts, around.slice(-1)].find((some) => some.length) ?? [];
  const title = parts.length ? `${count(parts.length, "statement")} in these words` : "Who says so";
  const note = found.length ? "" : "These words are in no statement.";
  openPanel(title, note, found.map((number) => [receipts[number]]), { focus, closed });
  byId("claims").append(...surroundings(around.filter((number) => !found.includes(number))));
  mark(found.includes(current) ? current : found[0] ?? -1);
}

function surroundings(numbers) {
  const lines = numbers.map((number) => {
    const { who, how, start, end } = receipts[number];
    return link(`${who} · ${how} [${start}:${end}]`, `#c${start}-${end}`);
  });
  return lines.length ? [element("h3", "These words lie in what is said by"), ...lines] : [];
}

function closed() {
  light("lit", []);
  list?.querySelector("[aria-current]")?.removeAttribute("aria-current");
}

function mark(number) {
  list?.querySelector("[aria-current]")?.removeAttribute("aria-current");
  current = number;
  if (number < 0) return;
  items[number].firstElementChild.setAttribute("aria-current", "true");
  if (items[number].hidden) return;
  // within the list alone: the page stays where the words are
  const below = items[number].getBoundingClientRect().top - list.getBoundingClientRect().top;
  list.scrollTop += below - list.clientHeight / 3;
}

function go(number, focus = false) {
  const { start, end } = receipts[number];
  const address = `#c${start}-${end}`;
  [current, focusing] = [number, focus];
  if (location.hash === address) changed(); else location.hash = address;
}

function changed() {
  show(focusing);
  focusing = false;
}

function step(by) {
  let number = current < 0 && by < 0 ? items.length : current;
  do number += by; while (number >= 0 && number < items.length && !chosen(number));
  if (items[number]) go(number);
}

// Whether a statement is said in the chosen way: "but narrated" is every way but that one.
function fits(manner, wanted) {
  return wanted === "" || (wanted.startsWith(BUT) ? manner !== wanted.slice(BUT.length) : manner === wanted);
}

// Who only narrates would have nothing in a list without narration.
function speakerChosen() {
  const how = byId("how");
  const theirs = receipts.filter(({ speaker }) => speaker === byId("speaker").value);
  if (how.value.startsWith(BUT) && theirs.length && !theirs.some((one) => fits(one.how, how.value))) how.value = "";
  filter();
}

function filter() {
  const [speaker, how] = [byId("speaker").value, byId("how").value];
  for (const [number, item] of items.entries()) {
    const { speaker: by, how: manner } = receipts[number];
    item.hidden = (speaker !== "" && by !== speaker) || !fits(manner, how);
  }
  const kept = [...items.keys()].filter(chosen);
  const all = kept.length === items.length;
  byId("counted").textContent = all ? kept.length : `${kept.length} of ${items.length}`;
  light("theirs", speaker || (how && !how.startsWith(BUT)) ? kept.flatMap((number) => extents[number]) : []);
}

// The innermost of the statements whose words were clicked on.
function clicked(event) {
  if (event.target.closest("a") || !getSelection().isCollapsed) return;
  const { anchorNode, anchorOffset } = getSelection();
  const at = nodes.indexOf(anchorNode);
  if (at < 0 || !event.target.closest(".turn, .direct, .indirect, .narration")) return;
  const offset = starts[at] + points(nodes[at].data.slice(0, anchorOffset));
  const here = ([start, end]) => start <= offset && offset <= end;
  const found = [...receipts.keys()].filter((number) => extents[number].some(here));
  const length = (number) => wholes[number][1] - wholes[number][0];
  if (found.length) go(found.reduce((best, number) => (length(number) < length(best) ? number : best)));
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
}

text.addEventListener("click", clicked);
document.addEventListener("keydown", pressed);
if (list) {
  byId("filters").hidden = false;
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  byId("speaker").addEventListener("change", speakerChosen);
  byId("how").addEventListener("change", filter);
  filter();
  list.addEventListener("click", (event) => {
    const number = items.indexOf(event.target.closest("li"));
    if (number < 0 || !event.target.closest("a")) return;
    event.preventDefault();
    go(number, true);
  });
}
addEventListener("hashchange", changed);
show();
