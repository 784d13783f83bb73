// Names on the map: legible at any zoom, none over another; where there is no room, what is in more
// statements comes first.
const LABELS = 160; // at once; more would hide the map
const SMALLEST = 11,
  LARGEST = 24; // pixels of the screen
const MAIN = 30; // so many get their name even over the symbols of lesser ones
const CERTAIN = 15; // so many get it even over any symbol
const TIE_PARTS = [0.5, 0.4, 0.6, 0.3, 0.7]; // of the way along a line, where its name may stand
const SIGN_PARTS = [0.3, 0.4, 0.2, 0.6, 0.7, 0.8]; // and the sign that it is disputed
const [TIE_SMALLEST, TIE_LARGEST] = [10, 15]; // pixels of the screen
const TRIED = 1200; // names for which room is sought in a frame, so that a large map still moves

// Rectangles that are taken, found again by the squares of a grid that they touch.
function room() {
  const cells = new Map();
  const side = 64;
  const each = (box, act) => {
    for (let x = Math.floor(box.left / side); x <= Math.floor(box.right / side); x += 1)
      for (let y = Math.floor(box.top / side); y <= Math.floor(box.bottom / side); y += 1)
        if (act(`${x} ${y}`)) return true;
    return false;
  };
  const meets = (box, other) =>
    box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
  return {
    // Whether nothing is there; what is `lesser` may be covered.
    free: (box, lesser) =>
      !each(box, (cell) => (cells.get(cell) ?? []).some((other) => !lesser(other) && meets(box, other))),
    take: (box) =>
      each(box, (cell) => {
        cells.set(cell, [...(cells.get(cell) ?? []), box]);
        return false;
      }),
  };
}

// The nodes that get a name if there is room, the chosen ones and those in most statements first.
function first() {
  const chosen = [
    state.node,
    state.edge?.source,
    state.edge?.target,
    state.ego,
    ...(state.path ?? []),
  ].filter(Boolean);
  const rest = now.focus.nodes ? now.nodes.filter((node) => now.focus.nodes.has(node)) : now.nodes;
  return [...new Set([...chosen, ...rest])]
    .filter((node) => network.body.nodes[node.index])
    .slice(0, TRIED);
}

const around = (x, y, half, high) => ({ left: x - half, right: x + half, top: y - high, bottom: y + high });
function symbolBox(node, scale, rank) {
  const { x, y } = network.body.nodes[node.index];
  const half = node.radius * scale;
  return { ...around(x * scale, y * scale, half, half), rank };
}

// Below the symbol, above it, right and left of it; then between these.
function spots(symbol, half, size) {
  const [x, y] = [(symbol.left + symbol.right) / 2, (symbol.top + symbol.bottom) / 2];
  const high = size * 0.62;
  const [below, above] = [symbol.bottom + high + 2, symbol.top - high - 1];
  const [right, left] = [symbol.right + half + 4, symbol.left - half - 4];
  return [
    [x, below],
    [x, above],
    [right, y],
    [left, y],
    ...[below, above].flatMap((top) => [x + half, x - half, right, left].map((aside) => [aside, top])),
  ].map(([left, top]) => ({ x: left, y: top, ...around(left, top, half + 2, high) }));
}

function viewed(scale) {
  const { clientWidth, clientHeight } = network.canvas.frame.canvas;
  const { x, y } = network.getViewPosition();
  const view = around(x * scale, y * scale, clientWidth / 2, clientHeight / 2);
  return {
    inView: (box) =>
      box.right > view.left && box.left < view.right && box.bottom > view.top && box.top < view.bottom,
    whole: (box) =>
      box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom,
  };
}

// Names first, then the signs of disputes, then the names of ties, each where nothing is covered. In pixels
// of the canvas, whatever the zoom: `context` comes with the zoom of the map, which is taken off.
function nameAll(context, ties, signs) {
  const scale = network.getScale();
  const { inView, whole } = viewed(scale);
  const taken = room();
  const order = first()
    .map((node, rank) => [node, symbolBox(node, scale, rank)])
    .filter(([, box]) => inView(box));
  for (const [, box] of order) taken.take(box);
  context.save();
  context.scale(1 / scale, 1 / scale);
  Object.assign(context, {
    textAlign: "center",
    textBaseline: "middle",
    lineJoin: "round",
    lineWidth: 4,
    strokeStyle: palette.paper,
    fillStyle: palette.ink,
  });
  const found = [];
  for (const [node, symbol] of order)
    if (found.length < LABELS) found.push(...nameNode(node, symbol, { taken, scale, whole }));
  for (const one of signs) signTie(context, one, { taken, scale, inView });
  for (const { label, font, x, y } of found) {
    context.font = font;
    context.strokeText(label, x, y);
    context.fillText(label, x, y);
  }
  context.fillStyle = palette.soft;
  for (const edge of ties) nameTie(context, edge, { taken, scale, whole });
  context.restore();
}

// Takes the place of a name; returns it, or nothing where there is none.
function nameNode(node, symbol, { taken, scale, whole }) {
  const size = Math.round(Math.min(LARGEST, Math.max(SMALLEST, node.font * scale)));
  const bold = node === state.node ? "bold " : "";
  const all = spots(symbol, widthOf(node.label, size, bold) / 2, size).filter(whole);
  const places = all.slice(0, 4);
  const none = () => false;
  const minor = (other) => other.rank > symbol.rank;
  const drawing = (other) => other.rank !== undefined;
  const spot =
    places.find((place) => taken.free(place, none)) ??
    (symbol.rank < MAIN ? places.find((place) => taken.free(place, minor)) : null) ??
    (symbol.rank < CERTAIN
      ? [none, minor, drawing].flatMap((may) => all.find((place) => taken.free(place, may)) ?? [])[0]
      : null);
  if (!spot) return [];
  taken.take(spot);
  return [{ label: node.label, font: `${bold}${size}px ${FACE}`, x: spot.x, y: spot.y }];
}

// A line as the canvas has it: the point at a part of the way, in pixels of the screen.
function lineOf(edge, scale) {
  const line = network.body.edges[edge.index];
  if (!line) return null;
  const via = line.edgeType.getViaNode();
  return (part) => {
    const { x, y } = line.edgeType.getPoint(part, via);
    return [x * scale, y * scale];
  };
}

// Where nothing is free a sign stands under names, rather than nowhere.
function signTie(context, { edge, text }, { taken, scale, inView }) {
  const at = lineOf(edge, scale);
  const radius = Math.max(7 * scale, 5);
  const boxes = SIGN_PARTS.map((part) => ({ part, ...around(...at(part), radius, radius) }));
  const box = boxes.find((one) => taken.free(one, () => false)) ?? boxes[0];
  if (!inView(box)) return;
  taken.take(box);
  sign(context, { x: box.left + radius, y: box.top + radius, radius, text });
}

// The name of a tie runs along its line; what it covers is a row of squares.
function nameTie(context, edge, { taken, scale, whole }) {
  const at = lineOf(edge, scale);
  const name = label(edge, now.claims[edge.index].length);
  if (!at || !name) return;
  const size = Math.min(TIE_LARGEST, Math.max(TIE_SMALLEST, Math.round(11 * scale)));
  const wide = widthOf(name, size) + 4;
  if (Math.hypot(at(0.9)[0] - at(0.1)[0], at(0.9)[1] - at(0.1)[1]) < wide) return;
  for (const part of TIE_PARTS) {
    const [[x, y], before, after] = [at(part), at(part - 0.05), at(part + 0.05)];
    const slope = Math.atan((after[1] - before[1]) / (after[0] - before[0] || 1e-9));
    const count = Math.ceil(wide / size);
    const squares = Array.from({ length: count }, (_, number) => {
      const far = ((number + 0.5) / count - 0.5) * wide;
      return around(x + far * Math.cos(slope), y + far * Math.sin(slope), size * 0.6, size * 0.6);
    });
    if (!squares.every((box) => whole(box) && taken.free(box, () => false))) continue;
    for (const box of squares) taken.take(box);
    context.save();
    context.translate(x, y);
    context.rotate(slope);
    context.font = `${size}px ${FACE}`;
    context.strokeText(name, 0, 0);
    context.fillText(name, 0, 0);
    context.restore();
    return;
  }
}
