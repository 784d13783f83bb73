// What is shown, saved from the page.

// No cell of a table can become a formula (OWASP, "CSV injection"): an apostrophe goes before it.
function csvCell(value) {
  const text = String(value ?? "");
  const safe = typeof value !== "number" && /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// Rows of cells as RFC 4180 has them; the mark at the beginning tells spreadsheets that it is UTF-8.
function csvOf(rows) {
  const lines = rows.map((row) => `${row.map(csvCell).join(",")}\r\n`);
  return new Blob(["\ufeff", ...lines], { type: "text/csv;charset=utf-8" });
}

function saveAs(name, blob) {
  const made = document.createElement("a");
  Object.assign(made, { href: URL.createObjectURL(blob), download: name });
  made.click();
  setTimeout(() => URL.revokeObjectURL(made.href), 60_000); // milliseconds: a person may be asked where to
}
