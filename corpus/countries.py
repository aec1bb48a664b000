"""What countries, their people and their governments are called: France, French; Moscow for Russia's government."""

from __future__ import annotations

from functools import lru_cache

from corpus.words import fold

# People whose name is no form of their country's adjective, and governments called after a place that is no capital of theirs.
_PEOPLE = {
    "poland": "pole poles", "denmark": "dane danes danish", "finland": "finn finns finnish", "sweden": "swede swedes swedish", "turkey": "turk turks turkish",
    "spain": "spaniard spaniards spanish", "united kingdom": "uk briton britons british britain", "netherlands": "dutch dutchman holland", "serbia": "serb serbs",
    "croatia": "croat croats", "czech republic": "czechs czechia", "slovakia": "slovaks", "scotland": "scot scots", "france": "frenchman frenchmen", "ireland": "irish irishman",
    "switzerland": "swiss", "greece": "greeks", "iraq": "iraqis", "israel": "israelis", "pakistan": "pakistanis", "kazakhstan": "kazakh kazakhs", "uzbekistan": "uzbek uzbeks",
    "united states": "america us usa", "philippines": "filipino filipinos", "thailand": "thai thais", "romania": "romanians", "hungary": "hungarians",
}  # fmt: skip
_SEATS = {"russia": "kremlin", "united states": "washington pentagon", "united kingdom": "westminster", "france": "elysee", "china": "beijing"}
# Words of capitals of several words that tell nothing alone ("Mexico City", "Port Louis").
_PLAIN = frozenset("city port saint san new town".split())
_LONG = 4
_UNION = frozenset("eu european europe brussels".split())


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Folded word → the words for the same country and its people; and the same with the seats of its government."""
    from countryinfo import CountryInfo

    forms: dict[str, set[str]] = {}
    seats: dict[str, set[str]] = {}
    taken: set[str] = set()
    for country in sorted(CountryInfo.all().values(), key=lambda one: (-(one.get("population") or 0), one["name"])):
        name = country["name"].lower()
        own = {fold(name)} if " " not in name else set()
        demonym = fold(str(country.get("demonym") or ""))
        if demonym.isalpha() and demonym not in taken:  # of two with one demonym the larger has it: the Americans are not those of Saipan
            taken.add(demonym)
            own |= {demonym, f"{demonym}s"}
        own |= set(_PEOPLE.get(name, "").split())
        capital = fold(str(country.get("capital") or "")).split(",")[0].removesuffix(" d.c.")
        parts = capital.split()
        seat = {part for part in parts if part.isalpha() and (len(parts) == 1 or (len(part) >= _LONG and part not in _PLAIN))}
        if not own:
            continue
        for word in own:
            forms.setdefault(word, set()).update(own)
        seat |= set(_SEATS.get(name, "").split())
        for word in own | seat:
            seats.setdefault(word, set()).update(own | seat)
    for word in _UNION:
        seats.setdefault(word, set()).update(_UNION)
    return ({word: frozenset(own - {word}) for word, own in forms.items()}, {word: frozenset(own - {word}) for word, own in seats.items()})


def same_country(key: str) -> frozenset[str]:
    """The other folded words for a country and its people.

    >>> sorted(same_country("french"))
    ['france', 'frenchman', 'frenchmen', 'frenchs']
    """
    return _countries()[0].get(key, frozenset())


def seat_of(key: str) -> frozenset[str]:
    """The other folded words that may stand for a country or its government, its capital among them: what a reader may
    mean, not what a text says ("Moscow" for Russia, "Minsk" for Belarus).

    >>> "kremlin" in seat_of("moscow")
    True
    """
    return _countries()[1].get(key, frozenset())
