// How wide a text is in a drawing, and how much of it fits.
const FACE = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
const pen = document.createElement("canvas").getContext("2d");
const widths = new Map(); // weight, size and text → pixels

// In pixels; a little more, for elsewhere letters may stand wider than on a canvas.
function widthOf(text, size = 12, weight = "") {
  const key = `${weight} ${size} ${text}`;
  if (!widths.has(key)) {
    pen.font = `${weight} ${size}px ${FACE}`;
    widths.set(key, pen.measureText(text).width * 1.03);
  }
  return widths.get(key);
}

function fitted(text, pixels, size = 12) {
  if (widthOf(text, size) <= pixels) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(`${text.slice(0, middle)}…`, size) <= pixels) low = middle; else high = middle - 1;
  }
  return low > 1 ? `${text.slice(0, low).replace(/[\ud800-\udbff]$/, "").trimEnd()}…` : "";
}
