// What is drawn over the map: a veil on what does not stand out, a sign on what is disputed; and what is
// shown, for those who save it.
const VEIL = 0.86; // so faint is the rest

function over(context) {
  const body = network.body;
  const moving = network.renderer.dragging && now.edges.length > LARGE;
  const focus = now.focus.nodes && state.rest === "fade" ? now.focus : null;
  if (focus) {
    veil(context);
    const lines = [...focus.edges].map((edge) => body.edges[edge.index]).filter(Boolean);
    if (!moving) for (const line of lines) line.draw(context);
    for (const node of focus.nodes) body.nodes[node.index]?.draw(context);
    if (!moving) for (const line of lines) line.drawArrows(context);
  }
  const ties = moving ? [] : [...(focus ? focus.edges : now.edges)];
  nameAll(context, ties, ties.map(signed).filter(Boolean));
}

function veil(context) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = VEIL;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

// What sign a tie bears: ≠ where claims stand against each other, × where all who speak of it deny it.
function signed(edge) {
  const claims = now.claims[edge.index];
  if (!network.body.edges[edge.index]) return null;
  if (!edge.opposite.length && !claims.some((claim) => claim[2])) return null;
  const { disputed, refused } = dispute(edge, claims);
  return disputed || refused ? { edge, text: disputed ? "≠" : "×" } : null;
}

// No colour alone.
function sign(context, { x, y, radius, text }) {
  context.save();
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = palette.paper;
  context.fill();
  context.lineWidth = radius / 5;
  context.strokeStyle = palette.warn;
  context.stroke();
  context.fillStyle = palette.warn;
  context.font = `bold ${radius * 1.6}px ${FACE}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + radius * 0.08);
  context.restore();
}

// What the map shows now, for those who save it.
function shownNow() {
  const focus = now.focus.nodes ? now.focus : null;
  return {
    heading: data.heading,
    note: `${count(now.nodes.length, "name")} and ${count(now.edges.length, "tie")} shown; ${data.note}`,
    nodes: now.nodes.map((node) => {
      const [x, y] = at(node);
      return {
        id: node.id,
        label: node.full,
        type: node.type,
        x,
        y,
        radius: node.radius,
        font: node.font,
        statements: passingOf(node).length,
        selected: node === state.node,
        faded: Boolean(focus && !focus.nodes.has(node)),
      };
    }),
    edges: now.edges.map((edge) => {
      const looks = asEdge(edge);
      return {
        source: edge.source.id,
        target: edge.target.id,
        predicate: edge.relation,
        relation: edge.tone.label,
        colour: looks.color.color,
        dashed: Boolean(looks.dashes),
        width: looks.width,
        bend: edge.bend,
        label: label(edge, now.claims[edge.index].length),
        faded: Boolean(focus && !focus.edges.has(edge)),
        claims: now.claims[edge.index].map(([number, what, denied]) => ({
          receipt: statements[number],
          what,
          denied: Boolean(denied),
        })),
      };
    }),
  };
}
