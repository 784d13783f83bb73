"""Whom "he", "they", "it", "both" and "the latter" mean."""

from kg.extract.memory import Memory
from kg.extract.sources import Source
from kg.model import EntityType
from kg.nlp.genders import GENDERED

NEAR = 2
"""Sentences over which "they" can point back to a group that spoke; "it" to a body over half of them."""
CLEAR = 1.1
"""How much likelier the likeliest person must be than the next."""
DOUBT = 2.0
"""The same for one of whom it is not known whether "he" can be meant, before one of whom it is."""
LEAST, ALONE = 0.8, 0.3
"""The least score of anybody who is meant, of several and of one alone. All set by hand on the design half of
tests/eval/sources.jsonl; after a change run scripts/eval."""


def meant_by_pronoun(memory: Memory, source: Source) -> tuple[str, ...]:
    """Return the entity ids that a pronoun means; none when it may as well be another."""
    word, place = source.text, source.span.start
    if word in GENDERED:
        return _person(memory, place, GENDERED[word], source.start)
    if word == "aged":
        return _person(memory, place, "", source.end - 1)
    if word in ("both", "latter", "former"):
        return _of_two(memory, word, place)
    if word == "one of them":
        return tuple(id_ for id_ in _group(memory, place) if id_.startswith("group:"))
    if word == "they":
        return _group(memory, place) or _two_subjects(memory, place)
    return _body(memory, place) if word == "it" else ()


def _person(memory: Memory, place: int, gender: str, token: int) -> tuple[str, ...]:
    likely = memory.people(place, gender, token)
    best = likeliest(likely)
    if (
        best is None
        or _either(memory, likely, best, place)
        or (gender and _doubtful(memory, likely, best, gender))
    ):
        return ()
    if gender:  # the text calls this one "he"
        known = memory.dossiers.of(best)
        known.gender = known.gender or gender
    memory.resolved[token] = best
    return (best,)


def _doubtful(memory: Memory, likely: dict[str, float], best: str, gender: str) -> bool:
    """Whether the likeliest may be no "she" at all, and another one surely is."""
    sure = {id_: score for id_, score in likely.items() if memory.dossiers.of(id_).gender == gender}
    return best not in sure and likely[best] < DOUBT * max(sure.values(), default=0.0)


def _either(memory: Memory, likely: dict[str, float], best: str, place: int) -> bool:
    """Whether "X and Y" came in the sentence before, who may both be meant and have not spoken."""
    at, named = memory.pairs.get(EntityType.PERSON, (-NEAR, ()))
    both = memory.since(at, place) == 1 and best in named and best != memory.last
    subjects = {s.id for s, back in memory.foreground.before(place, reach=1) if back == 1 and s.subject}
    return both and len(subjects & set(likely)) > 1


def likeliest(scores: dict[str, float]) -> str | None:
    """Return the key of the clearly greatest score; None when the next is about as great."""
    ranked = sorted(scores, key=lambda id_: -scores[id_])
    if not ranked or scores[ranked[0]] < (LEAST if len(ranked) > 1 else ALONE):
        return None
    clear = len(ranked) == 1 or scores[ranked[0]] >= CLEAR * scores[ranked[1]]
    return ranked[0] if clear else None


def _of_two(memory: Memory, word: str, place: int) -> tuple[str, ...]:
    """Of the two who were named last together, in one sentence, both or one."""
    at, named = memory.pairs.get(EntityType.PERSON, (-NEAR, ()))
    if memory.since(at, place) > NEAR or len(named) < len("ab"):
        return ()
    return {"both": named[-2:], "latter": named[-1:], "former": named[-2:-1]}[word]


def _group(memory: Memory, place: int) -> tuple[str, ...]:
    """The group that spoke last, or of which the sentence before tells something."""
    here = memory.foreground.sentence_at(place)
    told = next(memory.groups_in(here - 1), None)
    if memory.last_group is not None and here - memory.group_at <= NEAR:
        return (memory.last_group,)
    return (told,) if told is not None else ()


def _two_subjects(memory: Memory, place: int) -> tuple[str, ...]:
    """Of "X and Y met. They said", both."""
    here = memory.foreground.sentence_at(place)
    subjects = [s.id for s, back in memory.foreground.before(place, reach=1) if back == 1 and s.subject]
    at, named = memory.pairs.get(EntityType.PERSON, (-NEAR, ()))
    return tuple(id_ for id_ in named if id_ in subjects) if at == here - 1 and len(subjects) > 1 else ()


def _body(memory: Memory, place: int) -> tuple[str, ...]:
    """The organisation that spoke in the sentence before."""
    group = memory.last_group
    spoke = group is not None and memory.since(memory.group_at, place) <= NEAR // 2
    return (group,) if group is not None and spoke and group.startswith("org:") else ()
