"""Invented people, outlets and places."""

from dataclasses import dataclass
from random import Random

WOMEN = (
    "Mara Ilva Petronela Sunniva Adaora Leonie Tamsin Yevka Noor Clarisse Ingeborg Halina Rosaura Wanjiru Mirela"
    " Danuta Oriane Sabela Katarzyna Lindiwe"
).split()
MEN = (
    "Oran Bastian Tevita Milorad Anselm Kwabena Ruairi Jorgen Casimir Edvard Nikola Thabo Gaspard Ismael Florian"
    " Radek Matteo Henrik Emeka Lorcan"
).split()
FAMILY = (
    "Drell Moorvel Vaskonen Trandafir Okonjo-Reyes Lindqvarn Bellworthy Kastrioti-Hahn Ferrantoli Osgerby Zelmanek"
    " Quistorp Abernethwaite Mulondo Hadrossian Vellacott Brankovsky Sorrentani Ekwuazi Thorvaldsby Peregrini"
    " Halloway-Finch Novotnik Drummaire Castellvar Oyelarin Winterbourn Maalouf-Stern Grabowiec Tulloch"
).split()
OFFICES = (
    "Minister of Transport", "Deputy Minister of Fisheries", "Minister of Energy", "Agriculture Minister",
    "Director of the Lake Commission", "Water Commissioner", "President of the Harbour Board",
    "Special Envoy", "Deputy Prime Minister", "Secretary of the Border Council",
)  # fmt: skip
OUTLETS = (
    "Northern Wire", "Harbour Gazette", "Tirask Evening Post", "Radio Velm", "The Delta Review", "Channel Nine Sorvo",
    "Lake District News", "The Kelmar Courier",
)  # fmt: skip
PLACES = ("Tirask", "Velm", "Kelmar", "Sorvo", "Ostrel", "Marrowby", "Dunholt", "Pellavik")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks."""

    given: str
    family: str
    woman: bool
    office: str
    outlet: str

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"

    @property
    def courtesy(self) -> str:
        """Mr. or Ms."""
        return "Ms." if self.woman else "Mr."

    @property
    def initials(self) -> str:
        """Of the given name and of the first part of the family name."""
        return self.given[0] + self.family[0]

    @property
    def signed(self) -> str:
        """The initial glued to the family name, as machine translations have it."""
        return f"{self.given[0]}.{self.family}"

    @property
    def id(self) -> str:
        """As gold names an entity."""
        return f"person:{self.name.lower().replace(' ', '-')}"


def cast(random: Random, number: int) -> list[Person]:
    """Return ``number`` people, no two alike in family name, initials or office."""
    families, offices = random.sample(FAMILY, len(FAMILY)), random.sample(OFFICES, len(OFFICES))
    found: list[Person] = []
    while len(found) < number:
        woman = random.random() < 0.5
        given, family = random.choice(WOMEN if woman else MEN), families.pop()
        person = Person(given, family, woman, offices[len(found) % len(offices)], random.choice(OUTLETS))
        if person.initials not in {one.initials for one in found}:
            found.append(person)
    return found
