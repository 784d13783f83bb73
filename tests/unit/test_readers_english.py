"""What is no English is found out."""

import pytest

from kg.readers.english import is_english

TEXTS = {
    "German": "Die Ministerin sagte, dass das Schiff den Hafen nicht vor Montag verlassen werde. ",
    "French": "La ministre a dit que le navire ne quitterait pas le port avant lundi matin, selon elle. ",
    "Russian": "Министр сказала, что корабль не выйдет из порта до понедельника, и поблагодарила всех. ",
    "Dutch": "De minister zei dat het schip de haven niet voor maandag zou verlaten, aldus haar woordvoerder. ",
    "Indonesian": "Menteri mengatakan bahwa kapal itu tidak akan meninggalkan pelabuhan sebelum hari Senin. ",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_other_languages_are_not_english(text):
    assert not is_english(text * 3)


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that the ship would not leave the port before Monday. ",
        "In course of meeting minister declared, that ship is ready to leave port on Monday. ",
    ],
    ids=["prose", "machine translation"],
)
def test_english_is_english(text):
    assert is_english(text * 3)


def test_a_few_names_tell_nothing():
    assert is_english("Orla Temvik, Ilma Dostarova")
