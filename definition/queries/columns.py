"""The fields of an entity as a query reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from definition.compiled import CompiledEntity
from definition.queries.terms import Digits, Form, Scalar, Term

_DECIMAL: Final = Digits(whole=15, places=10, significant=15)
_MONEY: Final = Digits(whole=15, places=4, significant=15)
_SMALL: Final = Digits(whole=2, places=0, significant=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How the values of a field are held. Texts are at most `longest` code points long."""

    form: Form
    digits: Digits = _DECIMAL
    longest: int = 1_000

    def read(self, key: str) -> Scalar:
        return Scalar(
            form=self.form,
            term=Term(name="column", argument=key),
            digits=self.digits,
            longest=self.longest,
            is_stored=self.form is Form.NUMBER,
        )


BY_KIND: Final[Mapping[str, Column]] = MappingProxyType(
    {
        "text": Column(form=Form.TEXT),
        "textarea": Column(form=Form.TEXT, longest=50_000),
        "email": Column(form=Form.TEXT),
        "phone": Column(form=Form.TEXT),
        "url": Column(form=Form.TEXT, longest=4_000),
        "number": Column(form=Form.NUMBER),
        "money": Column(form=Form.NUMBER, digits=_MONEY),
        "percent": Column(form=Form.NUMBER),
        "calc": Column(form=Form.NUMBER),
        "rating": Column(form=Form.NUMBER, digits=_SMALL),
        "date": Column(form=Form.DATE),
        "datetime": Column(form=Form.MOMENT),
        "time": Column(form=Form.CLOCK, longest=5),
        "yesno": Column(form=Form.BOOL),
        "confirm": Column(form=Form.BOOL),
        "choice": Column(form=Form.TEXT),
        "select": Column(form=Form.TEXT),
        "choices": Column(form=Form.TEXTS),
        "record": Column(form=Form.ID, longest=36),
        "person": Column(form=Form.ID, longest=36),
        "file": Column(form=Form.FILES),
    }
)


OWNER: Final = Column(form=Form.ID, longest=36)
"""Who added a record."""


def columns_of(entity: CompiledEntity) -> Mapping[str, Column]:
    """The columns of an entity by field key."""
    return {field.key: BY_KIND[field.kind] for field in entity.fields}
