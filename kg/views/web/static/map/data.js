// What the page carries: names and events, the ties between them, and the statements that claim these.
const { nodes, edges, statements } = data;

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

for (const said of statements) said.span = daysOf(said.date);
// First day of a date → that date as it is known: a year does not pretend to be its first day.
const dayNames = new Map();
for (const { span, date } of statements) {
  const known = span && date.split("/")[0];
  if (known && known.length > (dayNames.get(span[0]) ?? "").length) dayNames.set(span[0], known);
}
const days = [...dayNames.keys()].sort();
const dayName = (index) => dayNames.get(days[index]);

const claimantNames = new Map(statements.map((said) => [said.speaker, said.who]));
const claimants = ranked(tally(statements.map((said) => said.speaker)), (id) => claimantNames.get(id));
const publishers = ranked(tally(statements.map((said) => said.publisher)), (name) => name);
const modes = ranked(tally(statements.map((said) => said.how)), (name) => name);
for (const node of nodes) node.folded = fold([node.full, ...node.names].join("\n"));
