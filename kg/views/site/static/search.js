// The search of the start page: names first, then events and titles, then words that were said.
const data = JSON.parse(document.getElementById("data").textContent);
const MOST = 60; // results shown
const query = document.getElementById("query");
const found = document.getElementById("found");
const hits = document.getElementById("hits");
const rule = hits.textContent;

// Words alone, each after a space: no case, no accents, no signs, no ending of a possessive.
const spaced = (text) =>
  fold(text).replace(/['’]s(?![\p{L}\p{N}])/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().replace(/^/, " ");

// Each entry: the folded texts, in which each word of the search must begin a word; what the result shows, its address, what is beside it.
const names = data.names.map(([label, kind, page, statements, aliases]) => {
  const beside = `${kind} · ${statements} statement${statements === 1 ? "" : "s"}`;
  return { texts: [label, ...aliases].map(spaced), label, page, beside };
});
const titles = [
  ...data.documents.map(([label, page]) => ({ label, page, beside: "document" })),
  ...data.events.map(([label, page]) => ({ label, page, beside: "event claimed" })),
].map((entry) => ({ ...entry, texts: [spaced(entry.label)] }));
const words = data.statements.map(([label, speaker, number, start, end]) => {
  const [title, paper] = data.documents[number];
  const page = paper ? `${paper}#c${start}-${end}` : data.names[speaker][2];
  const beside = `${data.names[speaker][0]} · ${title}`;
  return { texts: [spaced(label)], label: `“${label}”`, page, beside };
});

// Who is called just so stands before who is called so too, then comes what begins so, what holds these words
// one after the other, what holds words that begin so, and what holds them anywhere.
function rank({ texts }, wanted) {
  if (texts[0] === wanted) return 0;
  if (texts.includes(wanted)) return 1;
  if (texts[0].startsWith(wanted)) return 2;
  if (texts.some((text) => `${text} `.includes(`${wanted} `))) return 3;
  return texts.some((text) => text.includes(wanted)) ? 4 : 5;
}

function search(text) {
  const wanted = spaced(text);
  const terms = wanted.split(" ").filter(Boolean).map((term) => ` ${term}`);
  if (!terms.length) return [];
  const fits = ({ texts }) => terms.every((term) => texts.some((one) => one.includes(term)));
  const ranked = (entries) =>
    entries.filter(fits).map((entry) => [rank(entry, wanted), entry]).sort(([one], [other]) => one - other)
      .map(([, entry]) => entry);
  return [names, titles, words].flatMap(ranked);
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
  else if (all.length > MOST)
    hits.textContent = `${all.length} results, the first ${MOST} are shown. ${rule}`;
  else hits.textContent = `${all.length || "No"} result${all.length === 1 ? "" : "s"}. ${rule}`;
}

query.hidden = false;
query.addEventListener("input", show);
query.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { query.value = ""; show(); }
  if (event.key === "Enter") found.querySelector("a")?.click();
  if (event.key !== "ArrowDown") return;
  event.preventDefault(); // which would scroll
  found.querySelector("a")?.focus();
});
found.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const places = [query, ...found.querySelectorAll("a")];
  places[places.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target === query) return;
  event.preventDefault();
  query.focus();
});
show();
