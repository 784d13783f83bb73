// The state as it stands in the address: `#at=person:x&ego=polity:y,2&hide-relations=memberOf&since=2031-04-01`.
// What filters hide stands there as `hide-…`.
const SETS = {
  types: data.types.map((type) => type.name),
  relations: data.relations.map((relation) => relation.name),
  claimants,
  modes,
  publishers,
};
const hides = (name) => `hide-${name === "modes" ? "how" : name}`;
const names = (values) => [...values].map(coded).join(",");

function written(state) {
  const parts = [];
  const put = (name, value) => parts.push(`${name}=${value}`);
  if (state.node) put("at", state.node.key);
  if (state.edge) put("tie", state.edge.key);
  if (state.by) put("by", coded(state.by));
  if (state.ego) put("ego", `${state.ego.key},${state.hops}`);
  if (state.path)
    put(
      "path",
      state.path
        .filter(Boolean)
        .map((node) => node.key)
        .join(","),
    );
  if (state.talk !== START.talk) put("talk", state.talk);
  for (const name of Object.keys(SETS)) if (state[name].size) put(hides(name), names(state[name]));
  if (state.only) put("only", names(state.only));
  for (const name of ["since", "until"]) if (state[name]) put(name, state[name]);
  if (!state.undated) put("undated", "0");
  if (state.speech) put("speech", "1");
  if (state.sure) put("sure", state.sure);
  if (state.rest !== START.rest) put("rest", state.rest);
  if (state.moved.size)
    put("moved", [...state.moved].map(([node, [x, y]]) => `${node.key},${x},${y}`).join(";"));
  if (state.theme !== START.theme) put("theme", state.theme);
  return parts.join("&");
}

// A piece of an address as we write it; null when it is no such thing.
function piece(raw) {
  const id = decoded(raw);
  return id === null ? null : coded(id);
}
const pieces = (text) => (text ? text.split(",").map(piece) : []);
const oneOf = (value, allowed, otherwise) => (allowed.includes(value) ? value : otherwise);

function known(text, values) {
  const byKey = new Map(values.map((value) => [coded(value), value]));
  return new Set(
    pieces(text)
      .filter((key) => byKey.has(key))
      .map((key) => byKey.get(key)),
  );
}

function places(text) {
  const found = new Map();
  for (const entry of (text ?? "").split(";")) {
    const [key, x, y] = pieces(entry);
    const at = [Number(x), Number(y)];
    if (nodesByKey.has(key) && x && y && at.every((n) => Math.abs(n) < 1e6))
      found.set(nodesByKey.get(key), at);
  }
  return found;
}

// Whom nobody here knows is passed over: an address may come from another map.
function read(hash) {
  const given = new Map(
    hash
      .replace(/^#/, "")
      .split("&")
      .map((part) => {
        const at = part.indexOf("=");
        return [part.slice(0, at), part.slice(at + 1)];
      }),
  );
  const node = (text) => nodesByKey.get(pieces(text)[0]) ?? null;
  const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(given.get(name) ?? "") ? given.get(name) : null);
  const [ego, hops] = pieces(given.get("ego"));
  const ends = pieces(given.get("path")).map((key) => nodesByKey.get(key) ?? null);
  const edge = edgesByKey.get(pieces(given.get("tie")).join(",")) ?? null;
  return {
    ...START,
    node: node(given.get("at")),
    edge,
    by: [...known(given.get("by"), claimants)][0] ?? null,
    ego: nodesByKey.get(ego) ?? null,
    hops: oneOf(Number(hops), [1, 2, 3], 1),
    path: ends[0] ? [ends[0], ends[1] ?? null] : null,
    talk: oneOf(given.get("talk"), ["last", "yes", "no"], "last"),
    ...Object.fromEntries(
      Object.entries(SETS).map(([name, values]) => [name, known(given.get(hides(name)), values)]),
    ),
    only: given.has("only") ? known(given.get("only"), claimants) : null,
    since: day("since"),
    until: day("until"),
    undated: given.get("undated") !== "0",
    speech: given.get("speech") === "1",
    sure: Math.min(100, Math.max(0, Math.round(Number(given.get("sure"))) || 0)),
    rest: oneOf(given.get("rest"), ["fade", "hide"], "fade"),
    moved: places(given.get("moved")),
    theme: oneOf(given.get("theme"), ["auto", "light", "dark"], "auto"),
  };
}

onAddress((hash) => {
  past.push(state);
  future.length = 0;
  apply(read(hash));
});
