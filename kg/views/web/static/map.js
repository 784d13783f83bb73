"use strict";
// The page never builds HTML from data: all text goes in by textContent.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const nodesById = new Map(data.nodes.map((node) => [node.id, node]));
  const typesByName = new Map(data.types.map((type) => [type.name, type]));
  const edgesById = new Map(data.edges.map((edge) => [edge.id, edge]));
  const touching = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    touching.get(edge.from).push(edge);
    if (edge.to !== edge.from) touching.get(edge.to).push(edge);
  }
  const off = { types: new Set(), relations: new Set(data.relations.filter((r) => r.off).map((r) => r.name)) };
  const PAGE = 40; // evidence shown at once; a button shows the rest

  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  // ---- the drawing ----
  const typeShown = (id) => !off.types.has(nodesById.get(id).kind);
  const edgeShown = (edge) => !off.relations.has(edge.relation) && typeShown(edge.from) && typeShown(edge.to);
  const nodeShown = (node) => typeShown(node.id) && touching.get(node.id).some(edgeShown);
  const nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, said: undefined })));
  const edges = new vis.DataSet(data.edges.map((edge) => ({ ...edge, claims: undefined })));
  const nodeView = new vis.DataView(nodes, { filter: nodeShown });
  const edgeView = new vis.DataView(edges, { filter: edgeShown });
  const network = new vis.Network(byId("map"), { nodes: nodeView, edges: edgeView }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, hideEdgesOnDrag: data.edges.length > 800, keyboard: false, multiselect: false },
    nodes: {
      borderWidth: 1.5, borderWidthSelected: 3,
      font: { face: "system-ui, Segoe UI, Noto Sans, DejaVu Sans, sans-serif", color: "#1d2430",
              strokeWidth: 4, strokeColor: "#ffffff" },
      scaling: { label: { drawThreshold: 5 } },
    },
    edges: {
      font: { size: 11, face: "system-ui, Segoe UI, Noto Sans, DejaVu Sans, sans-serif", color: "#4a5462",
              strokeWidth: 4, strokeColor: "#ffffff", align: "middle" },
      scaling: { label: { drawThreshold: 9 } },
      arrows: { to: { scaleFactor: 0.45 } }, selectionWidth: 1.5, hoverWidth: 1, arrowStrikethrough: false,
    },
  });
  // Everything stays in view, however the window or the panel changes, until the person moves the map.
  let moved = false;
  network.on("zoom", () => { moved = true; });
  network.on("dragEnd", () => { moved = true; });
  const settle = () => { network.redraw(); if (!moved) network.fit(); };
  new ResizeObserver(() => requestAnimationFrame(settle)).observe(byId("map"));
  network.once("afterDrawing", () => setTimeout(() => { network.fit(); fromHash(); }, 0));

  function fade(keepNodes, keepEdges) {
    nodes.update(data.nodes.map((node) => ({ id: node.id, opacity: !keepNodes || keepNodes.has(node.id) ? 1 : 0.15,
      font: { ...node.font, color: !keepNodes || keepNodes.has(node.id) ? "#1d2430" : "rgba(29,36,48,0.15)",
              strokeWidth: !keepNodes || keepNodes.has(node.id) ? 4 : 0 } })));
    edges.update(data.edges.map((edge) => {
      const kept = !keepEdges || keepEdges.has(edge.id);
      return { id: edge.id, color: { color: edge.color.color, opacity: kept ? (keepEdges ? 1 : edge.color.opacity) : 0.06 },
               font: { color: kept ? "#4a5462" : "rgba(0,0,0,0)", strokeWidth: kept ? 4 : 0 } };
    }));
  }

  // ---- the evidence ----
  function article(claim) {
    const [index, what] = claim;
    const said = data.statements[index];
    const made = element("article");
    made.append(element("h3", said.role ? `${said.who} (${said.role})` : said.who));
    const how = [said.date || "undated", said.how];
    if (said.relayed.length) how.push(`relayed by ${said.relayed.join(", ")}`);
    made.append(element("p", how.join(" · "), "says"));
    if (what) made.append(element("p", `claims: ${what}`, "claim"));
    const quote = element("blockquote", said.words);
    quote.dir = "auto";
    made.append(quote);
    made.append(element("p", `${said.where} [${said.start}:${said.end}]`, "says"));
    return made;
  }

  function showEvidence(title, summary, claims) {
    byId("subject").textContent = title;
    byId("summary").textContent = summary;
    const list = byId("claims");
    const add = (from) => {
      list.append(...claims.slice(from, from + PAGE).map(article));
      if (claims.length <= from + PAGE) return;
      const more = element("button", `Show ${Math.min(PAGE, claims.length - from - PAGE)} more of ${claims.length}`);
      more.id = "more";
      more.addEventListener("click", () => { more.remove(); add(from + PAGE); });
      list.append(more);
    };
    list.replaceChildren();
    add(0);
    byId("evidence").hidden = false;
    byId("evidence").scrollTop = 0;
  }

  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  function chooseNode(id, centre) {
    const node = nodesById.get(id);
    const near = touching.get(id).filter(edgeShown);
    const around = new Set([id, ...near.flatMap((edge) => [edge.from, edge.to])]);
    fade(around, new Set(near.map((edge) => edge.id)));
    network.selectNodes([id], false);
    const whats = new Map(node.said.map((index) => [index, new Set()]));
    for (const edge of touching.get(id)) for (const [index, what] of edge.claims) if (what) whats.get(index).add(what);
    const claims = [...whats].map(([index, found]) => [index, [...found].join("; ")]);
    showEvidence(node.full, `${node.kind}${node.about ? `, ${node.about}` : ""}: ${count(claims.length, "statement")}`, claims);
    mark(id);
    history.replaceState(null, "", `#${fragment(id)}`);
    if (!centre) return;
    moved = true;
    network.redraw(); // the panel has taken its room
    network.fit({ nodes: [...around], maxZoomLevel: 1.2, animation: { duration: 300 } });
  }

  const fragment = (id) => encodeURIComponent(id.toWellFormed()); // a lone surrogate has no place in an address
  function fromHash() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch (broken) {
      if (!(broken instanceof URIError)) throw broken; // what is no address names nobody
    }
    if (nodesById.has(id)) chooseNode(id, true);
  }

  function chooseEdge(id) {
    const edge = edgesById.get(id);
    fade(new Set([edge.from, edge.to]), new Set([id]));
    showEvidence(`${nodesById.get(edge.from).full} → ${nodesById.get(edge.to).full}`,
      `${edge.relation}: ${count(edge.claims.length, "claim")}`, edge.claims);
    mark(null);
  }

  function clear() {
    network.unselectAll();
    fade(null, null);
    byId("evidence").hidden = true;
    mark(null);
    history.replaceState(null, "", location.pathname);
  }

  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) chooseNode(node, false);
    else if (edge !== undefined) chooseEdge(edge);
    else clear();
  });

  // ---- search, legend, filters ----
  const NS = "http://www.w3.org/2000/svg";
  const SHAPES = {
    dot: "M8 2a6 6 0 1 0 .01 0z", square: "M3 3h10v10H3z", diamond: "M8 1l7 7-7 7-7-7z",
    triangle: "M8 2l7 12H1z", triangleDown: "M8 14L1 2h14z", hexagon: "M4.5 2h7L15 8l-3.500 6h-7L1 8z",
    star: "M8 1l2.100 4.700 5 .500-3.800 3.400 1.100 5L8 12l-4.400 2.600 1.100-5L.9 6.200l5-.5z",
  };
  function picture(kind, path, attributes) {
    const svg = document.createElementNS(NS, "svg");
    svg.setAttribute("class", kind);
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("viewBox", kind === "shape" ? "0 0 16 16" : "0 0 22 8");
    const drawn = document.createElementNS(NS, "path");
    drawn.setAttribute("d", path);
    for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, value);
    svg.append(drawn);
    return svg;
  }
  const symbol = (type) => picture("shape", SHAPES[typesByName.get(type).shape],
    { fill: typesByName.get(type).colour, stroke: "#1d2430", "stroke-width": "1" });
  const stroke = (relation) => picture("line", "M0 4h22",
    { stroke: relation.colour, "stroke-width": "2.5", ...(relation.dashes ? { "stroke-dasharray": "4 3" } : {}) });

  function checkbox(into, name, label, number, image, set) {
    const row = element("label");
    const box = element("input");
    box.type = "checkbox";
    box.checked = !set.has(name);
    box.addEventListener("change", () => {
      if (box.checked) set.delete(name); else set.add(name);
      nodeView.refresh();
      edgeView.refresh();
      list();
    });
    row.append(box, image, element("span", label, "name"), element("span", String(number), "count"));
    byId(into).append(row);
  }
  for (const type of data.types) checkbox("types", type.name, type.label, type.count, symbol(type.name), off.types);
  for (const relation of data.relations)
    checkbox("relations", relation.name, relation.name, relation.count, stroke(relation), off.relations);

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const searchable = data.nodes.map((node) => [fold([node.full, ...node.names].join("\n")), node]);
  let shown = [];
  function list() {
    const wanted = fold(byId("search").value.trim());
    shown = searchable.filter(([text, node]) => nodeShown(node) && text.includes(wanted)).map(([, node]) => node);
    byId("found").replaceChildren(...shown.map((node) => {
      const item = element("li");
      const button = element("button");
      button.type = "button";
      button.dataset.id = node.id;
      button.title = node.full;
      button.append(symbol(node.kind), element("span", node.full, "name"), element("span", String(node.weight), "count"));
      button.addEventListener("click", () => chooseNode(node.id, true));
      item.append(button);
      return item;
    }));
  }
  function mark(id) {
    for (const button of byId("found").querySelectorAll("button"))
      if (button.dataset.id === id) { button.setAttribute("aria-current", "true"); button.scrollIntoView({ block: "nearest" }); }
      else button.removeAttribute("aria-current");
  }
  list();
  byId("search").addEventListener("input", list);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && shown.length) chooseNode(shown[0].id, true);
  });
  byId("close").addEventListener("click", clear);
  byId("fit").addEventListener("click", () => { moved = false; network.fit({ animation: { duration: 300 } }); });
  byId("save").addEventListener("click", () => {
    const link = element("a");
    link.download = "map.png";
    link.href = byId("map").querySelector("canvas").toDataURL("image/png");
    link.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== byId("search")) { event.preventDefault(); byId("search").focus(); }
    if (event.key === "Escape") { clear(); byId("search").value = ""; list(); byId("search").blur(); }
  });
})();
