// The filters that are lists of check boxes: what is drawn and how, and how much of it the other filters let
// pass.
const VOICES = 20; // claimants listed; the search field finds the others
const facets = []; // [check box, its number, kind, name]

const hidden = (kind, name) => (kind === "claimants" ? quietened(name) : state[kind].has(name));

function toggle(kind, name, shown) {
  if (kind === "claimants" && state.only)
    return change({ only: shown ? new Set([...state.only, name]) : without(state.only, name) });
  return change({ [kind]: shown ? without(state[kind], name) : new Set([...state[kind], name]) });
}
const without = (set, name) => new Set([...set].filter((one) => one !== name));

function checkbox(kind, name, label, image) {
  const { row, box, counter } = checkRow({ label, image }, (shown) => toggle(kind, name, shown));
  facets.push([box, counter, kind, name]);
  return row;
}

// A group of check boxes that folds, with buttons for all and for none of them.
function group(kind, values, row) {
  const holder = byId(kind);
  const every = button(
    "all",
    () => change(kind === "claimants" ? { claimants: new Set(), only: null } : { [kind]: new Set() }),
    "small",
  );
  const none = button(
    "none",
    () => change(kind === "claimants" ? { only: new Set() } : { [kind]: new Set(values) }),
    "small",
  );
  every.setAttribute("aria-label", `Show all: ${holder.dataset.name}`);
  none.setAttribute("aria-label", `Show none: ${holder.dataset.name}`);
  const tools = element("p", null, "tools");
  tools.append(every, none);
  const list = element("div", null, "checks");
  list.append(...values.map(row));
  holder.append(list, tools);
  return list;
}

const voiceRow = (id) => checkbox("claimants", id, claimantNames.get(id));
function legend() {
  group(
    "types",
    data.types.map((type) => type.name),
    (name) => checkbox("types", name, typesByName.get(name).label, symbol(typesByName.get(name))),
  );
  group(
    "relations",
    data.relations.map((relation) => relation.name),
    (name) => checkbox("relations", name, relationsByName.get(name).label, stroke(relationsByName.get(name))),
  );
  group("modes", modes, (name) => checkbox("modes", name, name));
  byId("publishers").closest("details").hidden = publishers.length < 2;
  group("publishers", publishers, (name) => checkbox("publishers", name, name || "not known"));
  const list = group("claimants", claimants.slice(0, VOICES), voiceRow);
  const search = byId("voice");
  search.hidden = claimants.length <= VOICES;
  search.addEventListener("input", () => {
    facets.splice(0, facets.length, ...facets.filter(([, , kind]) => kind !== "claimants"));
    const wanted = fold(search.value.trim());
    list.replaceChildren(
      ...claimants
        .filter((id) => fold(claimantNames.get(id)).includes(wanted))
        .slice(0, VOICES)
        .map(voiceRow),
    );
    countLegend();
  });
  if (edges.some((edge) => edge.opposite.length || edge.claims.some((claim) => claim[2])))
    byId("signs").hidden = false;
}

function countLegend() {
  for (const [box, number, kind, name] of facets) {
    const there = now.counts[kind].get(name) ?? 0;
    box.checked = !hidden(kind, name);
    number.textContent = String(there);
    box.parentElement.classList.toggle("empty", !there);
  }
}
