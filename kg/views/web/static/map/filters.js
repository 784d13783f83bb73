// Which claims pass the filters. A claim may fail several; the counts beside a filter are of what the others
// let pass.
const CLAIMANT = 1,
  MODE = 2,
  PUBLISHER = 4,
  TIME = 8,
  SURE = 16,
  TYPE = 32,
  RELATION = 64,
  PASSES = 128;

const quietened = (speaker) => (state.only ? !state.only.has(speaker) : state.claimants.has(speaker));
function outOfTime(said) {
  if (!said.span) return !state.undated;
  return (state.since && said.span[1] < state.since) || (state.until && said.span[0] > state.until);
}

// Per statement, what it fails.
function failing() {
  return Uint8Array.from(
    statements,
    (said) =>
      (quietened(said.speaker) ? CLAIMANT : 0) |
      (state.modes.has(said.how) ? MODE : 0) |
      (state.publishers.has(said.publisher) ? PUBLISHER : 0) |
      (outOfTime(said) ? TIME : 0) |
      (Math.round(said.confidence * 100) < state.sure || (state.speech && said.attitude) ? SURE : 0),
  );
}

// Returns the claims that pass, per tie; and what stands beside the filters.
function sift() {
  const fails = failing();
  const open = new Uint8Array(statements.length); // which one filter alone keeps it out, or PASSES
  const there = new Uint8Array(nodes.length); // whether a tie joins it, were all types shown
  const ofRelation = new Map();
  const claims = edges.map((edge) => {
    const own =
      (state.relations.has(edge.relation) ? RELATION : 0) |
      (state.types.has(edge.source.type) || state.types.has(edge.target.type) ? TYPE : 0);
    return edge.claims.filter(([number]) => {
      const why = fails[number] | own;
      if (why & (why - 1)) return false; // more than one
      open[number] |= why || PASSES;
      if (!why || why === RELATION) ofRelation.set(edge.relation, (ofRelation.get(edge.relation) ?? 0) + 1);
      if (!why || why === TYPE) there[edge.source.index] = there[edge.target.index] = 1;
      return !why;
    });
  });
  const passing = (facet) => statements.filter((_, number) => open[number] & (PASSES | facet));
  const timely = passing(TIME);
  return {
    claims,
    fails,
    counts: {
      types: tally(nodes.filter((node) => there[node.index]).map((node) => node.type)),
      relations: ofRelation,
      claimants: tally(passing(CLAIMANT).map((said) => said.speaker)),
      modes: tally(passing(MODE).map((said) => said.how)),
      publishers: tally(passing(PUBLISHER).map((said) => said.publisher)),
      days: tally(timely.filter((said) => said.span).map((said) => said.span[0])),
      undated: timely.filter((said) => !said.span).length,
    },
  };
}

// What is disputed among the claims that pass: some deny what others claim, or the opposite is claimed too.
function dispute(edge, claims) {
  const denied = claims.filter((claim) => claim[2]).length;
  const claimed = claims.length - denied;
  const opposite = edge.opposite
    .map((other) => ({ edge: other, number: now.claims[other.index].filter((claim) => !claim[2]).length }))
    .filter(({ number }) => number && claimed);
  return {
    denied,
    claimed,
    opposite,
    disputed: (denied > 0 && claimed > 0) || opposite.length > 0,
    refused: denied > 0 && !claimed,
  };
}
