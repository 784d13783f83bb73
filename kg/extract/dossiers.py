"""What a text tells of each person while it is read: titles, whom they serve, man or woman."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens

from kg.extract.scene import Scene
from kg.extract.trees import FINITE
from kg.model import EntityType, Mention, Span
from kg.nlp.genders import of_name, of_title, sound
from kg.nlp.lexicon import reporting_verbs, roles, titles, words

TITLE_NEAR = 120
"""Characters before a name in which its title stands."""
BEHIND = re.compile(r",\s(?:who\s(?:is|was)\s)?([^,.;:—–()]{3,120})")
LONGEST_TITLE = 6
"""Words. All set by hand; after a change run scripts/eval."""
DEPUTY = re.compile(r"\b(?:deputy|vice|assistant)\b")
FORMER = ("former ", "ex-", "acting ")


@dataclass
class Dossier:
    """What is known of one person.

    Attributes:
        titles: the longest ones that the text or the registry gives, lower case.
        kinds: what kinds of office these are.
        words: all words that stand beside the name where titles do, lower case.
        bodies: entity ids of whom the person serves, the first named first.
        gender: "m", "f", or nothing when not known.
        seems: "f" when a given name that no list has sounds like a woman's, else nothing.
    """

    titles: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    bodies: dict[str, None] = field(default_factory=dict)
    gender: str = ""
    seems: str = ""

    def called(self, noun: str) -> int:
        """Return how well a noun names the person.

        Returns:
            3 as a title, 2 as the end of one ("minister"), 1 as that of a deputy minister, else 0.
        """
        if noun in self.titles or any(t.removeprefix(f) == noun for t in self.titles for f in FORMER):
            return 3
        ends = [t for t in self.titles if t.endswith(f" {noun}") or t.startswith(f"{noun} of ")]
        if any(not DEPUTY.search(t) for t in ends):
            return 2
        return int(bool(ends) and noun == "minister")


class Dossiers:
    """The dossiers of a document's people, by entity id."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._of: dict[str, Dossier] = {}

    def of(self, id_: str) -> Dossier:
        """Return what is known of a person by now."""
        if id_ not in self._of:
            self._of[id_] = self._registered(id_)
        return self._of[id_]

    def _registered(self, id_: str) -> Dossier:
        entity = self._scene.entities.get(id_)
        label = entity.label if entity else ""
        found = Dossier(gender=of_name(label), seems=sound(label))
        if entity is not None and entity.known:
            held = {office.title.lower() for office in entity.offices} & set(titles())
            found.titles |= held
            found.kinds |= {titles()[title].kind for title in held}
            found.bodies.update(dict.fromkeys(office.body for office in entity.offices))
        return found

    def learn(self, sentence: Tokens, mention: Mention, mentions: Sequence[Mention]) -> None:
        """Take in the titles beside a person's name; ``mentions`` are those of the sentence."""
        text = self._scene.text
        known = self.of(self._scene.of[mention.span])
        for region in self._beside(sentence, mention, mentions):
            phrase = region.of(text).lower()
            behind = region.start >= mention.span.end
            known.gender = known.gender or _gender(phrase, behind=behind)
            known.words.update(_words(phrase))
            if found := titles_in(phrase):
                known.kinds |= {titles()[title].kind for title in found}
                known.titles |= found
                known.bodies.update(dict.fromkeys(self._named_in(region, mentions)))

    def _beside(self, sentence: Tokens, mention: Mention, mentions: Sequence[Mention]) -> Iterator[Span]:
        """Where the titles of a person stand: right before the name, or behind a comma after it."""
        text, place = self._scene.text, mention.span.start
        others = (m.span.end for m in mentions if m.type is EntityType.PERSON and m.span.end <= place)
        before = text[max(sentence.start_char, place - TITLE_NEAR, *others) : place]
        yield Span(mention.span.start - len(last_phrase(before)), mention.span.start)
        if after := BEHIND.match(text, mention.span.end, sentence.end_char):
            yield Span(after.start(1), self._no_clause(Span(*after.span(1))))

    def _no_clause(self, region: Span) -> int:
        """Where what stands behind the comma ends: "X, it is unlikely that experts …" gives no title."""
        tokens = self._scene.doc.char_span(region.start, region.end, alignment_mode="expand")
        verb = next((t for t in tokens if t.tag_ in FINITE | {"MD"}), None) if tokens is not None else None
        return verb.idx if verb is not None else region.end

    def _named_in(self, region: Span, mentions: Sequence[Mention]) -> list[str]:
        """The bodies that a title names: "of the African Union", "Timor-Leste's", "Chadian"."""
        bodies = (EntityType.POLITY, EntityType.ORG, EntityType.PLACE)
        named = [m for m in mentions if region.contains(m.span) and m.type in bodies]
        named.sort(
            key=lambda m: (m.type is EntityType.PLACE, m.anchor is not None or m.type is not EntityType.ORG)
        )
        return [self._scene.of[m.span] for m in named] + [p for _, p in self._scene.adjectives_in(region)]


def titles_in(phrase: str) -> set[str]:
    """Return the longest titles in a phrase in lower case.

    >>> sorted(titles_in("the deputy prime minister and mayor"))
    ['deputy prime minister', 'mayor']
    """
    parts, found, i = _words(phrase), set(), 0
    while i < len(parts):
        runs = ((n, " ".join(parts[i : i + n])) for n in range(min(LONGEST_TITLE, len(parts) - i), 0, -1))
        size, title = next(((n, run) for n, run in runs if run in titles()), (1, ""))
        found |= {title} if title else set()
        i += size
    return found


def _gender(phrase: str, *, behind: bool) -> str:
    """What the title nearest to the name tells: "the letters of King" X; X, "sister of the king"."""
    parts = re.split(r"\b(?:of|to|for|at|in|with|and)\b", phrase)
    own = _words(parts[0] if behind else parts[-1])
    return next(filter(None, map(of_title, own if behind else reversed(own))), "")


def _words(phrase: str) -> list[str]:
    return re.findall(r"[\w’'-]+|\|", phrase)


def last_phrase(before: str) -> str:
    """Return the words since the last break or verb: titles stand right before a name."""
    phrase = re.split(r"[.;:—]|\b(?:with|by|that)\b|(?<!,)\sand\s(?=the\s)", before)[-1]
    verbs = [m.end() for m in re.finditer(r"[\w’']+", phrase) if _acts(m[0].lower())]
    return phrase[verbs[-1] :] if verbs else phrase


def _acts(word: str) -> bool:
    verb = reporting_verbs().get(word)  # "state" and "report" may be nouns, "mentions" is hardly one
    return (word in words("verbs") or (verb is not None and word != verb.lemma)) and word not in titles()


def kinds_of(noun: str) -> frozenset[str]:
    """Return the kinds of office that a noun points back to: "diplomat" → diplomacy."""
    if role := roles().get(noun):
        return role.kinds
    return frozenset({titles()[noun].kind}) if noun in titles() else frozenset()
