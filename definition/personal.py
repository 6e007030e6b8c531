"""Which headings name data about a person: one vocabulary for the importer's guess and for the checks. Pure.

Reads labels and column names in snake case, camel case and with the usual short forms, in English, German, French and
Spanish. It looks at words, never at values. A heading that names a thing ("Product name", "Company address") is none;
where nothing tells a person from a thing ("Name", "Address", "Account number") it says nothing: a guess that is often
wrong is soon not read.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalGuess:
    """`what` finishes the sentence "LAST_NM is …"; `is_special` data (health, faith, origin) is protected most."""

    what: str
    is_special: bool


def personal_heading(heading: str) -> PersonalGuess | None:
    """What a heading says about a person; None when it says nothing of the kind."""
    words = _words(heading)
    whole = " ".join(words)
    if whole in _WHOLE:
        return _WHOLE[whole]
    found = (_PHRASES.get(" ".join(run)) for run in _runs(words))
    guess = next((guess for guess in found if guess is not None), None)
    return None if guess is not None and not guess.is_special and not _THINGS.isdisjoint(words) else guess


def personal_kind(kind: str) -> PersonalGuess | None:
    """What a field kind says about a person, whatever its heading."""
    return _KINDS.get(kind)


def _words(heading: str) -> list[str]:
    """Lower case, without accents, camel case cut, short forms written out."""
    spaced = _CAMEL.sub(" ", heading)
    decomposed = unicodedata.normalize("NFKD", spaced.replace("ß", "ss"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char)).lower()
    bare = _APOSTROPHE.sub("", bare)
    words = _WORD.findall(_MAIL.sub("email", bare))
    return [_SHORT.get(word, word) for word in words]


def _runs(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Every run of neighbouring words, the longest first."""
    longest = min(len(words), _LONGEST)
    for length in range(longest, 0, -1):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]


_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[a-z]+|\d+")
_MAIL = re.compile(r"\be[\s_.-]?mail")
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019]s\b|['\u2019]")

_SHORT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nm": "name",
        "names": "name",
        "no": "number",
        "nr": "number",
        "num": "number",
        "nbr": "number",
        "nummer": "number",
        "numero": "number",
        "code": "number",
        "id": "number",
        "identifier": "number",
        "emp": "employee",
        "empl": "employee",
        "fst": "first",
        "frst": "first",
        "lst": "last",
        "mid": "middle",
        "addr": "address",
        "adresse": "address",
        "anschrift": "address",
        "direccion": "address",
        "dt": "date",
        "datum": "date",
        "fecha": "date",
        "mob": "mobile",
        "tel": "telephone",
        "phon": "phone",
        "drivers": "driver",
        "driving": "driver",
        "license": "licence",
    }
)


_PERSON_WORDS: Final = (
    *("applicant", "attendee", "buyer", "candidate", "child", "claimant", "client", "colleague", "contact", "customer"),
    *("donor", "driver", "employee", "father", "guardian", "guest", "instructor", "learner", "manager"),
    *("member", "mother", "owner", "participant", "patient", "person", "pupil", "resident", "spouse", "staff"),
    *("student", "supervisor", "teacher", "tenant", "trainee", "trainer", "traveller", "user", "visitor", "volunteer"),
    "worker",
)
_NAMES_OF_PERSONS: Final = ",".join(
    f"{word} name, {word}s name, name of {word}, name of the {word}" for word in _PERSON_WORDS
)


def _table(meanings: Mapping[str, str], *, is_special: bool) -> dict[str, PersonalGuess]:
    """From "phrase, phrase" by meaning to a guess by phrase."""
    return {
        phrase.strip(): PersonalGuess(what=meaning, is_special=is_special)
        for meaning, phrases in meanings.items()
        for phrase in phrases.split(",")
    }


_PERSONAL = {
    "a last name": """last name, lastname, surname, family name, lname, maiden name, nachname, familienname,
        geburtsname, zuname, nom de famille, apellido, apellidos""",
    "a first name": """first name, firstname, forename, given name, fname, middle name, vorname, rufname, prenom,
        nombre de pila""",
    "the name of a person": f"""full name, fullname, {_NAMES_OF_PERSONS},
        contact person, emergency contact, ansprechpartner, mitarbeitername, name des mitarbeiters, gastname,
        kundenname, nombre y apellidos, nombre completo, nombre del cliente, nombre del empleado, nom du client,
        nom complet, username, login name, benutzername""",
    "a date of birth": """birth, birthday, birthdate, date of birth, dateofbirth, dob, born, geburtsdatum, geburtstag,
        geb date, naissance, nacimiento""",
    "a place of birth": "birth place, birthplace, place of birth, geburtsort, lieu de naissance, lugar de nacimiento",
    "an email address": "email, emailaddress, mail address, mailadresse, emailadresse, courriel, correo electronico",
    "a phone number": """phone, phonenumber, telephone, telephone number, mobile phone, mobile number, cell phone,
        cellphone, cell number, telefon, telefonnummer, handy, handynummer, mobilnummer, telefono, movil""",
    "a private address": """home address, private address, permanent address, residential address, wohnadresse,
        wohnanschrift, privatadresse, privatanschrift, wohnort, domicile, address personnelle, domicilio""",
    "a staff number": """employee number, employeenumber, employeeid, empid, empno, staff number, personnel number,
        personal number, personalnr, personalnummer, pers number, mitarbeiternummer, mitarbeiter number, payroll number,
        worker number, matricule, number de empleado""",
    "an identity number": """passport, reisepass, passeport, pasaporte, identity card, identity number, national number,
        personalausweis, ausweisnummer, driver licence, fuhrerschein, permis de conduire, ssn, social security,
        social insurance, national insurance, nino, sozialversicherung, sozialversicherungsnummer, securite sociale,
        seguridad social, tax number, steuernummer, steuer number, dni, nif, curp""",
    "a bank account": """iban, bank account, bankverbindung, credit card, kreditkarte, cuenta bancaria,
        compte bancaire""",
    "what somebody earns": "salary, salaries, wage, wages, payslip, gehalt, lohn, salaire, salario, sueldo",
    "a gender": "gender, geschlecht, sexo",
    "a nationality": """nationality, citizenship, staatsangehorigkeit, nationalitat, nationalite, nacionalidad""",
    "a family status": "marital, marital status, familienstand, zivilstand, etat civil, estado civil",
    "an address in a network": "ip address",
    "the age of a person": "age of employee, age of person, age of patient, age in years, patient age, age group",
}
_SPECIAL = {
    "about health": """diagnosis, diagnoses, diagnose, illness, medical condition, medical history, medical record,
        medical records, medical leave, medical notes, medical certificate, disability, disabilities, pregnancy,
        pregnant, health status, health condition, health insurance, health data, health problem, sick leave, sick note,
        sick days, blood type, blood group, allergy, allergies, medication, krankheit, krank, krankenkasse,
        krankenversicherung, behinderung, schwerbehindert, gesundheit, schwanger, schwangerschaft, blutgruppe, allergie,
        maladie, grossesse, enceinte, enfermedad, discapacidad, embarazo, embarazada, alergia""",
    "about faith": "religion, konfession, confession religieuse, church tax, kirchensteuer",
    "an ethnic origin": "ethnic, ethnicity, ethnie, etnia, victim descent",
    "about a union": "union member, union membership, trade union, gewerkschaft, syndicat, sindicato",
    "a sexual orientation": """sexual orientation, sexuelle orientierung, orientation sexuelle, orientacion sexual""",
    "a political opinion": "political opinion, political party, party membership, parteimitglied",
    "about a criminal record": "criminal record, conviction, convictions, vorstrafen, fuhrungszeugnis",
    "about the body": "biometric, fingerprint, fingerabdruck, genetic data, genetic test",
}

_PHRASES: Final = MappingProxyType(_table(_PERSONAL, is_special=False) | _table(_SPECIAL, is_special=True))

# Words that mean a person only when nothing else stands in the heading.
_WHOLE: Final = MappingProxyType(
    _table(
        {
            "the age of a person": "age, alter, edad",
            "a gender": "sex, sexe",
            "a phone number": "mobile, mobil",
            "the name of a person": "employee, mitarbeiter, mitarbeiterin, empleado, patient",
        },
        is_special=False,
    )
    | _table({"about health": "health, medical, sante, salud", "an ethnic origin": "race, descent"}, is_special=True)
)

# With these in it a heading is about a thing, though it holds a word of the list: "Email template", "Phone model".
_THINGS: Final = frozenset(
    (
        *("template", "subject", "model", "type", "count", "cost", "price", "provider", "version", "company", "firm"),
        *("business", "product", "file", "sent", "firma", "produkt", "entreprise", "empresa"),
    )
)

_KINDS: Final[Mapping[str, PersonalGuess]] = MappingProxyType(
    {
        "email": PersonalGuess(what="an email address", is_special=False),
        "phone": PersonalGuess(what="a phone number", is_special=False),
    }
)

_LONGEST: Final = max(phrase.count(" ") + 1 for phrase in _PHRASES)
