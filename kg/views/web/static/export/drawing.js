// What is shown now, as an SVG document in the colours of the page.
const XML_ILLEGAL = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu; // XML 1.0, section 2.2
const legalXml = (text) => String(text ?? "").replace(XML_ILLEGAL, "\ufffd");
const claimsOf = (shown) => shown.edges.reduce((sum, edge) => sum + edge.claims.length, 0);
const MOTTO = "dixit · every line is a claim";

const svgOf = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const EDGE = 20; // pixels around the drawing
  const LINE = 22; // pixels from one line of text to the next
  const NAME = 11; // pixels, of the name of a relation
  const PARTS = [0.5, 0.4, 0.6, 0.3, 0.7]; // of the way along a line, where its name may stand
  const ALONG = Array.from({ length: 11 }, (_, part) => part / 10);
  const LABELLED = 260; // lines; with more, their names would hide the picture
  const LONGEST = 30; // characters of a label
  const LEAST = 460; // pixels, of the width
  const made = document.implementation.createDocument(SVG, "svg");
  function short(label) {
    const letters = [...label];
    return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : label;
  }
  const round = (number) => Math.round(number * 10) / 10;
  const points = (...corners) => corners.map(([x, y]) => `${round(x)} ${round(y)}`).join("L");

  function mark(tag, attributes, ...inside) {
    const element = made.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes))
      element.setAttribute(name, typeof value === "number" ? round(value) : legalXml(value));
    element.append(...inside.map((part) => (typeof part === "string" ? legalXml(part) : part)));
    return element;
  }

  const line = (text, x, y, size, more = {}) =>
    mark("text", { x, y, "font-size": size, fill: "currentColor", ...more }, text);
  const halo = (ink) => ({
    stroke: ink.paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke",
    "text-anchor": "middle",
  });

  function symbol({ x, y, shape, radius }, colour, border = 1.5) {
    const ink = { fill: colour, stroke: "currentColor", "stroke-width": border };
    const corners = outline(shape, radius).map(([dx, dy]) => [x + dx, y + dy]);
    if (!corners.length) return mark("circle", { cx: x, cy: y, r: radius, ...ink });
    return mark("path", { d: `M${points(...corners)}Z`, "stroke-linejoin": "round", ...ink });
  }

  function tie({ edge, way }, label) {
    const dashes = edge.dashed ? { "stroke-dasharray": "5 5" } : {};
    const denials = edge.claims.filter((claim) => claim.denied).length;
    const claimed = count(edge.claims.length - denials, "claim");
    const claims = denials ? `${claimed}, ${count(denials, "denial")}` : claimed;
    const told = mark("title", {}, `${label(edge.source)} ${edge.relation} ${label(edge.target)}: ${claims}`);
    const bent = `M${points(way.start)}Q${points(way.control)} ${points(way.end)}`;
    return mark("g", { opacity: edge.faded ? 0.12 : 1 }, told,
      mark("path", { d: bent, fill: "none", stroke: edge.colour, "stroke-width": edge.width, ...dashes }),
      mark("path", { d: `M${points(...way.head)}Z`, fill: edge.colour }));
  }

  function thing(node, ink) {
    const told = `${node.label} (${node.look.label}): ${count(node.statements, "statement")}`;
    return mark("g", node.faded ? { opacity: 0.2 } : {}, mark("title", {}, told),
      symbol(node, node.look.colour, node.selected ? 4 : 1.5),
      line(short(node.label), node.x, node.y + node.radius + node.font, node.font, halo(ink)));
  }

  const boxes = ({ x, y, radius, font, wide }) => [
    [x - 1.2 * radius, y - 1.3 * radius, x + 1.2 * radius, y + 1.2 * radius],
    [x - wide / 2, y + radius, x + wide / 2, y + radius + 1.4 * font]];
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  // The names of relations that find a place on their lines where they cover nothing.
  function* names(ways, nodes, ink) {
    const taken = nodes.flatMap(boxes);
    for (const { edge, way } of ways) {
      if (!edge.label) continue;
      const name = short(edge.label);
      const half = widthOf(name, NAME) / 2 + 2;
      const free = PARTS.map((part) => strokes.at(way, part))
        .map(([x, y]) => [x - half, y - 0.7 * NAME, x + half, y + 0.7 * NAME])
        .find((box) => !taken.some((other) => meet(box, other)));
      if (!free) continue;
      taken.push(free);
      const opacity = edge.faded ? 0.12 : 1;
      yield line(name, free[0] + half, free[1] + 1.05 * NAME, NAME, { ...halo(ink), opacity });
    }
  }

  function* signs({ nodes, edges }) {
    for (const [type, look] of typesByName) {
      const found = nodes.filter((node) => node.type === type).length;
      const sign = { x: 12, y: 0, shape: look.shape, radius: 7 };
      if (found) yield [symbol(sign, look.colour), `${look.label} ${found}`];
    }
    const relations = [...Map.groupBy(edges, (edge) => edge.relation)].map(([relation, found]) =>
      ({ relation, first: found[0], claims: found.reduce((sum, edge) => sum + edge.claims.length, 0) }));
    relations.sort((a, b) => a.first.dashed - b.first.dashed || b.claims - a.claims);
    for (const { relation, first, claims } of relations) {
      const dashes = first.dashed ? { "stroke-dasharray": "5 4" } : {};
      const ink = { stroke: first.colour, "stroke-width": 2.5, ...dashes };
      yield [mark("path", { d: "M0 0H24", ...ink }), `${short(relation)} ${claims}`];
    }
  }

  // Heading, note and legend, and how high they are; `columns`: how wide they may be.
  function caption(shown, columns) {
    const parts = [
      line(fitted(shown.heading, columns - 2.5 * EDGE, 20), EDGE, 1.6 * LINE, 20, { "font-weight": 600 }),
      line(fitted(shown.note, columns - 2 * EDGE, 13), EDGE, 2.5 * LINE, 13)];
    let [x, y] = [EDGE, 3.7 * LINE];
    for (const [sign, text] of signs(shown)) {
      const wide = 46 + widthOf(text, 12);
      if (x > EDGE && x + wide > columns - EDGE) [x, y] = [EDGE, y + LINE];
      parts.push(mark("g", { transform: `translate(${round(x)} ${round(y)})` }, sign));
      parts.push(line(text, x + 30, y + 4, 12));
      x += wide;
    }
    return { parts, high: y + 0.5 * LINE };
  }

  function extent(nodes, ways) {
    const knots = ways.flatMap(({ way }) => ALONG.map((part) => strokes.at(way, part)));
    const all = [...nodes.flatMap(boxes), ...knots.map((knot) => [...knot, ...knot])];
    const most = (side, best) => all.reduce((found, box) => best(found, box[side]), all[0]?.[side] ?? 0);
    const least = (side) => most(side, Math.min) - EDGE;
    return [least(0), least(1), most(2, Math.max) + EDGE, most(3, Math.max) + EDGE];
  }

  // Returns the document; its width and height are in pixels.
  return (shown) => {
    const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const ink = { text: colour("--ink"), paper: colour("--paper") };
    const nodes = shown.nodes.map((node) => {
      const look = typesByName.get(node.type);
      return { ...node, look, shape: look.shape, wide: widthOf(short(node.label), node.font) };
    });
    const byKey = new Map(nodes.map((node) => [node.id, node]));
    const run = ({ source, target, bend, width }) =>
      strokes.stroke(byKey.get(source), byKey.get(target), bend, width);
    const ways = shown.edges.map((edge) => ({ edge, way: run(edge) }))
      .filter(({ way }) => way).sort((a, b) => b.edge.dashed - a.edge.dashed);
    const [left, top, right, bottom] = extent(nodes, ways);
    const wide = Math.max(right - left, LEAST);
    const scale = Math.max(1, wide / 1100);
    const note = `showing ${nodes.length} names and events, ${count(claimsOf(shown), "claim")}`;
    const head = caption({ ...shown, note, nodes }, wide / scale);
    const box = [left, top - head.high * scale, wide, bottom - top + (head.high + 1.5 * LINE) * scale];
    const root = mark("svg", {
      viewBox: box.map(round).join(" "), width: box[2], height: box[3], color: ink.text,
      role: "img", "aria-label": `${shown.heading}: ${note}`,
      "font-family": getComputedStyle(document.body).fontFamily,
    });
    const larger = (y) => `translate(${round(left)} ${round(y)}) scale(${scale.toFixed(3)})`;
    const group = (parts, y) => mark("g", { transform: larger(y) }, ...parts);
    root.append(
      mark("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: ink.paper }),
      group(head.parts, box[1]),
      ...ways.map((way) => tie(way, (id) => byKey.get(id).label)),
      ...(ways.length <= LABELLED ? names(ways, nodes, ink) : []),
      ...nodes.toReversed().map((node) => thing(node, ink)), group([line(MOTTO, EDGE, LINE, 12)], bottom));
    return root;
  };
})();
