"""Who speaks and what is said, by trees that are written by hand: a word, its tag, its relation, its head."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.noun_phrases import source_of
from kg.extract.parsed import agrees, parsed
from kg.extract.phrases import mention, stretch
from kg.extract.sources import Source, SourceKind
from kg.extract.trees import named_by, passive, said_by, speaks_of, without_that
from kg.model import EntityType, MentionForm
from kg.nlp.attributions import KEY, Found
from kg.nlp.language import COVERED, TEXT

VOCAB = spacy.blank("en").vocab
POS = {"V": "VERB", "N": "NOUN", "NNP": "PROPN", "P": "PRON", "M": "AUX"}
LEMMAS = {"was": "be", "were": "be"}


def tree(rows, *, marked=()):
    """Return a document of rows ``word tag relation head``, heads from 1 and 0 for the root.

    Args:
        rows: parted by a stroke.
        marked: attributions of the model, as tokens.
    """
    words, tags, deps, heads = zip(*(row.split() for row in rows.split("|")), strict=True)
    doc = Doc(
        VOCAB,
        words=words,
        tags=tags,
        pos=[POS.get(tag, POS.get(tag[0], "X")) for tag in tags],
        deps=deps,
        heads=[int(head) - 1 if head != "0" else i for i, head in enumerate(heads)],
        lemmas=[LEMMAS.get(word, word) for word in words],
    )
    doc.user_data |= {
        TEXT: doc.text,
        KEY: [Found(*one) for one in marked],
        f"{COVERED}adjectives": frozenset(),
    }
    return doc


def named(doc, start, end, type_=EntityType.PERSON):
    """Return the source that a name makes."""
    span = doc[start:end]
    found = mention(span, MentionForm.NAME, type_)
    return Source(start, end, stretch(span), SourceKind.NAME, span.text.lower(), found)


def speaker(doc, verb):
    found = speaks_of(doc[verb])
    return found.text if found is not None else None


def reports(doc, *sources):
    """Return (source, content, whether it points back) of the attributions of a sentence."""
    found = parsed(doc, next(doc.sents), sources, [])
    return [(a.source.text, [part.of(doc.text) for part in a.content], a.previous) for a in found]


def test_the_subject_speaks():
    assert speaker(tree("Lena NNP nsubj 2|said VBD ROOT 0"), 1) == "Lena"


def test_a_verb_joined_to_another_shares_its_subject():
    assert speaker(tree("Lena NNP nsubj 2|came VBD ROOT 0|and CC cc 4|said VBD conj 2"), 3) == "Lena"


def test_a_verb_joined_to_a_passive_shares_nothing():
    doc = tree("Lena NNP nsubj 3|was VBD aux 3|elected VBN ROOT 0|and CC cc 5|said VBD conj 3")
    assert speaker(doc, 4) is None


def test_had_does_not_carry_over_to_a_finite_verb():
    doc = tree(
        "Lena NNP nsubj 2|said VBD ROOT 0|Tomas NNP nsubj 5|had VBD aux 5|agreed VBN ccomp 2|and CC cc 7"
        "|accused VBD conj 5|Ruiz NNP obj 7"
    )
    assert speaker(doc, 6) == "Lena"


def test_of_a_passive_the_agent_speaks_and_never_the_subject():
    doc = tree("Lena NNP nsubj 3|was VBD aux 3|told VBN ROOT 0|by IN case 5|Okafor NNP obl 3")
    assert passive(doc[2])
    assert speaker(doc, 2) == "Okafor"
    assert speaker(tree("Lena NNP nsubj 3|was VBD aux 3|told VBN ROOT 0"), 2) is None


def test_a_participle_without_be_is_no_passive():
    assert not passive(tree("Lena NNP nsubj 3|has VBZ aux 3|said VBN ROOT 0")[2])


def test_who_said_means_whoever_stands_before():
    doc = tree("Okafor NNP nsubj 4|who WP nsubj 3|said VBD acl 1|left VBD ROOT 0")
    assert speaker(doc, 2) == "Okafor"


def test_nobody_speaks_over_a_colon():
    assert speaker(tree("Lena NNP nsubj 3|: : punct 3|said VBD ROOT 0"), 2) is None


def test_a_report_that_says_is_the_source_one_said_by_some_is_not():
    assert speaker(tree("report NN ROOT 0|saying VBG acl 1"), 1) == "report"
    assert speaker(tree("report NN ROOT 0|said VBN acl 1"), 1) is None


def test_what_is_said_is_a_clause_and_with_phrases_an_object():
    clause = tree("Lena NNP nsubj 2|said VBD ROOT 0|that IN mark 5|ships NNS nsubj 5|sail VBP ccomp 2")
    assert [str(span) for span in said_by(clause[1], phrases=False)] == ["that ships sail"]
    assert str(without_that(clause[2:5])) == "ships sail"
    thing = tree("Lena NNP nsubj 2|denied VBD ROOT 0|it PRP obj 2")
    assert said_by(thing[1], phrases=False) == []
    assert [str(span) for span in said_by(thing[1], phrases=True)] == ["it"]


def test_a_clause_before_its_verb_is_all_that_is_said():
    doc = tree("Ships NNS nsubj 2|sail VBP ccomp 4|Lena NNP nsubj 4|said VBD ROOT 0|Monday NNP obl 4")
    assert [str(span) for span in said_by(doc[3], phrases=True)] == ["Ships sail"]


def test_an_apposition_names_and_a_complement_does_not():
    assert named_by(tree("minister NN ROOT 0|, , punct 1|Okafor NNP appos 1")[0], [2]) == 2
    assert named_by(tree("minister NN ROOT 0|of IN case 3|Kenya NNP nmod 1")[0], [2]) is None


def test_a_name_is_its_own_source_and_an_office_that_of_the_name_beside_it():
    doc = tree("minister NN nsubj 5|, , punct 1|Lena NNP appos 1|Okafor NNP flat 3|said VBD ROOT 0")
    name = named(doc, 2, 4)
    assert source_of(doc[2], [name], strict=True) == name
    assert source_of(doc[0], [name], strict=True) == name


def test_a_person_names_a_phrase_before_a_body_does():
    doc = tree(
        "Harbour NNP compound 3|Union NNP compound 3|chief NN nsubj 5|Okafor NNP appos 3|said VBD ROOT 0"
    )
    body, person = named(doc, 0, 2, EntityType.ORG), named(doc, 3, 4)
    assert source_of(doc[2], [body, person], strict=True) == person
    assert source_of(doc[2], [body], strict=True) == body


def test_an_office_of_a_state_is_somebody_of_it():
    doc = tree("Kenya NNP nmod 3|'s POS case 1|minister NN nsubj 4|said VBD ROOT 0")
    polity = named(doc, 0, 1, EntityType.POLITY)
    found = source_of(doc[2], [polity], strict=True)
    assert (found.kind, found.text, found.body) == (SourceKind.ROLE, "minister", polity.span)


def test_a_body_may_be_called_by_its_noun():
    doc = tree("the DT det 3|hydrocarbons NN compound 3|ministry NN nsubj 4|said VBD ROOT 0")
    found = source_of(doc[2], [], strict=True)
    assert (found.kind, found.text) == (SourceKind.BODY, "hydrocarbons ministry")


def test_people_without_a_name_are_a_source_only_where_it_need_not_be_a_known_one():
    doc = tree("bus NN compound 2|drivers NNS nsubj 3|said VBD ROOT 0")
    assert source_of(doc[1], [], strict=True) is None
    assert source_of(doc[1], [], strict=False).text == "bus drivers"


SAID = "Okafor NNP nsubj 2|said VBD ROOT 0|ships NNS nsubj 4|sail VBP ccomp 2"
DRIVERS = "drivers NNS nsubj 2|{} VBD ROOT 0|ships NNS nsubj 4|sail VBP ccomp 2"
MARKED = [((0, 1), (1, 2), [(2, 4)])]


def test_an_attribution_has_the_subject_and_the_clause_of_its_verb():
    doc = tree(SAID)
    assert reports(doc, named(doc, 0, 1)) == [("okafor", ["ships sail"], False)]


def test_a_cue_that_is_taken_is_left_alone():
    doc = tree(SAID)
    source = named(doc, 0, 1)
    taken = list(parsed(doc, next(doc.sents), [source], []))
    assert list(parsed(doc, next(doc.sents), [source], taken)) == []
    assert agrees(doc, taken[0], [source])


def test_the_unknown_speak_only_where_the_model_agrees():
    assert reports(tree(DRIVERS.format("said"))) == []
    assert reports(tree(DRIVERS.format("said"), marked=MARKED)) == [("drivers", ["ships sail"], False)]


def test_who_shows_must_be_known_to_speak():
    sourceless = [(None, (1, 2), [(2, 4)])]
    assert reports(tree(DRIVERS.format("showed"), marked=sourceless)) == []
    assert reports(tree(DRIVERS.format("said"), marked=sourceless)) == [("drivers", ["ships sail"], False)]


def test_without_a_subject_the_source_is_whom_the_model_points_to():
    rows = "Okafor NNP dep 2|said VBD ROOT 0|ships NNS nsubj 4|sail VBP ccomp 2"
    doc = tree(rows, marked=MARKED)
    assert reports(doc, named(doc, 0, 1)) == [("okafor", ["ships sail"], False)]
    assert reports(tree(rows), named(doc, 0, 1)) == []


@pytest.mark.parametrize("word", ["will", "never", "to"])
def test_what_was_not_said_is_no_report(word):
    rows = f"Okafor NNP nsubj 3|{word} MD aux 3|said VBD ROOT 0|ships NNS nsubj 5|sail VBP ccomp 3"
    doc = tree(rows)
    assert reports(doc, named(doc, 0, 1)) == []
    assert reports(tree(rows.replace(f"{word} MD", "has VBZ")), named(doc, 0, 1)) != []


def test_a_question_whether_somebody_said_so_is_no_report():
    doc = tree("Has VBZ aux 3|Okafor NNP nsubj 3|said VBN ROOT 0|ships NNS nsubj 5|sail VBP ccomp 3")
    assert reports(doc, named(doc, 1, 2)) == []


def test_this_was_stated_by_somebody_points_back():
    doc = tree("This DT nsubj 3|was VBD aux 3|stated VBN ROOT 0|by IN case 5|Okafor NNP obl 3")
    assert reports(doc, named(doc, 4, 5)) == [("okafor", [], True)]


def test_another_subject_of_a_passive_does_not_point_back():
    doc = tree("Harm NN nsubj 3|was VBD aux 3|denied VBN ROOT 0|by IN case 5|Okafor NNP obl 3")
    assert [previous for _, _, previous in reports(doc, named(doc, 4, 5))] in ([], [False])
