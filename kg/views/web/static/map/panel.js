// The evidence: of the chosen name, tie or path, who says so and in which words.
const passingOf = (node) => node.said.filter((number) => !now.fails[number]);
const listed = (parts) => parts.filter(Boolean).join(" · ");

// Names in the words lead to what the map shows of them.
nameInWords.chosen = (entity) => {
  const node = nodesById.get(entity);
  return (
    node &&
    (() => {
      chooseNode(node);
      approach();
    })
  );
};

function entriesOf(node) {
  const whats = new Map(passingOf(node).map((number) => [number, new Map()]));
  for (const edge of node.ties)
    for (const [number, what, denied] of now.claims[edge.index])
      if (what) whats.get(number)?.set(what, denied);
  const told = (found, wanted) =>
    [...found]
      .filter(([, denied]) => Boolean(denied) === wanted)
      .map(([what]) => what)
      .join("; ");
  return [...whats].map(([number, found]) => [
    statements[number],
    [
      [told(found, false), false],
      [told(found, true), true],
    ],
  ]);
}
const entriesOfEdge = (edge) =>
  now.claims[edge.index].map(([number, what, denied]) => [statements[number], what, denied]);

// Who claims how much, as buttons that leave only what one of them says.
const VOICED = 8; // those with most; a button shows the others
function voices(entries) {
  const counts = tally(entries.map(([said]) => said.speaker));
  const box = byId("voices");
  box.replaceChildren();
  if (counts.size < 2 && !state.by) return;
  const order = ranked(counts, (id) => claimantNames.get(id));
  const add = (ids) => box.append(...ids.map((id) => voice(id, counts.get(id))));
  box.append(element("span", `${count(counts.size, "claimant")}:`, "note"));
  const open = order.length <= VOICED + 2 || order.indexOf(state.by) >= VOICED;
  add(open ? order : order.slice(0, VOICED));
  if (open) return;
  const more = button(
    `${order.length - VOICED} more`,
    () => {
      more.remove();
      add(order.slice(VOICED));
    },
    "small",
  );
  box.append(more);
}

function voice(id, number) {
  const made = button(
    `${claimantNames.get(id)} `,
    () => change({ by: state.by === id ? null : id }),
    "voice",
  );
  made.append(element("span", String(number), "count"));
  made.setAttribute("aria-pressed", String(state.by === id));
  return made;
}

function showEntries(entries) {
  voices(entries);
  listReceipts(byId("claims"), state.by ? entries.filter(([said]) => said.speaker === state.by) : entries);
}

function tieButton(edge, from) {
  const claims = now.claims[edge.index];
  const other = edge.source === from ? edge.target : edge.source;
  const arrow = edge.source === from ? "→" : "←";
  const made = button(
    null,
    () => {
      chooseEdge(edge);
      approach();
    },
    "row",
  );
  const { disputed, refused } = dispute(edge, claims);
  made.append(stroke(edge.tone), element("span", `${edge.tone.label} ${arrow} ${other.full}`, "name"));
  if (disputed || refused) made.append(element("span", refused ? "× denied" : "≠ disputed", "denied"));
  made.append(element("span", String(claims.length), "count"));
  return made;
}

function ties(node) {
  const open = node.ties.filter((edge) => now.claims[edge.index].length);
  const order = (a, b) =>
    (a.tone.tone === "talk") - (b.tone.tone === "talk") ||
    now.claims[b.index].length - now.claims[a.index].length;
  const box = element("details");
  box.open = open.length <= 6;
  const list = element("ul", null, "rows");
  for (const edge of open.sort(order)) {
    const item = element("li");
    item.append(tieButton(edge, node));
    list.append(item);
  }
  box.append(element("summary", count(open.length, "tie")), list);
  return open.length ? [box] : [];
}

function aliases(node) {
  if (!node.names.length) return [];
  const box = element("details");
  box.append(
    element("summary", count(node.names.length, "other name")),
    element("p", node.names.join(", "), "note"),
  );
  return [box];
}

function title(text, address) {
  const heading = byId("subject");
  heading.replaceChildren(address ? link(text, address) : text);
}

function actions(node) {
  const box = element("div", null, "actions");
  const around =
    state.ego === node
      ? button("Whole map again", () => {
          change({ ego: null });
          whole();
        })
      : button("Only around it", () => {
          change({ ego: node });
          whole();
        });
  box.append(
    around,
    button("Path from here …", () => {
      change({ path: [node, null] });
      announce("Choose the other end of the path");
    }),
  );
  return box;
}

function showNode(node) {
  title(node.full, node.page);
  const there = passingOf(node).length;
  const number =
    there === node.said.length
      ? count(there, "statement")
      : `${there} of ${count(node.said.length, "statement")}`;
  byId("summary").textContent = listed([typesByName.get(node.type).label, node.about, number]);
  byId("about").replaceChildren(actions(node), ...aliases(node), ...ties(node));
  showEntries(entriesOf(node));
}

function endButton(node) {
  return button(node.full, () => chooseNode(node), "end");
}

const speakers = (claims) => new Set(claims.map(([number]) => statements[number].speaker)).size;
const verb = (number, one, many) => `${number} ${number === 1 ? one : many} it`;

// "2 claim it, 1 denies it; the opposite (opposes) is claimed in 3: show"; who says both counts twice.
function standing(edge) {
  const claims = now.claims[edge.index];
  const { denied, opposite } = dispute(edge, claims);
  if (!denied && !opposite.length) return [];
  const pro = speakers(claims.filter((claim) => !claim[2]));
  const contra = speakers(claims.filter((claim) => claim[2]));
  const parts = [pro && verb(pro, "claims", "claim"), contra && verb(contra, "denies", "deny")];
  const made = element("p", parts.filter(Boolean).join(", "), "standing");
  for (const { edge: other, number } of opposite)
    made.append(
      `; the opposite (${other.tone.label}) is claimed in ${number}: `,
      button("show", () => chooseEdge(other)),
    );
  return [made];
}

function showEdge(edge) {
  title(`${edge.source.full} → ${edge.tone.label} → ${edge.target.full}`);
  const there = now.claims[edge.index].length;
  byId("summary").textContent =
    there === edge.claims.length
      ? `${count(there, "claim")} by ${count(speakers(edge.claims), "claimant")}`
      : `${there} of ${count(edge.claims.length, "claim")} by what passes the filters`;
  const ends = element("div", null, "actions");
  ends.append(endButton(edge.source), endButton(edge.target));
  byId("about").replaceChildren(...standing(edge), ends);
  showEntries(entriesOfEdge(edge));
}

function showPath([from, to]) {
  title(`Path: ${from.full} – ${to.full}`);
  const steps = now.focus.path;
  const talk = state.talk === "no" ? ", without counting who speaks about whom" : "";
  const only = now.focus.byTalk && state.talk === "last" ? "; no other way than by who speaks about whom" : "";
  byId("summary").textContent = steps
    ? `${count(steps.length, "step")}, the shortest way by claims that pass the filters${talk}${only}`
    : `No way by claims that pass the filters${talk}`;
  byId("about").replaceChildren();
  byId("voices").replaceChildren();
  byId("claims").replaceChildren(
    ...(steps ?? []).flatMap((step, number) => {
      const list = element("div");
      const tied = step.edges.map((edge) => {
        const item = element("li");
        item.append(tieButton(edge, step.from));
        return item;
      });
      const rows = element("ul", null, "rows");
      rows.append(...tied);
      listReceipts(list, step.edges.flatMap(entriesOfEdge));
      return [element("h3", `${number + 1}. ${step.from.full} – ${step.to.full}`), rows, list];
    }),
  );
}

// Shows the evidence of what is chosen; with the same choice, what was unfolded and had the focus still does.
function panel(before) {
  const whole = state.path?.[1] && !state.node && !state.edge;
  const box = byId("evidence");
  const held = box.contains(document.activeElement) ? document.activeElement.textContent : null;
  const unfolded = [...box.querySelectorAll("details")].map((details) => details.open);
  box.hidden = !state.node && !state.edge && !whole;
  document.querySelector("#sheets [data-sheet=evidence]").disabled = box.hidden;
  if (state.node) showNode(state.node);
  else if (state.edge) showEdge(state.edge);
  else if (whole) showPath(state.path);
  if (before.node !== state.node || before.edge !== state.edge) box.scrollTop = 0;
  else
    box.querySelectorAll("details").forEach((details, number) => {
      details.open = unfolded[number] ?? details.open;
    });
  if (held !== null && !box.hidden) refocus(box, held);
  banner();
}

function refocus(box, text) {
  const same = [...box.querySelectorAll("button")].find((made) => made.textContent === text);
  (same ?? byId("subject")).focus({ preventScroll: true });
}

function banner() {
  const open = state.path && !state.path[1];
  byId("banner").hidden = !open;
  if (open)
    byId("banner-text").textContent =
      `Path from ${state.path[0].full}: choose the other end, on the map or in the list.`;
}
