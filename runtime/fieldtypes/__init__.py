"""The field kinds, one file each. A new kind is one file and one line here."""

from core.registry import Registry
from runtime.fieldtypes.base import FieldKind
from runtime.fieldtypes.calc import Calc
from runtime.fieldtypes.choice import Choice
from runtime.fieldtypes.choices import Choices
from runtime.fieldtypes.confirm import Confirm
from runtime.fieldtypes.date import Date
from runtime.fieldtypes.datetime import DateTime
from runtime.fieldtypes.email import Email
from runtime.fieldtypes.file import File
from runtime.fieldtypes.money import Money
from runtime.fieldtypes.number import Number
from runtime.fieldtypes.percent import Percent
from runtime.fieldtypes.person import Person
from runtime.fieldtypes.phone import Phone
from runtime.fieldtypes.rating import Rating
from runtime.fieldtypes.record import Record
from runtime.fieldtypes.select import Select
from runtime.fieldtypes.text import Text
from runtime.fieldtypes.textarea import Textarea
from runtime.fieldtypes.time import Time
from runtime.fieldtypes.url import Url
from runtime.fieldtypes.yesno import YesNo

KINDS: Registry[FieldKind] = Registry("field kinds", accepts=lambda kind: isinstance(kind, FieldKind))

KINDS.add("text", Text())
KINDS.add("textarea", Textarea())
KINDS.add("email", Email())
KINDS.add("phone", Phone())
KINDS.add("url", Url())
KINDS.add("number", Number())
KINDS.add("money", Money())
KINDS.add("percent", Percent())
KINDS.add("date", Date())
KINDS.add("time", Time())
KINDS.add("datetime", DateTime())
KINDS.add("yesno", YesNo())
KINDS.add("confirm", Confirm())
KINDS.add("choice", Choice())
KINDS.add("select", Select())
KINDS.add("choices", Choices())
KINDS.add("rating", Rating())
KINDS.add("record", Record())
KINDS.add("person", Person())
KINDS.add("file", File())
KINDS.add("calc", Calc())
