"""Which DocTypes make one app. By rule, so that another corpus gives other apps without a hand.

One app per DocType that is no child table: itself, its child tables, and the first `NEARBY` others that it links to
(without their child tables). Then one app for each of the largest modules, with all its DocTypes and their tables.
An app is called like its DocType or its module.
"""

from dataclasses import dataclass

from tests.business_apps.corpus import DocType, DocTypes

APPS = 60
NEARBY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The DocTypes of one app: `mains` bring their child tables, `nearby` do not."""

    title: str
    mains: tuple[DocType, ...]
    nearby: tuple[DocType, ...]

    @property
    def doctypes(self) -> tuple[DocType, ...]:
        return self.mains + self.nearby


def groups_of(doctypes: DocTypes) -> tuple[Group, ...]:
    """The sixty apps: those of one DocType by name, then the modules, the largest first."""
    mains = sorted((one for one in doctypes.values() if not one.is_table), key=lambda one: one.name)
    single = tuple(_around(main, doctypes) for main in mains)
    modules = sorted({main.module for main in mains})
    together = [
        Group(title=f"{name} module", mains=tuple(m for m in mains if m.module == name), nearby=()) for name in modules
    ]
    together.sort(key=lambda group: -len(group.mains))
    return single + tuple(together[: APPS - len(single)])


def _around(main: DocType, doctypes: DocTypes) -> Group:
    linked = (doctypes.get(name) for name in main.links())
    near = [one for one in linked if one is not None and not one.is_table and one.name != main.name]
    return Group(title=main.name, mains=(main,), nearby=tuple(near[:NEARBY]))
