// What is shown now, as tables for other tools: one row, or one edge, for each claim.
const claimRows = (() => {
  const COLUMNS = [
    "subject id", "subject", "relation", "predicate", "object id", "object", "claim", "denied", "claimant id",
    "claimant", "role", "date", "how", "act", "relayed by", "words", "document", "publisher", "start", "end",
    "confidence", "url", "statement",
  ];

  return (shown) => {
    const labels = new Map(shown.nodes.map((node) => [node.id, node.label]));
    const row = ({ source, target, relation, predicate }, { receipt: said, what, denied }) => [
      source, labels.get(source), relation, predicate, target, labels.get(target), what, denied ? "yes" : "no",
      said.speaker, said.who, said.role, said.date, said.how, said.act, said.relayed.join("; "), textOf(said),
      said.where, said.publisher, said.start, said.end, said.confidence, said.url, said.statement,
    ];
    return [COLUMNS, ...shown.edges.flatMap((edge) => edge.claims.map((claim) => row(edge, claim)))];
  };
})();

const gexfOf = (() => {
  const GEXF = "http://gexf.net/1.3";
  const VIZ = `${GEXF}/viz`;
  const SHAPES = { square: "square", diamond: "diamond", triangle: "triangle" }; // all others are a disc
  const OF_NODES = { type: "string", statements: "integer" };
  const OF_EDGES = {
    relation: "string", predicate: "string", claim: "string", denied: "boolean", claimant: "string", role: "string",
    date: "string", how: "string", act: "string", "relayed by": "string", words: "string", document: "string",
    publisher: "string", "from character": "integer", "to character": "integer", confidence: "double",
    statement: "string",
  };
  const made = document.implementation.createDocument(GEXF, "gexf");

  function mark(tag, attributes = {}, inside = []) {
    const element = made.createElementNS(tag.startsWith("viz:") ? VIZ : GEXF, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, legalXml(value));
    element.append(...inside);
    return element;
  }
  const declared = (kind, types) => mark("attributes", { class: kind }, Object.entries(types)
    .map(([title, type]) => mark("attribute", { id: title, title, type })));
  const given = (found) => Object.entries(found).filter(([, value]) => (value ?? "") !== "");
  const values = (found) =>
    mark("attvalues", {}, given(found).map(([name, value]) => mark("attvalue", { for: name, value })));

  // `#d55e00` or `rgb(213, 94, 0)` as viz:color.
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  function colour(text) {
    brush.fillStyle = text;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b] = brush.getImageData(0, 0, 1, 1).data;
    return mark("viz:color", { r, g, b });
  }

  // Its y axis points up.
  const node = ({ id, label, type, statements, x, y, radius }, look) => mark("node", { id, label }, [
    values({ type, statements }), colour(look.colour), mark("viz:position", { x, y: -y, z: 0 }),
    mark("viz:size", { value: 2 * radius }), mark("viz:shape", { value: SHAPES[look.shape] ?? "disc" }),
  ]);

  const evidence = ({ relation, predicate }, { receipt: said, what, denied }) => values({
    relation, predicate, claim: what, denied: Boolean(denied), claimant: said.who, role: said.role, date: said.date,
    how: said.how, act: said.act, "relayed by": said.relayed.join("; "), words: textOf(said),
    document: said.where, publisher: said.publisher, "from character": said.start, "to character": said.end,
    confidence: said.confidence, statement: said.statement,
  });
  const edge = (tie, claim, id) => {
    const { source, target, relation, colour: tint, dashed } = tie;
    return mark("edge", { id, source, target, kind: relation, label: relation }, [
      evidence(tie, claim), colour(tint), mark("viz:shape", { value: dashed ? "dashed" : "solid" }),
    ]);
  };

  // GEXF 1.3 as https://gexf.net has it.
  return (shown) => {
    const edges = shown.edges.flatMap((tie) => tie.claims.map((claim) => [tie, claim]));
    const about = [mark("creator", {}, [MOTTO]), mark("description", {}, [legalXml(shown.heading)])];
    const root = mark("gexf", { version: "1.3" }, [
      mark("meta", {}, about),
      mark("graph", { defaultedgetype: "directed", mode: "static" }, [
        declared("node", OF_NODES), declared("edge", OF_EDGES),
        mark("nodes", {}, shown.nodes.map((one) => node(one, typesByName.get(one.type)))),
        mark("edges", {}, edges.map(([tie, claim], number) => edge(tie, claim, `e${number}`))),
      ]),
    ]);
    root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:viz", VIZ);
    return root;
  };
})();
