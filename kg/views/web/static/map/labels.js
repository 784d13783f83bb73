// Names on the map: legible at any zoom, none over another; where there is no room, what is in more
// statements comes first.
const LABELS = 160; // at once; more would hide the map
const SMALLEST = 11,
  LARGEST = 24; // pixels of the screen
const MAIN = 30; // so many get their name even over the symbols of lesser ones
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

// Below the symbol, above it, right and left of it.
function spots(symbol, half, size) {
  const [x, y] = [(symbol.left + symbol.right) / 2, (symbol.top + symbol.bottom) / 2];
  const high = size * 0.62;
  return [
    [x, symbol.bottom + high + 2],
    [x, symbol.top - high - 1],
    [symbol.right + half + 4, y],
    [symbol.left - half - 4, y],
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

// In pixels of the canvas, whatever the zoom: `context` comes with the zoom of the map, which is taken off.
function nameNodes(context, signs) {
  const scale = network.getScale();
  const { inView, whole } = viewed(scale);
  const taken = room();
  const order = first()
    .map((node, rank) => [node, symbolBox(node, scale, rank)])
    .filter(([, box]) => inView(box));
  for (const [, box] of order) taken.take(box);
  for (const { x, y, radius } of signs)
    taken.take(around(x * scale, y * scale, radius * scale, radius * scale));
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
  let left = LABELS;
  for (const [node, symbol] of order)
    left -= left && nameNode(context, node, symbol, { taken, scale, whole });
  context.restore();
}

function nameNode(context, node, symbol, { taken, scale, whole }) {
  const size = Math.round(Math.min(LARGEST, Math.max(SMALLEST, node.font * scale)));
  const bold = node === state.node ? "bold " : "";
  context.font = `${bold}${size}px ${FACE}`;
  const places = spots(symbol, widthOf(node.label, size, bold) / 2, size).filter(whole);
  const none = () => false;
  const minor = (other) => other.rank > symbol.rank;
  const spot =
    places.find((place) => taken.free(place, none)) ??
    (symbol.rank < MAIN && places.find((place) => taken.free(place, minor)));
  if (!spot) return 0;
  taken.take(spot);
  context.strokeText(node.label, spot.x, spot.y);
  context.fillText(node.label, spot.x, spot.y);
  return 1;
}
