"""Reports with identifiers hidden in them on purpose, each in one of the many ways people write it. Everybody is made up.

The ways are written here by hand, apart from the program’s own, so that both would have to be wrong in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

GIVEN = [
    "Margaret", "Elizabeth", "Zofia", "Séamus", "Björn", "Thuy-Linh", "Aoife", "Priyanka", "D'Arcy", "Łukasz", "William",
    "Chidinma", "Ng", "Theodora", "José", "Rhiannon", "Abdulrahman", "Saoirse", "Kwabena", "Jiří",
]  # fmt: skip
FAMILY = [
    "Thistlewood", "O'Hanrahan", "Brackenbury-Vane", "Szczepańska", "MacGillivray", "de la Croix", "Okonkwo", "Van der Meer",
    "Featherstonehaugh", "Ó Conaill", "Müller", "Nguyễn", "Rahimzadeh", "St. Aubyn", "Fotheringay", "Ødegård", "Yilmaz", "Quaye",
]  # fmt: skip
STREETS = ["Hollowberry Lane", "Larkrise Close", "St Dunstan's Road", "Old Tannery Street", "Quarrymans Terrace"]
HOMES = ["Rosewithy Court", "Elderglade Lodge", "The Sycamores Nursing Home", "Mossgate House"]
HOSPITALS = ["Larkminster Hospital", "St Wilfrith's Infirmary", "Royal Pennyfield Hospital"]
DOCTORS = ["Dr Ottoline Fernsby", "Dr Ikechukwu Adeyinka", "Prof. Marit Solheim"]
STAFF = ["Tobiah Wexcombe", "Ffion Prydderch", "Ravindran Pillaiyar", "Clementine Ashgrove"]
RARE = ["Fabry disease", "locked-in syndrome", "lighthouse keeper", "Huntington’s disease", "champion pigeon racer"]
SHORT = {"Margaret": "Peggy", "Elizabeth": "Betty", "William": "Bill", "Theodora": "Theo"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FILLING = [
    "Agencies worked with the adult over several months, and met more than once to share what they knew.",
    "The panel heard that the plan was reviewed in the spring, and that nobody wrote down who would lead.",
    "Practitioners spoke of pressure, and of the care they took in hard circumstances.",
    "The Board asks every agency to show by next year that its supervision has changed.",
    "It may be that a mental capacity assessment would have led to another decision.",
    "Family members said that they had felt heard, and asked that others should learn from this.",
    "People aged 18 and over make up a third of those about whom concerns are received.",
    "He will need to be told, she said, and it was agreed to mark the date in the plan.",
    "The nurse rang the surgery in May, and again a week later; no call was returned.",
    "Grace in difficult times, and hope for what can change, ran through what the family told us.",
]


@dataclass
class Seeded:
    """A made-up person as the vault holds them, a report, and what was hidden in it: (sort, words as they stand)."""

    held: list[dict[str, str]]
    text: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)


def reports(count: int, seed: int = 20240412) -> Iterator[Seeded]:
    random = Random(seed)
    for _ in range(count):
        yield _report(random)


def clean_reports(count: int, seed: int = 7) -> Iterator[str]:
    random = Random(seed)
    for _ in range(count):
        yield "\n\n".join(" ".join(random.sample(FILLING, 5)) for _ in range(8))


def _report(random: Random) -> Seeded:
    given, middle, family = random.choice(GIVEN), random.choice(GIVEN), random.choice(FAMILY)
    born = date(1925, 1, 1) + timedelta(days=random.randrange(29_000))
    died = born + timedelta(days=random.randrange(8_000, 33_000))
    nhs = _nhs(random)
    ni = f"QQ{random.randrange(100000, 1000000)}{random.choice('ABCD')}"
    number, street, home = random.randrange(1, 200), random.choice(STREETS), random.choice(HOMES)
    outward, inward = (
        f"{random.choice(['LU', 'B', 'SW', 'EC'])}{random.randrange(1, 99)}",
        f"{random.randrange(1, 10)}ZZ",
    )
    phone = f"01632 {random.randrange(960000, 961000)}"
    hospital, doctor, rare, staff = (random.choice(one) for one in (HOSPITALS, DOCTORS, RARE, STAFF))
    nickname = f"{given[:2]}kins"
    held = {
        "names": f"{given} {middle} {family}",
        "nicknames": nickname,
        "former_names": f"{given} Marchbanks",
        "born_on": born.isoformat(),
        "died_on": died.isoformat(),
        "nhs_number": nhs,
        "ni_number": ni,
        "addresses": f"{number} {street}, Luton, {outward} {inward}\n{home}, Dunstable",
        "phones": phone,
        "gp": f"{doctor}, Mossgate Surgery",
        "places": hospital,
        "others": rare,
    }
    hidden = [
        ("name", random.choice(_names(given, middle, family))),
        ("name", family.upper() if random.random() < 0.3 else family),
        ("nickname", nickname),
        ("former name", "Marchbanks"),
        ("initials", random.choice(_initials(given, family))),
        ("born", random.choice(_days(born, random))),
        ("died", random.choice(_days(died, random))),
        ("nhs", random.choice([nhs, f"{nhs[:3]} {nhs[3:6]} {nhs[6:]}", f"{nhs[:3]}-{nhs[3:6]}-{nhs[6:]}"])),
        ("ni", random.choice([ni, f"{ni[:2]} {ni[2:4]} {ni[4:6]} {ni[6:8]} {ni[8]}", ni.lower()])),
        ("postcode", random.choice([f"{outward} {inward}", f"{outward}{inward}", outward, f"{outward} {inward}".lower()])),
        ("street", random.choice([street, f"{number} {street}", _short(street), street.upper()])),
        ("home", random.choice([home, home.lower()])),
        ("phone", random.choice([phone, "+44 (0)" + phone[1:], phone.replace(" ", "")])),
        ("hospital", random.choice([hospital, hospital.replace("St ", "St. ")])),
        ("doctor", random.choice([doctor, doctor.split()[-1]])),
        ("rare", random.choice([rare, rare.replace("’", "'"), rare.capitalize()])),
        ("age", random.choice(_ages((died - born).days // 365 or 1))),
        ("staff", random.choice([staff, staff.split()[1], f"{staff.split()[0]}’s"])),
    ]  # fmt: skip
    if given in SHORT:
        hidden.append(("short name", SHORT[given]))
    paragraphs = [random.sample(FILLING, 4) for _ in range(8)]
    for _, words in hidden:
        sentences = random.choice(paragraphs)
        sentences.insert(random.randrange(len(sentences)), _sentence(words, random))
    text = "\n\n".join(" ".join(one) for one in paragraphs)
    return Seeded([held, {"names": staff}], text, hidden)


def _sentence(words: str, random: Random) -> str:
    ways = ["It was noted ({}) in the file.", "The record says {}; nobody asked why.", "A note reads “{}”, no more."]
    return random.choice(ways).format(words)


def _short(street: str) -> str:
    return street.replace("Lane", "Ln").replace("Road", "Rd").replace("Street", "St.")


def _names(given: str, middle: str, family: str) -> list[str]:
    return [
        f"{given} {family}", f"{given} {middle} {family}", f"{family}, {given}", f"{given}", f"{given}’s", f"Mr {family}",
        f"{given}\n{family}", f"{given}  {family}", f"{given[0]} {family}", f"{given} {family}".upper(),
    ]  # fmt: skip


def _initials(given: str, family: str) -> list[str]:
    one, two = (
        given[0].upper(),
        [part for part in family.replace("-", " ").replace("'", " ").split() if part][-1][0].upper(),
    )
    return [f"{one}.{two}.", f"{one}. {two}."]


def _days(day: date, random: Random) -> list[str]:
    month, ending = MONTHS[day.month - 1], _ending(day.day)
    return [
        f"{day.day} {month} {day.year}", f"{day.day}{ending} {month} {day.year}", f"{day.day}{ending} of {month}, {day.year}",
        f"{month} {day.day}, {day.year}", f"{month} {day.day}{ending} {day.year}", f"{day.day} {month[:3]} {day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}", f"{day.day}/{day.month}/{day.year % 100:02}",
        f"{day.day}.{day.month}.{day.year}", f"{day.day:02}-{day.month:02}-{day.year}",
        day.isoformat(), f"the {day.day}{ending} of {month}", f"{day.day} {month}",
        f"{month} {day.year}", f"{month[:3]} {day.day} '{day.year % 100:02}", f"{day.day}–{day.month}–{day.year}",
    ]  # fmt: skip


def _ending(number: int) -> str:
    return "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _ages(age: int) -> list[str]:
    return [f"aged {age}", f"{age} years old", f"a {age}-year-old", f"age of {age}", f"{age} year old", f"Aged: {age}"]


def _nhs(random: Random) -> str:
    """A number of the range kept for tests (999), whose last digit proves the others."""
    while True:
        digits = f"999{random.randrange(1_000_000):06}"
        check = 11 - sum(int(one) * (10 - place) for place, one in enumerate(digits)) % 11
        if check != 10:
            return f"{digits}{check % 11}"
