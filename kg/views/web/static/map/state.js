// What is shown is one value, and what was shown before can come back.
const START = Object.freeze({
  node: null, // the one chosen
  edge: null, // the tie chosen
  by: null, // id of the claimant whose statements alone the panel lists
  ego: null,
  hops: 1, // only what is so many ties away from this one
  path: null, // [from, to]; `to` is null until it is chosen
  talk: "last", // whether a path may go by talk of one about another: "yes", "no", or if there is no other way
  types: new Set(),
  relations: new Set(),
  claimants: new Set(),
  modes: new Set(),
  publishers: new Set(), // hidden
  only: null, // ids of the only claimants that count, or null
  since: null,
  until: null,
  undated: true, // ISO days
  speech: false, // whether attitudes are left out
  sure: 0, // per cent
  rest: "fade", // what happens to all that is not tied to the chosen one
  moved: new Map(), // node → [x, y]
  theme: "auto",
});
let state = START;
const past = [];
const future = [];

// Shows `patch` on top of what is shown now, and remembers that.
function change(patch) {
  past.push(state);
  future.length = 0;
  apply({ ...state, ...patch });
}

function undo() {
  if (!past.length) return;
  future.push(state);
  apply(past.pop());
}

function redo() {
  if (!future.length) return;
  past.push(state);
  apply(future.pop());
}

const chooseNode = (node) => {
  if (state.path && !state.path[1] && node && node !== state.path[0])
    change({ path: [state.path[0], node], node: null, edge: null, by: null, ego: null });
  else
    change({ node, edge: null, by: null, path: node && state.path && state.path[1] ? null : state.path });
};
const chooseEdge = (edge) =>
  change({ edge, node: null, by: null, path: state.path && state.path[1] ? null : state.path });

// One step out of what is shown closely: first the chosen, then the path, then the neighbourhood.
function stepOut() {
  if (state.node || state.edge) change({ node: null, edge: null, by: null });
  else if (state.path) change({ path: null });
  else if (state.ego) change({ ego: null });
}

const FILTERS = [
  "types",
  "relations",
  "claimants",
  "only",
  "modes",
  "publishers",
  "since",
  "until",
  "undated",
  "speech",
  "sure",
];
const filtered = () =>
  FILTERS.some((name) => (START[name] instanceof Set ? state[name].size : state[name] !== START[name]));
const resetFilters = () => change(Object.fromEntries(FILTERS.map((name) => [name, START[name]])));
