"""The requests of the matrix: every cell once, and any number of strays made from a seed."""

import random
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from tests.access.asking import NOBODY, Ask
from tests.access.endpoints import METHODS, address, places_of, routes
from tests.access.lines import OPEN, PLACES, Line
from tests.access.matrix import LINES
from tests.access.scene import WHO, Scene, Side

UNKNOWN = "0192f0c4-0000-7000-8000-00000000dead"
MALFORMED = ("1", "x", "-1", "..", "%2e%2e", "%00", "%ff", "null", "0" * 200, UNKNOWN.upper(), "' OR 1=1--", "*")
# What a hostile client adds to any request in the hope of being taken for another one.
DISGUISES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("", {}),
    ("x=/sign-in/", {}),
    ("next=%2Fhealthz", {}),
    ("", {"X-Original-URL": "/healthz"}),
    ("", {"X-Rewrite-URL": "/sign-in/"}),
    ("", {"X-HTTP-Method-Override": "GET"}),
    ("", {"X-Forwarded-For": "127.0.0.1"}),
    ("", {"X-Forwarded-User": "administrator"}),
    ("", {"Authorization": "Bearer null"}),
)
ANY_VERSION = {"If-Match": "*"}


def cells(side: Side) -> Iterator[Ask]:
    """Every line asked by everybody about the things of their own workspace."""
    for line in LINES:
        for who in (*WHO, NOBODY):
            yield _ask(line, side, who, _values(line, side), _expected(line, who))


def strays(scene: Scene, *, seed: int) -> Iterator[Ask]:
    """Without end: ids of others in every place, methods nobody offers, and disguises."""
    rng = random.Random(seed)
    offered = {(line.route, line.method) for line in LINES}
    unlisted = [
        (route, method)
        for route in routes()
        for method in METHODS
        if (route, method) not in offered and method != "HEAD"
    ]
    placed = [line for line in LINES if places_of(line.route)]
    while True:
        side, who = rng.choice(scene.sides), rng.choice((*WHO, NOBODY))
        kind = rng.random()
        if kind < 0.6:
            yield _astray(rng.choice(placed), side, scene.other(side), who, rng)
        elif kind < 0.85:
            line = rng.choice(LINES)
            yield _ask(line, side, who, _values(line, side), _expected(line, who), disguise=rng.choice(DISGUISES))
        else:
            yield _unlisted(*rng.choice(unlisted), side, who)


def _astray(line: Line, side: Side, other: Side, who: str, rng: random.Random) -> Ask:
    """One place, or every one, points at what is not there for this person."""
    values, places, wrong = _values(line, side), places_of(line.route), frozenset[int]()
    far = _values(line, other)
    moved = [place for place in places if not line.ids.get(place, PLACES[place]).startswith("=")]
    if moved and rng.random() < 0.6:
        chosen = moved if rng.random() < 0.4 else [rng.choice(moved)]
        values |= {place: far[place] for place in chosen}
    else:
        chosen = [rng.choice(places)]
        # What is no id may also make the address of something else, which does not know the method.
        values[chosen[0]] = rng.choice((UNKNOWN, *MALFORMED))
        wrong = frozenset({405})
    expected = {line.expected_on_nothing(who, own_app="app" not in chosen), 404, *wrong}
    if who == NOBODY:
        expected = {401}
    if "%" in "".join(values.values()):
        expected |= {400, 404}
    return _ask(line, side, who, values, frozenset(expected), disguise=rng.choice(DISGUISES))


def _unlisted(route: str, method: str, side: Side, who: str) -> Ask:
    """REST framework and Django's own views describe themselves to OPTIONS; everything else is refused."""
    values = {place: _value(PLACES[place], side) for place in places_of(route)}
    expected = frozenset({405})
    if method == "OPTIONS":
        expected = frozenset({200, 204, 405})
    if who == NOBODY and route not in OPEN:
        expected = frozenset({401})
    return Ask(home=side.mark, who=who, method=method, url=address(route, values), expected=expected)


def _ask(
    line: Line,
    side: Side,
    who: str,
    values: Mapping[str, str],
    expected: frozenset[int],
    *,
    disguise: tuple[str, Mapping[str, str]] = DISGUISES[0],
) -> Ask:
    more, headers = disguise
    query = "&".join(part for part in (line.query.format(foreign={**side.foreign, "mark": "zz"}), more) if part)
    if more:
        # An address may say that it does not know the question.
        expected |= {400}
    return Ask(
        home=side.mark,
        who=who,
        method=line.method,
        url=address(line.route, {place: quote(value, safe="%") for place, value in values.items()})
        + (f"?{query}" if query else ""),
        expected=expected,
        body=line.body(side) if line.body else None,
        form=line.form,
        headers={**ANY_VERSION, **headers},
    )


def _expected(line: Line, who: str) -> frozenset[int]:
    if who == NOBODY:
        return frozenset({line.expected("plain") if line.route in OPEN else 401})
    return frozenset({line.expected(who)})


def _values(line: Line, side: Side) -> dict[str, str]:
    return {place: _value(line.ids.get(place, PLACES[place]), side) for place in places_of(line.route)}


def _value(name: str, side: Side) -> str:
    return name[1:] if name.startswith("=") else side.ids[name]
