"""Texts of many encodings come out with the same letters."""

from pathlib import Path

import pytest

from tests.builder.importers.tables import plan_of, source_of


def table(heading: str, *rows: str) -> str:
    return "\n".join((heading, *rows * 5)) + "\n"


WESTERN = "Name;Ort\nMüller;Köln\nBäcker;Saarbrücken\nGarçon;Orléans\nNuñez;Málaga\n"
GREEK = table("Όνομα;Πόλη", "Γιώργος;Αθήνα", "Ελένη;Θεσσαλονίκη", "Δημήτρης;Πάτρα")
RUSSIAN = table("Имя;Город", "Анна;Москва", "Борис;Новосибирск", "Елена;Екатеринбург")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "utf-8"),
        (WESTERN, "utf-8-sig"),
        (WESTERN, "utf-16"),
        (WESTERN, "utf-16-le"),
        (WESTERN, "utf-16-be"),
        (WESTERN, "utf-32"),
        (WESTERN, "cp1252"),
        (WESTERN, "latin-1"),
        (WESTERN, "mac_roman"),
        (GREEK, "cp1253"),
        (GREEK, "iso8859_7"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
    ],
)
def test_letters_survive(tmp_path: Path, text: str, encoding: str) -> None:
    plan = plan_of(tmp_path, text.encode(encoding))
    first = text.splitlines()[1].split(";")

    assert [column.label for column in plan.columns] == text.splitlines()[0].split(";")
    assert plan.columns[0].samples[0] == first[0] or first[0] in plan.columns[0].samples


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    guessed, certain = source_of(tmp_path, WESTERN.encode("cp1252")), source_of(tmp_path, WESTERN.encode())

    assert [problem.code for problem in guessed.problems] == ["encoding-guessed"]
    assert certain.problems == ()


def test_a_few_broken_bytes_do_not_change_the_encoding(tmp_path: Path) -> None:
    data = "näme,n\n".encode() + "ünï,2\n".encode() * 200 + "Müller,3\n".encode("cp1252")
    source = source_of(tmp_path, data)

    assert source.encoding == "utf-8"
    assert [problem.code for problem in source.problems] == ["mixed-encoding"]


def test_nul_characters_are_left_out_and_said(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, b"a,b\nx\x00y,2\nz,3\n")

    assert plan.preview[0].values["a"] == "xy"
    assert [(problem.code, problem.where) for problem in plan.problems] == [("nul-characters", "Row 2")]
