// The canvas. vis-network draws; it holds only what is shown, and hears only of what changed.
const NAMED = 120; // ties; with more, the names of relations on the lines would hide the map
const LARGE = 1500; // ties; with more, they are left out while the map moves
const MANY = 6000; // ties; with more, they are but lines
let palette = {};
let network = null;
let drawn = { nodes: new Map(), edges: new Map(), theme: null }; // what vis-network holds, by index

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  palette = Object.fromEntries(
    [
      "ink",
      "soft",
      "paper",
      "rim",
      "warn",
      "accent",
      ...new Set(data.relations.map((relation) => `tone-${relation.tone}`)),
    ].map((name) => [name, of(name)]),
  );
}
const colourOf = (edge) => palette[`tone-${edge.tone.tone}`];
const at = (node) => state.moved.get(node) ?? [node.x, node.y];

function options() {
  return {
    physics: false,
    autoResize: false,
    layout: { improvedLayout: false },
    interaction: {
      hover: nodes.length < LARGE,
      hideEdgesOnDrag: now.edges.length > LARGE,
      hideEdgesOnZoom: now.edges.length > LARGE,
      keyboard: false,
      multiselect: false,
      selectConnectedEdges: false,
    },
    groups: Object.fromEntries(
      data.types.map((type) => [
        type.name,
        {
          shape: type.shape,
          color: {
            background: type.colour,
            border: palette.rim,
            highlight: { background: type.colour, border: palette.rim },
            hover: { background: type.colour, border: palette.accent },
          },
        },
      ]),
    ),
    nodes: { borderWidth: 0.8, borderWidthSelected: 3 },
    edges: {
      smooth: false,
      arrows: { to: { enabled: now.edges.length <= MANY, scaleFactor: 0.45 } },
      selectionWidth: 1.5,
      hoverWidth: 0.5,
      arrowStrikethrough: false,
    },
  };
}

const bend = (edge) =>
  edge.bend !== 0 && {
    enabled: true,
    type: edge.bend > 0 ? "curvedCCW" : "curvedCW",
    roundness: Math.abs(edge.bend),
  };
const width = (number) => Math.min(1 + Math.log2(number) * 0.7, 5);

function label(edge, number) {
  const few =
    now.edges.length <= NAMED || (now.focus.edges?.size <= NAMED / 2 && now.focus.edges.has(edge));
  return few && edge.tone.named ? `${edge.tone.label}${number > 1 ? ` ×${number}` : ""}` : "";
}
const asNode = (node) => {
  const [x, y] = at(node);
  return { id: node.index, group: node.type, x, y, size: node.radius };
};

function asEdge(edge) {
  const claims = now.claims[edge.index];
  const { refused } = dispute(edge, claims);
  const colour = refused ? palette.warn : colourOf(edge);
  return {
    id: edge.index,
    from: edge.source.index,
    to: edge.target.index,
    smooth: bend(edge),
    width: width(claims.length || 1),
    dashes: refused ? [2, 5] : edge.tone.dashes && now.edges.length <= MANY && [6, 5],
    color: { color: colour, highlight: colour, hover: colour, opacity: edge.tone.dashes ? 0.6 : 0.9 },
  };
}

// What is new, changed or gone since the last drawing; `sign` tells whether a thing would look different.
function difference(shown, before, sign) {
  const after = new Map(shown.map((thing) => [thing.index, sign(thing)]));
  return {
    after,
    fresh: shown.filter((thing) => !before.has(thing.index)),
    gone: [...before.keys()].filter((index) => !after.has(index)),
    changed: shown.filter(
      (thing) => before.has(thing.index) && before.get(thing.index) !== after.get(thing.index),
    ),
  };
}
const signOfNode = (node) => at(node).join();
const signOfEdge = (edge) => {
  const claims = now.claims[edge.index];
  const refused = claims.length > 0 && claims.every((claim) => claim[2]);
  return `${claims.length} ${refused} ${now.edges.length > MANY}`;
};

function draw() {
  const theme = getComputedStyle(document.documentElement).getPropertyValue("--paper");
  const repaint = theme !== drawn.theme;
  if (repaint) readPalette();
  const ofNodes = difference(now.nodes, drawn.nodes, signOfNode);
  const ofEdges = difference(now.edges, drawn.edges, signOfEdge);
  drawn = { nodes: ofNodes.after, edges: ofEdges.after, theme };
  const moves = ofEdges.fresh.length + ofEdges.gone.length + ofEdges.changed.length;
  if (!network) begin();
  else if (repaint || moves > now.edges.length / 2 + 200) afresh();
  else {
    const held = network.body.data;
    held.edges.remove(ofEdges.gone);
    held.nodes.remove(ofNodes.gone);
    held.nodes.update([...ofNodes.fresh, ...ofNodes.changed].map(asNode));
    held.edges.update([...ofEdges.fresh, ...ofEdges.changed].map(asEdge));
  }
  mark();
}

const asData = () => ({
  nodes: new vis.DataSet(now.nodes.map(asNode)),
  edges: new vis.DataSet(now.edges.map(asEdge)),
});

// To build anew what is shown is quicker than to take most of it away; the view stays where it is.
function afresh() {
  const position = network.getViewPosition();
  const scale = network.getScale();
  network.setData({ nodes: [], edges: [] });
  network.setOptions(options());
  network.setData(asData());
  network.moveTo({ position, scale });
}

function begin() {
  network = new vis.Network(byId("map"), asData(), options());
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) chooseNode(nodes[node]);
    else if (edge !== undefined) chooseEdge(edges[edge]);
    else if (state.node || state.edge) stepOut();
  });
  network.on("zoom", () => {
    looking = true;
  });
  network.on("dragEnd", ({ nodes: [node] }) =>
    node === undefined ? (looking = true) : keepPlace(nodes[node]),
  );
  network.on("afterDrawing", over);
  settle(); // before the first drawing, which takes long where there is much
  network.once("afterDrawing", () =>
    setTimeout(() => {
      document.documentElement.dataset.ready = "1";
    }, 0),
  );
  new ResizeObserver(() => requestAnimationFrame(settle)).observe(byId("map"));
}

function mark() {
  const held = (map, thing) => (thing && map.has(thing.index) ? [thing.index] : []);
  network.setSelection(
    { nodes: held(drawn.nodes, state.node), edges: held(drawn.edges, state.edge) },
    { unselectAll: true, highlightEdges: false },
  );
  redraw();
}

// In the next frame; network.redraw() would not wait for it.
const redraw = () => network.body.emitter.emit("_requestRedraw");

function keepPlace(node) {
  const { x, y } = network.getPosition(node.index);
  change({ moved: new Map([...state.moved, [node, [Math.round(x), Math.round(y)]]]) });
}
