// Moving about on the canvas, with mouse, fingers or keys.
const STEP = 80; // pixels of the screen for a press of an arrow key
const NUDGE = 20; // of the map, for moving what is chosen
let looking = false; // whether the person has moved the map; until then all of it stays in view

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const glide = (want) => (want && !still() ? { duration: 300, easingFunction: "easeInOutQuad" } : false);

// The canvas is as large as the room that the panels leave.
let size = "";
function settle() {
  const { clientWidth, clientHeight } = byId("map");
  if (size === `${clientWidth} ${clientHeight}`) return;
  size = `${clientWidth} ${clientHeight}`;
  network.setSize("100%", "100%");
  redraw();
  if (!looking) fit(false);
}

function fit(animated = true, only = null) {
  const ids = (only ?? now.nodes).map((node) => node.index).filter((index) => drawn.nodes.has(index));
  if (ids.length) network.fit({ nodes: ids, maxZoomLevel: 1.1, animation: glide(animated) });
}

function zoom(factor) {
  looking = true;
  const scale = Math.min(8, Math.max(0.02, network.getScale() * factor));
  network.moveTo({ position: network.getViewPosition(), scale, animation: false });
}

function pan(x, y) {
  looking = true;
  const { x: left, y: top } = network.getViewPosition();
  network.moveTo({
    position: { x: left + x / network.getScale(), y: top + y / network.getScale() },
    animation: false,
  });
}

function nudge(x, y) {
  const [left, top] = at(state.node);
  change({ moved: new Map([...state.moved, [state.node, [Math.round(left + x), Math.round(top + y)]]]) });
  announce(`${state.node.label} moved`);
}

// Brings what stands out into view, large enough to be read.
function approach() {
  if (!now.focus.nodes) return;
  looking = true;
  settle(); // the panel has taken its room
  fit(true, [...now.focus.nodes]);
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
byId("map").addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey) return;
  const way = ARROWS[event.key];
  if (way && event.altKey && state.node) nudge(way[0] * NUDGE, way[1] * NUDGE);
  else if (way) pan(way[0] * STEP, way[1] * STEP);
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-" || event.key === "_") zoom(0.8);
  else if (event.key === "0") whole();
  else return;
  event.preventDefault();
});

function whole() {
  looking = false;
  fit(true);
}
