"""Which field kind a column becomes, and the evidence for it. Pure: a tally and a label in, a proposal out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from builder.importers.tabular.dates import SERIAL_RANGE
from builder.importers.tabular.formats import PLAIN, Shown
from builder.importers.tabular.model import CHOICE_KINDS, Kind, ParseOptions
from builder.importers.tabular.numbers import currency_in
from builder.importers.tabular.tally import Tally
from builder.importers.tabular.words import is_clear_yes_no, names_identifier, names_phone

MISFITS = 0.1
LONG_TEXT = 120
OPTION_LENGTH = 60
MAX_OPTIONS = 20
RADIO_OPTIONS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What the other columns of the sheet say about ambiguous ones, and how the file shows this column's numbers."""

    date_order: str = ""
    decimal: str = ""
    shown: Shown = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A kind a column could have.

    `noun` and `detail` make "38 of 40 look like dates (day first ...)"; `sentence` is used instead when there is
    no noun; `distinct` counts the different values when the sentence opens with them. `sure` is False for a reading
    offered only as an alternative.
    """

    kind: Kind
    parse: ParseOptions = field(default_factory=ParseOptions)
    noun: str = ""
    detail: str = ""
    sentence: str = ""
    distinct: int = 0
    sure: bool = True


def enough(fits: int, values: int) -> bool:
    """Whether a kind holds although some cells do not fit: one in five or more cells, at most a tenth of many."""
    return fits > 0 and values - fits <= max(values * MISFITS, 1 if values >= 5 else 0)


def propose(tally: Tally, label: str, hints: Hints) -> tuple[Proposal, tuple[Kind, ...]]:
    """The kind for a column and the kinds it could also have, likeliest first."""
    found = list(readings(tally, label, hints))
    chosen = next(proposal for proposal in found if proposal.sure)
    others = dict.fromkeys(proposal.kind for proposal in found if proposal.kind is not chosen.kind)
    others.update(dict.fromkeys(_also(chosen.kind, tally)))
    others.setdefault(Kind.TEXT if chosen.kind is not Kind.TEXT else Kind.TEXTAREA)
    return chosen, tuple(others)


def _also(kind: Kind, tally: Tally) -> tuple[Kind, ...]:
    """What the cells do not say but a person may know: these numbers are money, these few texts are choices."""
    if kind is Kind.NUMBER:
        return (Kind.MONEY,)
    if kind is Kind.CHOICE:
        return (Kind.SELECT,)
    if kind is Kind.SELECT:
        return (Kind.CHOICE,)
    few = 2 <= len({text.casefold() for text in tally.distinct}) <= MAX_OPTIONS
    return (Kind.SELECT, Kind.CHOICE) if kind is Kind.TEXT and few and tally.longest <= OPTION_LENGTH else ()


def readings(tally: Tally, label: str, hints: Hints) -> Iterator[Proposal]:
    """Every kind the column could have, likeliest first; the last one is always a text."""
    if tally.values == 0:
        yield Proposal(kind=Kind.TEXT, sentence="No values to go by: text takes anything.")
        return
    marks = tuple(sorted(tally.marks))
    for reading in _READINGS:
        proposal = reading(tally, label, hints)
        if proposal is not None:
            yield replace(proposal, parse=replace(proposal.parse, null_marks=marks))
    yield from _texts(tally)


def _yesno(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    del hints
    if tally.distinct.keys() <= {"0", "1"} and len(tally.distinct) == 2:
        flag = label.lower().startswith(("is ", "has ", "is_", "has_"))
        return Proposal(kind=Kind.YESNO, noun="yes or no", detail=" (1 and 0)", sure=flag)
    if not enough(tally.yesno, tally.values) or not is_clear_yes_no(tally.words):
        return None
    words = ", ".join(f"“{word}”" for word in sorted(tally.words)[:4])
    return Proposal(kind=Kind.YESNO, noun="yes or no", detail=f" ({words})")


def _date(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    del label
    order, why = _date_order(tally, hints)
    if not enough(tally.dates[order], tally.values):
        return None
    parse = ParseOptions(date_order=order, serial_dates=bool(tally.numbers["typed"]))
    if tally.dates["timed"] or tally.dates["zoned"]:
        zone = "" if tally.dates["zoned"] else "; no time zone is given, so UTC is assumed"
        return Proposal(kind=Kind.DATETIME, parse=parse, noun="dates with a time", detail=_bracket(why + zone))
    return Proposal(kind=Kind.DATE, parse=parse, noun="dates", detail=_bracket(why))


def _bracket(text: str) -> str:
    return f" ({text.removeprefix('; ')})" if text else ""


def _date_order(tally: Tally, hints: Hints) -> tuple[str, str]:
    dates = tally.dates
    if dates["dmy"] == dates["fixed"] and dates["mdy"] == dates["fixed"]:
        return "dmy", ""
    if dates["dmy_only"] > dates["mdy_only"]:
        return "dmy", f"day first: {dates['dmy_only']} have a day above 12"
    if dates["mdy_only"] > dates["dmy_only"]:
        return "mdy", f"month first: {dates['mdy_only']} have a day above 12"
    if hints.date_order:
        words = "day" if hints.date_order == "dmy" else "month"
        return hints.date_order, f"{words} first, as in the other date columns; these could be read both ways"
    return "dmy", "day first is assumed: all could be read both ways, so check one you know"


def _serial_date(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    del hints
    whole = tally.numbers["whole"]
    if "date" not in label.lower() or not enough(whole, tally.values):
        return None
    if not all(text.isdigit() and int(text) in SERIAL_RANGE for text in tally.distinct if text not in tally.marks):
        return None
    return Proposal(
        kind=Kind.DATE,
        parse=ParseOptions(date_order="dmy", serial_dates=True),
        noun="dates stored as a spreadsheet's day numbers",
    )


def _time(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    del label, hints
    if not enough(tally.times, tally.values):
        return None
    if tally.seconds:
        return Proposal(kind=Kind.TIME, noun="times", detail=" (seconds are left out)", sure=False)
    return Proposal(kind=Kind.TIME, noun="times")


def _decimal_style(tally: Tally, hints: Hints) -> str:
    point, comma = tally.numbers["point_only"], tally.numbers["comma_only"]
    if point == comma:
        return hints.decimal or ("." if tally.numbers["point"] >= tally.numbers["comma"] else ",")
    return "." if point > comma else ","


def _fits_number(tally: Tally, style: str) -> int:
    return tally.numbers["point" if style == "." else "comma"]


def _style_words(tally: Tally, style: str) -> str:
    return "decimal comma" if style == "," and tally.numbers["comma_only"] else ""


def _percent(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    style = _decimal_style(tally, hints)
    fits = _fits_number(tally, style)
    if not enough(fits, tally.values):
        return None
    if tally.numbers["percent"] * 2 >= fits:
        parse = ParseOptions(decimal=style)
        return Proposal(kind=Kind.PERCENT, parse=parse, noun="percentages", detail=_bracket(_style_words(tally, style)))
    shown = tally.numbers["typed"]
    if shown and hints.shown.percent:
        parse = ParseOptions(decimal=style, fraction_percent=True)
        return Proposal(kind=Kind.PERCENT, parse=parse, noun="percentages", detail=" (shown with %)")
    if shown and ("%" in label or "percent" in label.lower()) and tally.numbers["unit"] >= 0.9 * shown:
        parse = ParseOptions(fraction_percent=True)
        return Proposal(kind=Kind.PERCENT, parse=parse, noun="percentages", detail=" (fractions under a “%” heading)")
    return None


def _money(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    style = _decimal_style(tally, hints)
    fits = _fits_number(tally, style)
    if not enough(fits, tally.values) or tally.numbers["percent"]:
        return None
    if not enough(tally.values - tally.numbers["fine"], tally.values):
        return None
    seen = tally.currencies
    if seen and seen.total() * 2 >= fits:
        currency = seen.most_common(1)[0][0]
        others = f", also {', '.join(sorted(set(seen) - {currency}))}" if len(seen) > 1 else ""
        detail = "; ".join(filter(None, (f"{currency}{others}", _style_words(tally, style))))
        return Proposal(
            kind=Kind.MONEY,
            parse=ParseOptions(decimal=style, currencies=tuple(code for code, _ in seen.most_common())),
            noun="amounts of money",
            detail=_bracket(detail),
        )
    if hints.shown.currency and tally.numbers["typed"]:
        return Proposal(
            kind=Kind.MONEY,
            parse=ParseOptions(decimal=style, currencies=(hints.shown.currency,)),
            noun="amounts of money",
            detail=f" (shown in {hints.shown.currency})",
        )
    named = currency_in(label)
    if named:
        return Proposal(
            kind=Kind.MONEY,
            parse=ParseOptions(decimal=style, currencies=(named,)),
            noun="amounts of money",
            detail=f" ({named} from the heading)",
        )
    return None


def _kept_digits(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    """Numbers that are names: leading zeros, more digits than a number keeps, different under "ID"."""
    del hints
    if not enough(tally.numbers["point"], tally.values):
        return None
    values, zeros = tally.values, tally.numbers["zero"]
    if zeros:
        which = f"{zeros:,} of {values:,} {'starts' if zeros == 1 else 'start'} with 0"
        if zeros == values:
            which = "1 value, with a leading zero" if values == 1 else f"{values:,} values, all with leading zeros"
        return Proposal(kind=Kind.TEXT, sentence=f"{which}: kept as text.")
    if tally.numbers["long"]:
        return Proposal(
            kind=Kind.TEXT,
            sentence=f"{tally.numbers['long']} of {values} have {LONG_WORDS}: kept as text so that no digit is lost.",
        )
    lost = tally.numbers["unstored"]
    if not enough(values - lost, values):
        return Proposal(
            kind=Kind.TEXT,
            sentence=f"{lost:,} of {values:,} are larger or closer to zero than a number field keeps: kept as text.",
        )
    if values >= 5 and tally.numbers["whole"] == values and names_identifier(label):
        return _identifier(tally, label)
    return None


def _identifier(tally: Tally, label: str) -> Proposal | None:
    values, texts = tally.values, set(tally.distinct) - set(tally.marks)
    if len(texts) == values:
        what = f"All {values:,} are different whole numbers"
    elif len({len(text) for text in texts}) == 1 and len(next(iter(texts))) >= IDENTIFIER_DIGITS:
        what = f"All {values:,} have {len(next(iter(texts)))} digits"
    else:
        return None
    return Proposal(kind=Kind.TEXT, sentence=f"{what} under “{label}”: kept as text, as nobody adds them up.")


IDENTIFIER_DIGITS = 4


LONG_WORDS = "more than 15 digits"


def _number(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    del label
    style = _decimal_style(tally, hints)
    if not enough(_fits_number(tally, style) - tally.numbers["unstored"], tally.values):
        return None
    detail = _bracket(_style_words(tally, style))
    return Proposal(kind=Kind.NUMBER, parse=ParseOptions(decimal=style), noun="numbers", detail=detail)


def _phone(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    del hints
    if not enough(tally.phones, tally.values):
        return None
    sure = names_phone(label) or tally.spaced_phones * 2 >= tally.values
    return Proposal(kind=Kind.PHONE, noun="phone numbers", sure=sure)


def _email(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    del label, hints
    return Proposal(kind=Kind.EMAIL, noun="email addresses") if enough(tally.emails, tally.values) else None


def _url(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    del label, hints
    return Proposal(kind=Kind.URL, noun="web addresses") if enough(tally.urls, tally.values) else None


def _choice(tally: Tally, label: str, hints: Hints) -> Proposal | None:
    del label, hints
    options = {text.casefold() for text in tally.distinct}
    if tally.multiline or tally.longest > OPTION_LENGTH or not 2 <= len(options) <= MAX_OPTIONS:
        return None
    if tally.cells < 8 or len(options) * 3 > tally.cells:
        return None
    kind = Kind.CHOICE if len(options) <= RADIO_OPTIONS else Kind.SELECT
    shown = ", ".join(text for text, _ in tally.distinct.most_common(3))
    return Proposal(kind=kind, sentence=f"such as {shown}", distinct=len(options))


def _texts(tally: Tally) -> Iterator[Proposal]:
    if tally.multiline:
        have = "has" if tally.multiline == 1 else "have"
        yield Proposal(
            kind=Kind.TEXTAREA,
            sentence=f"{tally.multiline:,} of {tally.cells:,} texts {have} more than one line.",
        )
    elif tally.longest > LONG_TEXT:
        yield Proposal(kind=Kind.TEXTAREA, sentence=f"Texts of up to {tally.longest:,} characters.")
    else:
        yield Proposal(kind=Kind.TEXT, sentence="no other pattern: text", distinct=len(tally.distinct))


Reading = Callable[[Tally, str, Hints], Proposal | None]

_READINGS: tuple[Reading, ...] = (
    _yesno,
    _date,
    _time,
    _serial_date,
    _phone,
    _percent,
    _money,
    _kept_digits,
    _number,
    _email,
    _url,
    _choice,
)


def evidence_of(proposal: Proposal, *, values: int, bad: int, judged: int) -> str:
    """The sentence shown beside the column. `values` and `bad` are exact; `judged` is the size of the sample."""
    if proposal.distinct:
        return f"{_variety(proposal.distinct, values, judged)}, {proposal.sentence}."
    if not proposal.noun:
        sampled = f" Judged by a sample of {judged:,} cells." if judged < values else ""
        return proposal.sentence + sampled
    if values == 1:
        return f"The only value looks like {_SINGULAR.get(proposal.noun, proposal.noun)}{proposal.detail}."
    share = f"All {values:,}" if not bad else f"{values - bad:,} of {values:,}"
    return f"{share} look like {proposal.noun}{proposal.detail}."


def _variety(distinct: int, values: int, judged: int) -> str:
    if values == 1:
        return "1 value"
    if distinct == 1:
        return f"The same value in all {values:,} filled cells"
    least = "At least " if judged < values and distinct > MAX_OPTIONS else ""
    return f"{least}{distinct:,} different values in {values:,} filled cells"


_SINGULAR = {
    "dates": "a date",
    "dates with a time": "a date with a time",
    "dates stored as a spreadsheet's day numbers": "a date stored as a spreadsheet's day number",
    "times": "a time",
    "percentages": "a percentage",
    "amounts of money": "an amount of money",
    "numbers": "a number",
    "phone numbers": "a phone number",
    "email addresses": "an email address",
    "web addresses": "a web address",
}


def is_choice(kind: Kind) -> bool:
    return kind in CHOICE_KINDS
