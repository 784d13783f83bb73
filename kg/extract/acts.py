"""What a speaker does with his own words, where he names the act himself: "We demand …", "I deny …".

A verb of the first person in the present tense performs what it names (J. L. Austin 1962, How to Do Things
with Words). What he believes, wishes or fears he says as well, so that in his own words these are statements.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.scene import Scene
from kg.extract.sources import FIRST_PERSON
from kg.extract.trees import passive, subject
from kg.model import ATTITUDES, Act, Mode, Span, Statement, Utterance
from kg.nlp.lexicon import reporting_verbs, word_set

WILLING = frozenset({"like", "want", "have", "wish"})
"""Of "I would like to thank", "we want to warn": what follows is done by saying so."""
WOULD = frozenset({"'d", "’d", "would"})
BOUND = WOULD | {"must", "do"}
"""Auxiliaries that leave the act done: "I must warn", "we do demand". What one may or will do is not done."""
ADVISING = frozenset({Act.PROPOSE, Act.ASK, Act.WARN})
"""What one does politely with "would": "I would advise", but not "we would appreciate"."""
AM = frozenset({"am", "are", "'m", "’m", "'re", "’re"})
PARTICLES = 2
"""Words behind a verb that belong to it: "call on", "speak out for"."""
QUESTION = "?"
CLOSING = " \t\n\"'“”«»’)*_"


def performed(
    scene: Scene, statements: Sequence[Statement], utterances: Sequence[Utterance]
) -> Iterator[Statement]:
    """Yield the statements with the act that their own words perform, where nothing else tells it.

    Turns and quotations only; what is reported in other words has the act of its cue.
    """
    modes: Mapping[str, Mode] = {utterance.id: utterance.mode for utterance in utterances}
    for statement in statements:
        own = modes[statement.utterance] in (Mode.TURN, Mode.DIRECT)
        act = _act(scene, statement.span) if own and statement.act is Act.STATE else None
        yield replace(statement, act=act) if act else statement


def _act(scene: Scene, span: Span) -> Act | None:
    if span.of(scene.text).rstrip(CLOSING).endswith(QUESTION):
        return Act.ASK
    tokens = scene.doc.char_span(span.start, span.end, alignment_mode="contract")
    heads = [t for t in tokens if t.head == t or not tokens.start <= t.head.i < tokens.end] if tokens else []
    verbs = [verb for head in heads for verb in (head, *(c for c in head.children if c.dep_ == "conj"))]
    return next((act for verb in verbs if (act := _named(verb))), None)


def _named(verb: Token) -> Act | None:
    """The act that a verb names and the speaker performs by it."""
    if not _speaks(verb):
        return None
    willing = verb.lemma_ in WILLING
    done = next((c for c in verb.children if c.dep_ == "xcomp"), None) if willing else verb
    if done is None:
        return None
    runs = (done.doc[done.i + 1 : done.i + 1 + n].text.lower() for n in range(PARTICLES, -1, -1))
    known = (reporting_verbs().get(f"{done.lemma_} {run}".strip()) for run in runs)
    found = next((verb for verb in known if verb), None)
    if found is None or found.act in ATTITUDES or not (_clause(done) or "np" in found.frames):
        return None
    polite = willing or found.act in ADVISING
    return (
        found.act if polite or WOULD.isdisjoint(c.lower_ for c in verb.children if c.dep_ == "aux") else None
    )


def _clause(verb: Token) -> bool:
    return any(c.dep_ in ("ccomp", "xcomp", "advcl") for c in verb.children)


def _speaks(verb: Token) -> bool:
    """Whether the speaker himself does it now, without "not", "if" or "often"."""
    clause = verb.head if verb.dep_ == "conj" and subject(verb) is None else verb
    who = subject(clause)
    if who is None or who.lower_ not in FIRST_PERSON or passive(verb):
        return False
    beside = [c for one in {verb, clause} for c in one.children]
    auxiliaries = {c.lower_ for c in beside if c.dep_ == "aux"}
    going = verb.tag_ == "VBG" and bool(auxiliaries) and auxiliaries <= AM
    now = verb.tag_ in ("VBP", "VB") and auxiliaries <= BOUND
    barred = word_set("negative") | word_set("times unknown") | {"if", "unless", "when", "whether"}
    return (now or going) and not any(c.lower_ in barred and c.dep_ != "aux" for c in beside)
