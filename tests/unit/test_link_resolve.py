"""Which entity a mention is: by the registry, by the rest of the document, or a new one."""

from kg.link import Gazetteer, resolve
from kg.model import Entity, EntityType, Mention, MentionForm, Name, NameUse, Office, Span

VOSTANIA = Entity(
    "polity:vostania",
    EntityType.POLITY,
    "Vostania",
    (
        Name("Tirask", NameUse.CAPITAL),
        Name("Vostanian", NameUse.ADJECTIVE),
        Name("Vostanians", NameUse.DEMONYM),
    ),
    known=True,
)
TIRASK = Entity("place:tirask", EntityType.PLACE, "Tirask", known=True)
DRELL = Entity(
    "person:evgenia-hutsul",
    EntityType.PERSON,
    "Evgenia Hutsul",
    offices=(Office("President", "polity:vostania", "2031-01-01"),),
    known=True,
)
GAZETTE = Entity(
    "org:harbour-gazette", EntityType.ORG, "Harbour Gazette", member_of=("group:media",), known=True
)
GAZETTEER = Gazetteer([VOSTANIA, TIRASK, DRELL, GAZETTE])


def named(text, words, type_=EntityType.PERSON, *, nth=0, anchor=None, metonym=False, form=MentionForm.NAME):
    """Return the mention of ``words`` in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    held = Span(text.index(anchor, start), text.index(anchor, start) + len(anchor)) if anchor else None
    return Mention(Span(start, start + len(words)), words, form, type_, metonym, held)


def ids(text, *mentions):
    """Return the entity of each mention."""
    links = resolve(mentions, text, GAZETTEER)
    return [links.of[mention.span] for mention in mentions]


def test_a_name_of_the_registry():
    """A polity by its label."""
    text = "Vostania agreed."
    assert ids(text, named(text, "Vostania", EntityType.POLITY)) == ["polity:vostania"]


def test_a_capital_is_the_polity_or_the_place():
    """As the mention says."""
    text = "Tirask agreed in Tirask."
    assert ids(
        text,
        named(text, "Tirask", EntityType.POLITY, metonym=True),
        named(text, "Tirask", EntityType.PLACE, nth=1),
    ) == ["polity:vostania", "place:tirask"]


def test_a_demonym_is_a_group_of_its_own():
    """A people is not its state."""
    text = "Vostanians agreed."
    assert ids(text, named(text, "Vostanians", EntityType.GROUP)) == ["group:vostanians"]


def test_transliterations_are_one_person():
    """The registry's, whatever the spelling, in full and by family name."""
    text = "Yevgenia Gutsul came. Gutsul left. Hutsul stayed."
    assert (
        ids(text, *(named(text, name) for name in ("Yevgenia Gutsul", "Hutsul")))
        == ["person:evgenia-hutsul"] * 2
    )


def test_an_unknown_person_and_the_family_name_later():
    """The family name is the person's whom the document named in full, also before that."""
    text = "Moorvel spoke. Tomas Moorvel said so. Moorvel left."
    mentions = named(text, "Moorvel"), named(text, "Tomas Moorvel"), named(text, "Moorvel", nth=2)
    assert ids(text, *mentions) == ["person:tomas-moorvel"] * 3


def test_two_people_of_one_family_name_stay_apart():
    """Full names are not merged by family name."""
    text = "Tomas Moorvel met Elena Moorvel."
    assert ids(text, named(text, "Tomas Moorvel"), named(text, "Elena Moorvel")) == [
        "person:tomas-moorvel",
        "person:elena-moorvel",
    ]


def test_an_initial_is_the_given_name():
    """ "T. Moorvel" is Tomas Moorvel, whom the text has named."""
    text = "Tomas Moorvel came. T. Moorvel left."
    assert ids(text, named(text, "Tomas Moorvel"), named(text, "T. Moorvel")) == ["person:tomas-moorvel"] * 2


def test_capitals_are_a_label_s_way_of_writing():
    """A name in capitals gets a label in the usual case."""
    text = "TOMAS MOORVEL: Yes."
    links = resolve([named(text, "TOMAS MOORVEL")], text, GAZETTEER)
    assert links.entities["person:tomas-moorvel"].label == "Tomas Moorvel"


def test_phrases_of_a_polity():
    """The side, the regime of its president: the polity."""
    text = "The Vostanian side left. The Hutsul regime stayed."
    side = named(text, "Vostanian side", EntityType.POLITY, anchor="Vostanian", form=MentionForm.NOMINAL)
    regime = named(text, "Hutsul regime", EntityType.POLITY, anchor="Hutsul", form=MentionForm.NOMINAL)
    assert ids(text, side, regime) == ["polity:vostania"] * 2


def test_an_institution_without_its_owner():
    """ "The Foreign Ministry" is the one that the text has named in full."""
    text = "The Vostanian Foreign Ministry spoke. The Foreign Ministry left."
    full = named(text, "Vostanian Foreign Ministry", EntityType.ORG, anchor="Vostanian")
    short = named(text, "Foreign Ministry", EntityType.ORG, nth=1)
    assert ids(text, full, short) == ["org:vostania-foreign-ministry"] * 2


def test_an_unknown_name_is_a_new_entity():
    """Of the type that its words look like, and not known."""
    text = "The Pelican Bank closed."
    links = resolve([named(text, "Pelican Bank", EntityType.ORG)], text, GAZETTEER)
    assert links.entities["org:pelican-bank"].known is False


def test_how_it_was_called_is_kept():
    """Names that an unknown entity had in the text are its names; the registry's stay as they were."""
    text = "Tomas Moorvel met Evgenia Hutsul. Moorvel left Yevgenia Gutsul."
    mentions = [named(text, n) for n in ("Tomas Moorvel", "Evgenia Hutsul", "Yevgenia Gutsul")]
    links = resolve([*mentions, named(text, "Moorvel", nth=1)], text, GAZETTEER)
    assert links.entities["person:tomas-moorvel"].called() == ["Moorvel"]
    assert links.entities["person:evgenia-hutsul"] == DRELL


def test_one_judgement_for_each_mention():
    """With a score in [0, 1] and by what it was made."""
    text = "Vostania met Tomas Moorvel."
    mentions = [named(text, "Vostania", EntityType.POLITY), named(text, "Tomas Moorvel")]
    judgements = resolve(mentions, text, GAZETTEER).judgements
    assert [j.mention for j in judgements] == [m.span for m in mentions]
    assert all(0 <= j.score <= 1 and j.by for j in judgements)
    assert judgements[0].score > judgements[1].score


def test_resolving_twice_changes_nothing():
    """What is resolved depends on the document and the registry alone; the gazetteer learns nothing."""
    text = "Moorvel spoke. Tomas Moorvel said so."
    mentions = [named(text, "Moorvel"), named(text, "Tomas Moorvel")]
    once = resolve(mentions, text, GAZETTEER)
    assert resolve(mentions, text, GAZETTEER) == once
    alone = "Moorvel spoke."
    assert ids(alone, named(alone, "Moorvel")) == ["person:moorvel"]


def test_a_given_name_of_two_parts_is_no_family_name():
    """Somebody called as the registry's person is called by the given name is somebody else."""
    listed = Entity("person:tem-dae-sun", EntityType.PERSON, "Tem Dae-sun", known=True)
    text = "Dae Sun agreed, Tem Dae Sun did not."
    found = [named(text, "Dae Sun"), named(text, "Tem Dae Sun")]
    links = resolve(found, text, Gazetteer([listed]))
    assert [links.of[m.span] for m in found] == ["person:dae-sun", "person:tem-dae-sun"]
