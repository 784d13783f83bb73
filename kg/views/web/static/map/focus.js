// What of all that passes is on the canvas, and what of it stands out.
function within(middle, hops, open) {
  const reached = new Set([middle]);
  let rim = [middle];
  for (let hop = 0; hop < hops; hop += 1) {
    const next = [];
    for (const node of rim)
      for (const edge of node.ties) {
        if (!open(edge)) continue;
        for (const end of [edge.source, edge.target])
          if (!reached.has(end)) {
            reached.add(end);
            next.push(end);
          }
      }
    rim = next;
  }
  return reached;
}

// The shortest way, whichever way the ties point: [{from, to, edges}], or null where there is none.
function way(from, to, open) {
  const before = new Map([[from, null]]);
  const queue = [from];
  for (const node of queue) {
    if (node === to) break;
    for (const edge of node.ties) {
      const other = edge.source === node ? edge.target : edge.source;
      if (!open(edge) || before.has(other)) continue;
      before.set(other, node);
      queue.push(other);
    }
  }
  if (!before.has(to)) return null;
  const steps = [];
  for (let node = to; node !== from; node = before.get(node)) {
    const previous = before.get(node);
    steps.unshift({
      from: previous,
      to: node,
      edges: node.ties.filter((e) => open(e) && (e.source === previous || e.target === previous)),
    });
  }
  return steps;
}

// The way that the person asked for: by what is claimed of two, and by talk of one about another as he wishes.
function asked(open) {
  if (!state.path?.[1]) return { path: null, byTalk: false };
  const firm = (edge) => open(edge) && edge.tone.tone !== "talk";
  const path = state.talk === "yes" ? null : way(...state.path, firm);
  if (path || state.talk === "no") return { path, byTalk: false };
  return { path: way(...state.path, open), byTalk: true };
}

// Sets what stands out: ends and ties of the chosen or of the path; null when all do.
function focused(open) {
  const { path, byTalk } = asked(open);
  if (path)
    return {
      path,
      byTalk,
      nodes: new Set([state.path[0], ...path.map((step) => step.to)]),
      edges: new Set(path.flatMap((step) => step.edges)),
    };
  if (state.edge)
    return { path, nodes: new Set([state.edge.source, state.edge.target]), edges: new Set([state.edge]) };
  if (!state.node) return { path, nodes: null, edges: null };
  const near = state.node.ties.filter(open);
  return {
    path,
    nodes: new Set([state.node, ...near.flatMap((edge) => [edge.source, edge.target])]),
    edges: new Set(near),
  };
}

function look() {
  const sifted = sift();
  const open = (edge) => sifted.claims[edge.index].length > 0;
  const near = state.ego && within(state.ego, state.hops, open);
  const here = (edge) => open(edge) && (!near || (near.has(edge.source) && near.has(edge.target)));
  const focus = focused(state.path && state.path[1] ? open : here);
  let shown = edges.filter(here);
  if (focus.path) shown = [...new Set([...shown, ...focus.edges])];
  if (state.rest === "hide" && focus.edges) shown = shown.filter((edge) => focus.edges.has(edge));
  const ends = new Set(shown.flatMap((edge) => [edge.source, edge.target]));
  for (const node of [state.node, state.edge?.source, state.edge?.target, state.ego, ...(state.path ?? [])])
    if (node) ends.add(node);
  const all = new Set(edges.filter(open).flatMap((edge) => [edge.source, edge.target]));
  return { ...sifted, focus, edges: shown, nodes: nodes.filter((node) => ends.has(node)), passing: all };
}
