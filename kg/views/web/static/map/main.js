// The one way to change what is shown, and the buttons and keys that do.
let now = null; // what passes the filters and is shown, see focus.js

function apply(next) {
  const before = state;
  state = next;
  if (state.theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = state.theme;
  now = look();
  panel(before);
  draw();
  list();
  countLegend();
  countTime();
  tools();
  showEnds(before);
  toAddress(written(state));
  tell(before);
}

function announce(text) {
  byId("say").textContent = text;
}

const total = edges.reduce((sum, edge) => sum + edge.claims.length, 0);
const part = (number, all, noun) => `${number === all ? "" : `${number} of `}${count(all, noun)}`;

// "10 of 95 names and events, 14 of 160 ties (20 of 220 claims)": what is on the canvas of all that the page has.
function visible() {
  const claims = now.edges.reduce((sum, edge) => sum + now.claims[edge.index].length, 0);
  const called = nodes.length === 1 ? "1 name or event" : `${nodes.length} names and events`;
  const some = now.nodes.length === nodes.length ? "" : `${now.nodes.length} of `;
  return `${some}${called}, ${part(now.edges.length, edges.length, "tie")} (${part(claims, total, "claim")})`;
}

// An empty canvas says why.
function emptiness() {
  const bare = !now.edges.length;
  byId("empty").hidden = !bare;
  if (bare)
    byId("empty-text").textContent = now.passing.size
      ? "Nothing of what is chosen passes the filters."
      : "Nothing passes the filters.";
}

function tell(before) {
  byId("passing").textContent = `Shown: ${visible()}.`;
  emptiness();
  if (state.node && state.node !== before.node)
    announce(`${state.node.full}: ${byId("summary").textContent}`);
  else if (state.edge && state.edge !== before.edge)
    announce(`${byId("subject").textContent}: ${byId("summary").textContent}`);
  else if (state.path?.[1] && (state.path !== before.path || state.talk !== before.talk))
    announce(`${byId("subject").textContent}: ${byId("summary").textContent}`);
  else announce(now.edges.length ? `Showing ${visible()}` : byId("empty-text").textContent);
  if ((state.node || state.edge || state.path?.[1]) && narrow()) sheet("evidence", false);
}

function tools() {
  byId("undo").disabled = !past.length;
  byId("redo").disabled = !future.length;
  byId("reset").disabled = !filtered();
  const middle = state.ego ?? state.node;
  for (const made of byId("hops").querySelectorAll("button")) {
    const hops = Number(made.dataset.hops);
    made.setAttribute("aria-pressed", String(state.ego ? hops === state.hops : hops === 0));
    made.disabled = hops > 0 && !middle;
    made.title =
      hops === 0
        ? "The whole map"
        : `Only what is ${count(hops, "tie")} from ${middle ? middle.label : "the chosen name"}`;
  }
  byId("rest").value = state.rest;
  byId("theme").value = state.theme;
  byId("sure").value = String(state.sure);
  byId("sure-value").textContent = `${state.sure} %`;
  byId("speech").checked = state.speech;
}

// On a small screen one sheet at a time lies below the map.
const narrow = () => matchMedia("(max-width: 700px)").matches;
function sheet(name, toggles = true) {
  const shown = toggles && document.body.dataset.sheet === name ? "" : name;
  document.body.dataset.sheet = shown;
  for (const made of byId("sheets").querySelectorAll("button"))
    made.setAttribute("aria-expanded", String(made.dataset.sheet === shown));
}

function close() {
  const key = state.node?.key;
  stepOut();
  const row =
    key && [...byId("found").querySelectorAll("button[data-key]")].find((one) => one.dataset.key === key);
  if (document.body.dataset.sheet === "evidence") sheet("");
  if (row && row.offsetParent) row.focus();
  else byId("map").focus();
}

const does = (id, act, event = "click") => byId(id).addEventListener(event, act);
does("undo", undo);
does("redo", redo);
does("reset", resetFilters);
does("empty-reset", resetFilters);
does("close", close);
does("cancel", () => change({ path: null }));
does("fit", whole);
does("nearer", () => zoom(1.25));
does("farther", () => zoom(0.8));
does("rest", () => change({ rest: byId("rest").value }), "change");
does("theme", () => change({ theme: byId("theme").value }), "change");
does("speech", () => change({ speech: byId("speech").checked }), "change");
does(
  "sure",
  () => {
    byId("sure-value").textContent = `${byId("sure").value} %`;
  },
  "input",
);
does("sure", () => change({ sure: Number(byId("sure").value) }), "change");
for (const made of byId("hops").querySelectorAll("button"))
  made.addEventListener("click", () => {
    const hops = Number(made.dataset.hops);
    change(hops ? { ego: state.ego ?? state.node, hops } : { ego: null });
    whole();
  });
for (const made of byId("sheets").querySelectorAll("button"))
  made.addEventListener("click", () => sheet(made.dataset.sheet));
for (const made of byId("skip").querySelectorAll("button"))
  made.addEventListener("click", () => {
    if (narrow() && made.dataset.sheet) sheet(made.dataset.sheet, false);
    byId(made.dataset.to).focus();
  });

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input[type=search]");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    if (narrow()) sheet("names", false);
    byId("search").focus();
  } else if (event.key === "Escape") close();
  else if (
    (event.ctrlKey || event.metaKey) &&
    event.key.toLowerCase() === "z" &&
    !(typing && event.target.value)
  ) {
    event.preventDefault();
    if (event.shiftKey) redo();
    else undo();
  } else if (event.ctrlKey && event.key.toLowerCase() === "y") {
    event.preventDefault();
    redo();
  }
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (state.theme === "auto") apply(state);
});

legend();
timeline();
sheet(narrow() ? "" : "names", false);
apply(read(location.hash));
if (now.focus.nodes) approach();
