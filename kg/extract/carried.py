"""What a text has lately been about, and how well each fits a sentence that does not name it (centering)."""

from collections import Counter, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.prominence import any_word, held

HE = frozenset("he she him her his hers himself herself".split())
IT = frozenset("it its itself".split())
THEY = frozenset("they them their theirs themselves both".split())
THIS = frozenset("this that these those".split())
POINTING = THIS | {"such", "there", "same"}
PAIRS = frozenset(
    "parties sides delegations countries neighbours neighbors governments states capitals nations republics "
    "peoples".split()
)
"""Nouns for those who were named together last: "the parties", "our countries"."""
DEFINITE = frozenset("the both these two our".split())
REACH = 4
"""Sentences after which nothing is carried over any more."""
FADING = 0.65
"""By how much salience fades with each sentence. Both set by hand; after a change run scripts/train-about."""
BRIEF, SHORT, LONG, MANY = 3, 8, 25, 3
"""Words of a brief, a short and a long sentence; names that are many."""
MOST_SALIENT = 8
"""Sentences about something after which it cannot become better known."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a sentence without a name for something tells of what it may be about.

    Attributes:
        tokens: its words.
        named: entity ids that it names, without those who only speak.
        bare: whether it names nobody, not even by an adjective.
        we: whether it says "we".
        described: entity ids that a definite noun of it fits.
        opens: whether it is the first of an answer.
    """

    tokens: Sequence[Token]
    named: Collection[str]
    bare: bool
    we: bool
    described: Collection[str]
    opens: bool


@dataclass
class TopicMemory:
    """What the sentences read so far were about.

    Attributes:
        lately: what each of the last sentences was about, the last one first.
        spoken_of: in how many sentences each has been a topic.
    """

    lately: deque[tuple[str, ...]] = field(default_factory=lambda: deque(maxlen=REACH))
    spoken_of: Counter[str] = field(default_factory=Counter)

    def add(self, topics: Sequence[str]) -> None:
        """Take in what a sentence was about."""
        self.lately.appendleft(tuple(topics))
        self.spoken_of.update(topics)

    def salience(self, id_: str) -> float:
        """Return how present something is: 1 for each of the last sentences, less for earlier ones."""
        return sum(FADING**age for age, topics in enumerate(self.lately) if id_ in topics)

    def age(self, id_: str) -> int | None:
        """Return how many sentences ago something was a topic, from 1 on; None when too long ago."""
        return next((age for age, topics in enumerate(self.lately, start=1) if id_ in topics), None)


def fitting(
    id_: str, sentence: Sentence, memory: TopicMemory, last: Sequence[str], question: Sequence[str]
) -> dict[str, float]:
    """Return the features of something of which the text has spoken, for a sentence that does not name it."""
    age = memory.age(id_)
    near = id_ in last
    rank = last.index(id_) if near else -1
    asked = id_ in question and not near
    found = held(
        first_of_last=rank == 0,
        second_of_last=rank == 1,
        later_of_last=rank > 1,
        only_of_last=near and len(last) == 1,
        one_of_two=near and len(last) == len("AB"),
        asked=asked,
        asked_right_before=asked and sentence.opens,
        described=id_ in sentence.described,
        salience=memory.salience(id_),
        well_known=min(memory.spoken_of[id_], MOST_SALIENT) / MOST_SALIENT,
        **{f"{age or 'no'}_ago": True},
    )
    return found | _together(found, sentence) | _words(id_, sentence)


def _together(found: dict[str, float], sentence: Sentence) -> dict[str, float]:
    """The same features where nobody is named, and where a pronoun is the subject: there they count more."""
    cases = {"nobody named": not sentence.named, "pronoun": _subject(sentence, HE | IT | THEY | THIS)}
    return {f"{name} + {case}": x for case, holds in cases.items() if holds for name, x in found.items()}


def _words(id_: str, sentence: Sentence) -> dict[str, float]:
    """The features of the sentence's words and length."""
    tokens, kind = sentence.tokens, id_.partition(":")[0]
    length = sum(not token.is_punct for token in tokens)
    person = kind == "person"
    he = any_word(tokens, HE)
    return held(
        nobody_named=not sentence.named,
        one_named=len(sentence.named) == 1,
        many_named=len(sentence.named) >= MANY,
        only_adjectives=not sentence.named and not sentence.bare,
        same_kind_named=any(other.startswith(f"{kind}:") for other in sentence.named),
        brief=length <= BRIEF,
        short=BRIEF < length <= SHORT,
        long=length >= LONG,
        pronoun=_subject(sentence, HE | IT | THEY | THIS),
        this=_subject(sentence, THIS),
        pointing=any_word(tokens, POINTING),
        he_and_person=person and he,
        person_without_he=person and not he,
        it_and_thing=not person and any_word(tokens, IT),
        they_and_many=kind in ("polity", "org", "group") and any_word(tokens, THEY),
        parties=kind == "polity" and joint(tokens),
        we=sentence.we,
        i=any_word(tokens, frozenset({"i"})),
    )


def _subject(sentence: Sentence, pronouns: frozenset[str]) -> bool:
    return any(token.dep_ == "nsubj" and token.lower_ in pronouns for token in sentence.tokens)


def joint(tokens: Sequence[Token]) -> bool:
    """Return whether words stand for two that were named: "the two countries", "both sides"."""
    return any(token.lower_ in PAIRS and any_word(list(token.children), DEFINITE) for token in tokens)
