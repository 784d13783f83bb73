// The path between two names that are typed; what is chosen on the map or in the list fills the same fields.
const OFFERED = 30; // names to complete what is typed
const ENDS = ["way-from", "way-to"];

function offer(text) {
  const wanted = fold(text.trim());
  const options = wanted ? matching(wanted).slice(0, OFFERED) : [];
  byId("way-names").replaceChildren(...options.map((node) => {
    const option = element("option");
    option.value = node.full;
    const other = node.names.find((name) => fold(name).includes(wanted));
    if (other && !fold(node.full).includes(wanted)) option.label = `${other}: ${node.full}`;
    return option;
  }));
}

// Whom a field means: the one called so, else the first whom the search finds; null for nobody.
function endOf(field) {
  const wanted = fold(field.value.trim());
  if (!wanted) return null;
  const found = matching(wanted);
  const called = (node) => node.folded.split("\n").includes(wanted);
  return found.find((node) => fold(node.full) === wanted) ?? found.find(called) ?? found[0] ?? null;
}

function findPath() {
  const fields = ENDS.map(byId);
  const [from, to] = fields.map(endOf);
  const unknown = fields.filter((field, at) => field.value.trim() && ![from, to][at]);
  for (const field of fields) field.setAttribute("aria-invalid", String(unknown.includes(field)));
  const same = from && from === to;
  byId("way-told").textContent = unknown.length
    ? `Nobody here is called ${unknown.map((field) => `“${field.value.trim()}”`).join(" or ")}.`
    : same ? `Both ends are ${from.full}.` : "";
  if (unknown.length || same || !from) return;
  const known = state.path?.[0] === from && state.path[1] === to;
  if (!known) change({ path: [from, to], node: null, edge: null, by: null, ego: null });
  if (!to) byId("way-to").focus();
  else approach();
}

function showEnds(before) {
  byId("talk").value = state.talk;
  if (state.path === before.path) return;
  ENDS.forEach((id, at) => {
    byId(id).value = state.path?.[at]?.full ?? "";
    byId(id).setAttribute("aria-invalid", "false");
  });
  byId("way-told").textContent = "";
  if (state.path) byId("way").open = true;
}

for (const field of ENDS.map(byId)) {
  field.addEventListener("input", () => offer(field.value));
  field.addEventListener("focus", () => offer(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") findPath();
    else if (event.key === "Escape" && field.value) {
      event.preventDefault();
      event.stopPropagation();
      field.value = "";
    }
  });
}
byId("way-find").addEventListener("click", findPath);
byId("talk").addEventListener("change", () => change({ talk: byId("talk").value }));
