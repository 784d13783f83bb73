"""Definite descriptions: the last that fits by noun or kind."""

from types import SimpleNamespace

from kg.extract.descriptions import Named
from kg.model import Entity, EntityType, Mention, MentionForm, Span


def named(*pairs):
    """Return a memory that has read these names: (text, entity id)."""
    kinds = dict(pairs)

    def entity(mention):
        id_ = kinds[mention.text]
        return Entity(id_, EntityType(id_.partition(":")[0]), mention.text)

    found = Named(SimpleNamespace(entity=entity))
    found.read(
        [
            Mention(Span(0, 1), text, MentionForm.NAME, entity(SimpleNamespace(text=text)).type)
            for text in kinds
        ]
    )
    return found


def test_a_kind_means_the_last_of_its_kind():
    """The union is the body named last."""
    found = named(("Wool League", "org:wool-league"), ("Salt Board", "org:salt-board"))
    assert found.described("The union was silent.", ()) == ["org:salt-board"]


def test_a_kind_that_is_named_needs_no_description():
    """Where a body is named, "the union" is taken for it."""
    found = named(("Wool League", "org:wool-league"))
    assert found.described("The union and the Salt Board were silent.", ["org:salt-board"]) == []


def test_the_noun_of_a_name_means_its_bearer():
    """The mission is the last whose name ends in that word, be its kind named or not."""
    found = named(("Reed Lake Mission", "org:reed-lake-mission"), ("Salt Board", "org:salt-board"))
    assert found.described("The mission has left.", ["org:salt-board"]) == ["org:reed-lake-mission"]


def test_a_truce_is_of_the_conflict_that_was_named():
    """Words of war and peace speak of the war."""
    found = named(("Reed war", "event:reed-conflict"))
    assert found.described("They want a ceasefire.", ()) == ["event:reed-conflict"]
    assert found.described("They want a ferry.", ()) == []


def test_an_indefinite_noun_describes_nobody():
    """A union may be any."""
    assert named(("Wool League", "org:wool-league")).described("A union was silent.", ()) == []
