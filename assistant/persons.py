"""Which common nouns are of a person ("the captain"), so that "he" or "she" may point to one. Pure."""

from __future__ import annotations

_PERSONS = frozenset(
    """accused actor actress adviser advocate ambassador applicant archbishop arsonist assailant athlete attacker aunt author baby bishop boss boxer boy
    boyfriend bride brother builder buyer candidate captain cardinal caretaker carer celebrity chancellor chef chief child citizen cleaner clerk climber
    colleague commander commissioner companion composer conductor contractor convict correspondent councillor counsellor courier cousin criminal critic culprit
    cyclist dad daughter dealer defendant defender delegate deputy designer detainee detective developer dictator diplomat director diver doctor driver editor emperor employee
    employer engineer envoy executive expert explorer farmer father fiancé fiancée fighter filmmaker founder friend gardener girl girlfriend goalkeeper governor
    grandfather grandmother grandson granddaughter guard guardian guest guy heir hero historian hostage hunter husband inmate inspector intern inventor investigator
    investor janitor judge kidnapper killer king lady lawmaker lawyer leader lecturer lieutenant lover major man manager master mayor mechanic member merchant
    migrant miner minister monk mother mum murderer negotiator neighbour neighbor nephew niece nun nurse officer official opponent organiser organizer owner painter partner
    passenger passer-by patient pensioner performer person philosopher photographer physician pilot player plumber poet politician pope porter preacher predecessor president
    priest prince princess prisoner producer professor promoter prosecutor pupil queen rabbi reader rebel recruit referee refugee reporter representative rescuer
    resident researcher rival robber sailor scholar secretary seller senator sergeant servant sheriff shopkeeper singer sister skipper smuggler soldier
    solicitor son speaker spokesperson spouse spy striker student successor superintendent supervisor supporter surgeon suspect swimmer teacher teenager tenant thief
    trader trainer translator traveller treasurer trustee uncle undersecretary vendor vicar victim visitor volunteer waiter waitress warden whistleblower widow widower wife
    winner witness woman worker writer youth""".split()
)
_ENDINGS = ("man", "woman", "ist", "ologist", "ographer", "master", "keeper", "holder", "mother", "father")
_THINGS = frozenset("human german roman talisman ottoman list mist fist twist wrist waist grist assist resist exist persist consist insist".split())


# What acts as one or many persons do.
_BODIES = frozenset(
    """agency alliance army association authority band bank board business charity child church city club coalition commission committee company congregation
    council country couple court crew crowd department family federation firm force foundation gang government group household hospital inhabitant institute jury league local majority
    maker man militia minister ministry minority nation navy newspaper opposition organisation organization panel parent parliament party people police prosecution public
    relative senate school squad staff state team tribe trio troop union unit university villager voter""".split()
)


def acts(noun: str) -> bool:
    """Whether a singular common noun, in lower case, is of a person or of a body of persons, so that "who" may ask for it.

    >>> acts("captain"), acts("council"), acts("term")
    (True, True, False)
    """
    return noun in _BODIES or is_person(noun)


def is_person(noun: str) -> bool:
    """Whether a singular common noun, in lower case, is of a person.

    >>> is_person("captain"), is_person("coastguardsman"), is_person("ferry")
    (True, True, False)
    """
    return noun in _PERSONS or (noun.endswith(_ENDINGS) and noun not in _THINGS)
