// What the page carries: names and events, the ties between them, and the statements that claim these.
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const { nodes, edges } = data;
const statements = unpacked(data.statements);

// How an id stands in an address; a lone surrogate has no place there.
const coded = (id) => encodeURIComponent(id.replace(/\p{Surrogate}/gu, "\ufffd")).replaceAll("%3A", ":");

const nodesById = new Map(nodes.map((node) => [node.id, node]));
const typesByName = new Map(data.types.map((type) => [type.name, type]));
const relationsByName = new Map(data.relations.map((relation) => [relation.name, relation]));
const nodesByKey = new Map();
const edgesByKey = new Map();
nodes.forEach((node, index) => Object.assign(node, { index, key: coded(node.id), ties: [] }));
for (const node of nodes) nodesByKey.set(node.key, node);

const keyOf = (source, relation, target) => `${source.key},${coded(relation)},${target.key}`;
edges.forEach((edge, index) => {
  const [source, target] = [nodes[edge.from], nodes[edge.to]];
  const key = keyOf(source, edge.relation, target);
  Object.assign(edge, { index, source, target, key, tone: relationsByName.get(edge.relation) });
  edgesByKey.set(key, edge);
  source.ties.push(edge);
  target.ties.push(edge);
});
for (const edge of edges)
  edge.opposite = edge.against
    .map((relation) => edgesByKey.get(keyOf(edge.source, relation, edge.target)))
    .filter(Boolean);

// A date is a year, a month, a day or an interval of them; it lies in a range as soon as it may.
function firstAndLast(date) {
  if (!date) return null;
  const [start, end = start] = date.split("/");
  return [
    (start || end) + "0000-01-01".slice((start || end).length),
    (end || start) + "9999-12-31".slice((end || start).length),
  ];
}
for (const said of statements) said.span = firstAndLast(said.date);
// First day of a date → that date as it is known: a year does not pretend to be its first day.
const dayNames = new Map();
for (const { span, date } of statements) {
  const known = span && date.split("/")[0];
  if (known && known.length > (dayNames.get(span[0]) ?? "").length) dayNames.set(span[0], known);
}
const days = [...dayNames.keys()].sort();
const dayName = (index) => dayNames.get(days[index]);

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
const sorted = (counts, label) =>
  [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (label(a) < label(b) ? -1 : 1));

const claimantNames = new Map(statements.map((said) => [said.speaker, said.who]));
const claimants = sorted(tally(statements.map((said) => said.speaker)), (id) => claimantNames.get(id));
const publishers = sorted(tally(statements.map((said) => said.publisher)), (name) => name);
const modes = sorted(tally(statements.map((said) => said.mode)), (name) => name);
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
for (const node of nodes) node.folded = fold([node.full, ...node.names].join("\n"));
