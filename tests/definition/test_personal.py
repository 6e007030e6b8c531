"""Headings that name data about a person, and headings that only look like it."""

import pytest

from definition.personal import personal_heading, personal_kind


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("LAST_NM", "a last name"),
        ("lastName", "a last name"),
        ("Apellidos", "a last name"),
        ("Nom de famille", "a last name"),
        ("FIRST_NAME", "a first name"),
        ("FRST_NM", "a first name"),
        ("Prénom", "a first name"),
        ("Vorname", "a first name"),
        ("Employee's name", "the name of a person"),
        ("Guest name", "the name of a person"),
        ("GUEST_NM", "the name of a person"),
        ("clientName", "the name of a person"),
        ("Customer Name", "the name of a person"),
        ("Name of the visitor", "the name of a person"),
        ("Participants' names", "the name of a person"),
        ("Ansprechpartner", "the name of a person"),
        ("DOB", "a date of birth"),
        ("Date of birth", "a date of birth"),
        ("dateOfBirth", "a date of birth"),
        ("Geburtsdatum", "a date of birth"),
        ("Geb.-Datum", "a date of birth"),
        ("Fecha de nacimiento", "a date of birth"),
        ("Lieu de naissance", "a place of birth"),
        ("e-mail address", "an email address"),
        ("E-Mail-Adresse", "an email address"),
        ("Contact E-mail", "an email address"),
        ("Tel. No.", "a phone number"),
        ("phonenumber", "a phone number"),
        ("Mobile", "a phone number"),
        ("HOME_ADDR", "a private address"),
        ("Wohnanschrift", "a private address"),
        ("EMP_NO", "a staff number"),
        ("EmployeeID", "a staff number"),
        ("WorkerId", "a staff number"),
        ("Personalnr", "a staff number"),
        ("Personal-Nr.", "a staff number"),
        ("Número de empleado", "a staff number"),
        ("Passport number", "an identity number"),
        ("Steuer-ID", "an identity number"),
        ("DRIVERS_LICENSE", "an identity number"),
        ("IBAN", "a bank account"),
        ("Monthly salary (EUR)", "what somebody earns"),
        ("Staatsangehörigkeit", "a nationality"),
        ("Familienstand", "a family status"),
        ("Age", "the age of a person"),
        ("Geschlecht", "a gender"),
    ],
)
def test_personal_headings_are_known_in_their_usual_forms(heading: str, what: str) -> None:
    guess = personal_heading(heading)
    assert guess is not None
    assert (guess.what, guess.is_special) == (what, False)


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Diagnosis", "about health"),
        ("BLOOD_GROUP", "about health"),
        ("Krankenkasse", "about health"),
        ("Health status", "about health"),
        ("Religion", "about faith"),
        ("Ethnic group", "an ethnic origin"),
        ("Victim descent", "an ethnic origin"),
        ("Union member?", "about a union"),
    ],
)
def test_what_is_protected_most_is_told_apart(heading: str, what: str) -> None:
    guess = personal_heading(heading)
    assert guess is not None
    assert (guess.what, guess.is_special) == (what, True)


@pytest.mark.parametrize(
    "heading",
    [
        "Name",
        "Product name",
        "File name",
        "Room name",
        "Company name",
        "Client company name",
        "Event name",
        "Guest count",
        "Host name",
        "Customer type name",
        "Guest room name",
        "Owner",
        "LAST_UPDATED",
        "First quarter",
        "Company address",
        "Address",
        "IP addresses blocked",
        "Company email",
        "Email template",
        "Phone model",
        "Product code",
        "Account number",
        "Number of employees",
        "Page",
        "Storage",
        "Stage",
        "Destination",
        "Designation",
        "Essex",
        "Addressee count",
        "Health and safety training",
        "Rate of descent",
        "Medical device",
        "Trace",
        "Personal goal",
        "",
        "123",
        "金額",
    ],
)
def test_headings_about_things_say_nothing_about_a_person(heading: str) -> None:
    assert personal_heading(heading) is None


def test_some_kinds_are_personal_whatever_their_heading() -> None:
    assert [personal_kind(kind) is not None for kind in ("email", "phone", "text", "money")] == [
        True,
        True,
        False,
        False,
    ]
