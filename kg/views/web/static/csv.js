// Tables for spreadsheets, saved from the page. No cell can become a formula: an apostrophe goes before it.
function csvCell(value) {
  const text = String(value ?? "");
  const safe = typeof value !== "number" && /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// Rows of cells as RFC 4180 has them; the mark at the beginning tells spreadsheets that it is UTF-8.
const csvOf = (rows) => `\ufeff${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;

function saveAs(name, type, content) {
  const made = document.createElement("a");
  made.href = URL.createObjectURL(new Blob([content], { type }));
  made.download = name;
  made.click();
  setTimeout(() => URL.revokeObjectURL(made.href), 1000);
}
