"""Bodies that are not JSON one can keep, by what is wrong with them; and how to send a body as it is."""

from collections.abc import Iterator

from django.test import Client

from tests.access.endpoints import address, places_of
from tests.access.lines import EVERYBODY, PLACES, Line
from tests.access.matrix import LINES
from tests.access.scene import WHO, Side
from tests.access.wire import Answer, ask

JSON = "application/json"
DEEP = 33
# What is wrong, and the body: each is refused with 400 wherever JSON is read.
BROKEN: dict[str, bytes] = {
    "NUL in a text": b'{"title": "a\\u0000b"}',
    "NUL in a key": b'{"a\\u0000b": 1}',
    "a bare NUL": b'{"title": "a\x00b"}',
    "half a character": b'{"title": "\\ud800"}',
    "the other half": b'{"title": "\\udc00x"}',
    "halves the wrong way round": b'{"title": "\\udc00\\ud800"}',
    "half a character in a key": b'{"\\udfff": 1}',
    "too deep, objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "too deep, lists": b"[" * DEEP + b"]" * DEEP,
    "far too deep": b"[" * 100_000,
    "deep and mixed": b'[{"a":' * 40_000 + b"1",
    "deep behind a text with brackets": b'["]]]]",' + b"[" * DEEP + b"]" * DEEP + b"]",
    "a number of many digits": b'{"revision": ' + b"9" * 41 + b"}",
    "a fraction of many digits": b'{"revision": 0.' + b"1" * 60 + b"}",
    "a number beyond doubles": b'{"revision": 1e400}',
    "minus beyond doubles": b'{"revision": -1e400}',
    "NaN": b'{"revision": NaN}',
    "Infinity": b'{"revision": Infinity}',
    "minus Infinity": b"[-Infinity]",
    "the same key twice": b'{"title": "a", "title": "b"}',
    "the same key twice, spelled apart": b'{"title": "a", "\\u0074itle": "b"}',
    "the same key twice, below": b'{"a": [{"b": 1, "b": 2}]}',
    "more keys than anybody needs": b"{" + b",".join(b'"%d":0' % number for number in range(20_001)) + b"}",
    "bytes that are no UTF-8": b'{"title": "\xff\xfe"}',
    "an overlong slash": b'{"title": "\xc0\xaf"}',
    "a surrogate in UTF-8": b'{"title": "\xed\xa0\x80"}',
    "UTF-16": '{"title": "a"}'.encode("utf-16"),
    "UTF-16 without a mark": '{"title": "a"}'.encode("utf-16-le"),
    "UTF-32": '{"title": "a"}'.encode("utf-32-be"),
    "a mark in front": b'\xef\xbb\xbf{"title": "a"}',
    "nothing but a space": b" ",
    "two values": b"{}{}",
    "words behind": b"{} x",
    "a comma too many": b'{"title": "a",}',
    "a comma too many in a list": b"[1,]",
    "single quotes": b"{'title': 'a'}",
    "a comment": b'{"title": "a"} // b',
    "a key without quotes": b'{title: "a"}',
    "cut off": b'{"title": "a',
    "cut off behind a backslash": b'{"title": "a\\',
    "only open": b"{",
    "a bad escape": b'{"title": "\\x41"}',
    "half an escape": b'{"title": "\\u00"}',
    "a line break in a text": b'{"title": "a\nb"}',
    "a tab in a text": b'{"title": "a\tb"}',
    "a leading zero": b'{"revision": 01}',
    "a plus": b'{"revision": +1}',
    "hexadecimal": b'{"revision": 0x1}',
    "half a fraction": b'{"revision": 1.}',
    "a fraction without its whole": b'{"revision": .5}',
    "a bare word": b"undefined",
    "True as Python says it": b"True",
    "a list": b"[]",
    "a list of pairs": b'[["title", "a"]]',
    "null": b"null",
    "a text": b'"title"',
    "a number": b"0",
    "true": b"true",
}
CHARSETS = ("utf-7", "utf-16", "latin-1", "idna", "punycode", "unicode_escape", "bz2_codec", "zlib_codec", "rot13", "")
KINDS = ("text/plain", "application/x-www-form-urlencoded", "text/json", "application/xml", "application/x-yaml")


def readers() -> list[Line]:
    """One line for each method that reads JSON, asked by somebody who may."""
    found: dict[tuple[str, str], Line] = {}
    for line in LINES:
        if line.body is not None and not line.form:
            found.setdefault((line.route, line.method), line)
    return list(found.values())


def who_may(line: Line) -> str:
    """Somebody who gets further than the rest."""
    return next(who for who in WHO if who in next(iter(line.answers.values())) and who in EVERYBODY)


def url_of(line: Line, side: Side) -> str:
    named = {place: line.ids.get(place, PLACES[place]) for place in places_of(line.route)}
    return address(line.route, {at: name[1:] if name[0] == "=" else side.ids[name] for at, name in named.items()})


def send(client: Client, line: Line, side: Side, body: bytes, kind: str = JSON) -> Answer:
    return ask(client, line.method, url_of(line, side), body, kind=kind, headers={"If-Match": "*"})


def refused(answer: Answer, *statuses: int) -> Iterator[str]:
    """What is wrong with a refusal."""
    if answer.status not in statuses:
        yield f"{answer.status}, expected {statuses}"
    elif answer.kind != "application/problem+json":
        yield f"{answer.status} as {answer.kind}"
