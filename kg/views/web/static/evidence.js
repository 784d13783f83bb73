// Evidence: a receipt as people read it, and the panel that lists receipts. All text goes in by textContent.
const PAGE = 40; // receipts shown at once; a button shows the rest

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function button(text, act, className) {
  const made = element("button", text, className);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

// The values under what `keyOf` says of each, in the order in which it is first said.
function groupedBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(value);
  }
  return groups;
}

// What was counted, the most frequent first.
const ranked = (counts, label = String) => [...counts.keys()]
  .sort((a, b) => counts.get(b) - counts.get(a) || (label(a) < label(b) ? -1 : 1));

const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

// Receipts as receipts.py packs them: numbers stand for what many of them say.
function unpacked({ shared, own, texts, rows }) {
  const piece = (given) => (typeof given === "string" ? { text: given, entity: null }
    : { text: given[0], entity: texts[given[1]], about: Boolean(given[2] & 1), gap: Boolean(given[2] & 2) });
  return rows.map((row) => {
    const made = {};
    shared.forEach((name, at) => { made[name] = texts[row[at]]; });
    own.forEach((name, at) => { made[name] = row[shared.length + at]; });
    made.page &&= `${made.page}#c${made.start}-${made.end}`;
    for (const list of ["relayed", "unnamed"]) made[list] = made[list].map((at) => texts[at]);
    made.words = made.words.map(piece);
    return made;
  });
}

// Addresses were checked when the page was made; an address of any other kind is not set, whoever made the data.
function link(text, address) {
  if (!address || !/^(https?:\/\/|[^:]*$|[^:]*#)/.test(address)) return element("span", text);
  const made = element("a", text);
  made.setAttribute("href", address);
  made.rel = "noreferrer";
  if (/^https?:/.test(address)) made.target = "_blank"; // in the frame of a notebook most sites refuse to open
  return made;
}

// A page that can show more of a name than that it is one says here what a click on it does: (entity) => function.
const nameInWords = { chosen: () => null };

function nameOf(piece) {
  const chosen = nameInWords.chosen(piece.entity);
  const made = element("mark", null, piece.about ? "about" : "");
  if (!chosen) {
    made.textContent = piece.text;
    return made;
  }
  made.append(button(piece.text, chosen, "word"));
  return made;
}

const textOf = (receipt) => receipt.words.map((piece) => piece.text).join("");

function words(receipt) {
  const quote = element("blockquote");
  quote.dir = "auto";
  for (const piece of receipt.words) {
    if (piece.gap) quote.append(element("span", piece.text, "gap"));
    else if (piece.entity) quote.append(nameOf(piece));
    else quote.append(piece.text);
  }
  return quote;
}

// `claim`: what the words are shown for ("claims: A memberOf B"), `denied`: that they say it is not so. Where they
// are shown for several things, `claim` is a list of such pairs.
function article(receipt, claim, denied) {
  const made = element("article", null, "receipt");
  const who = element("p", null, "who");
  who.append(element("b", receipt.who), receipt.role ? ` (${receipt.role}) ` : " ");
  if (receipt.act) who.append(element("span", receipt.act, "act"));
  made.append(who);
  made.append(element("p", [receipt.when, receipt.how, receipt.occasion].filter(Boolean).join(" · "), "says"));
  for (const relay of receipt.relayed) made.append(element("p", `relayed by ${relay}`, "says relay"));
  for (const [what, refused] of Array.isArray(claim) ? claim : [[claim, denied]])
    if (what) made.append(element("p", `${refused ? "denies" : "claims"}: ${what}`, refused ? "denied" : "claim"));
  if (receipt.unnamed.length) made.append(element("p", `about ${receipt.unnamed.join(", ")}`, "says unnamed"));
  made.append(words(receipt));
  const where = element("p", null, "says");
  where.append(link(`${receipt.where} [${receipt.start}:${receipt.end}]`, receipt.page), ` · ${receipt.sure}`);
  if (receipt.url) where.append(" · ", link("source", receipt.url));
  made.append(where);
  return made;
}

// Lists receipts in `list`, PAGE at a time; `entries` are [receipt, claim, denied].
function listReceipts(list, entries) {
  const add = (from) => {
    list.append(...entries.slice(from, from + PAGE).map((entry) => article(...entry)));
    const left = entries.length - from - PAGE;
    if (left <= 0) return;
    const act = () => { more.remove(); add(from + PAGE); };
    const more = button(`Show ${Math.min(PAGE, left)} more of ${entries.length}`, act);
    list.append(more);
  };
  list.replaceChildren();
  add(0);
}
