// The search of the start page: names first, then events and titles, then words that were said.
const data = JSON.parse(document.getElementById("data").textContent);
const MOST = 60; // results shown
const query = document.getElementById("query");
const found = document.getElementById("found");
const hits = document.getElementById("hits");
const rule = hits.textContent;

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const starts = (text, term) => text.startsWith(term) || text.includes(` ${term}`);

// Each entry: the folded text, the words of the result, its address, what stands beside it.
const names = data.names.map(([label, kind, page, statements, aliases]) => {
  const beside = `${kind} · ${statements} statement${statements === 1 ? "" : "s"}`;
  return { text: [label, ...aliases].map(fold).join(" \n "), label, page, beside, first: fold(label) };
});
const titles = [
  ...data.documents.map(([label, page]) => ({ label, page, beside: "document" })),
  ...data.events.map(([label, page]) => ({ label, page, beside: "event" })),
].map((entry) => ({ ...entry, text: fold(entry.label) }));
const words = data.statements.map(([label, speaker, number, start, end]) => {
  const [title, paper] = data.documents[number];
  const page = paper ? `${paper}#c${start}-${end}` : data.names[speaker][2];
  return { text: fold(label), label: `“${label}”`, page, beside: `${data.names[speaker][0]} · ${title}` };
});

function search(text) {
  const terms = fold(text).split(/[\s"“”,;]+/).filter(Boolean);
  if (!terms.length) return [];
  const fits = (entry) => terms.every((term) => starts(` ${entry.text}`, term));
  const rank = (entry) => (entry.first.startsWith(terms.join(" ")) ? 0 : 1);
  const named = names.filter(fits).sort((one, other) => rank(one) - rank(other));
  return [...named, ...titles.filter(fits), ...words.filter(fits)];
}

function item(entry) {
  const made = document.createElement("li");
  const label = document.createElement(entry.page ? "a" : "span");
  label.textContent = entry.label;
  if (entry.page) label.setAttribute("href", entry.page);
  const beside = document.createElement("span");
  beside.className = "says";
  beside.textContent = entry.beside;
  made.append(label, beside);
  return made;
}

function show() {
  const all = search(query.value);
  found.replaceChildren(...all.slice(0, MOST).map(item));
  if (!query.value.trim()) hits.textContent = rule;
  else if (all.length > MOST) hits.textContent = `${all.length} results, the first ${MOST} are shown. ${rule}`;
  else hits.textContent = `${all.length || "No"} result${all.length === 1 ? "" : "s"}. ${rule}`;
}

query.hidden = false;
query.addEventListener("input", show);
query.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { query.value = ""; show(); }
  if (event.key === "Enter") found.querySelector("a")?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target === query) return;
  event.preventDefault();
  query.focus();
});
show();
