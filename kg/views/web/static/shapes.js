// Symbols, the same in every drawing of a page; strokes.py has those of pictures that are made beforehand.
const corner = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;

// Corners on a circle, the first one `turned` full turns behind noon, then moved down; radii take turns.
const ring = (corners, turned, down, ...radii) => Array.from({ length: corners }, (_, number) => {
  const angle = 2 * Math.PI * (number / corners + turned);
  const far = radii[number % radii.length];
  return [far * Math.sin(angle), down - far * Math.cos(angle)];
});

const OUTLINES = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  diamond: ring(4, 0, 0, 1.15),
  triangle: ring(3, 0, 0.275, 1.33),
  triangleDown: ring(3, 0.5, -0.275, 1.33),
  hexagon: ring(6, 1 / 12, 0, 1.1),
  star: ring(10, 0, 0.1, 1.25, 0.55),
  plus: [[-0.4, -1.1], [0.4, -1.1], [0.4, -0.4], [1.1, -0.4], [1.1, 0.4], [0.4, 0.4], [0.4, 1.1], [-0.4, 1.1],
    [-0.4, 0.4], [-1.1, 0.4], [-1.1, -0.4], [-0.4, -0.4]],
};

// The corners of a symbol around (0, 0); none for a disc.
const outline = (shape, radius) => (OUTLINES[shape] ?? []).map(([x, y]) => [x * radius, y * radius]);

// The path around a symbol.
function symbolPath(shape, r) {
  const corners = outline(shape, r);
  if (corners.length) return `M${corners.map(corner).join("L")}z`;
  return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

function inSvg(tag, attributes = {}, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// A small drawing beside words that say the same.
function icon(viewBox, className, ...parts) {
  const made = inSvg("svg", { class: className, viewBox, "aria-hidden": "true" });
  made.append(...parts);
  return made;
}
