"""What each recorded event says to a person: one table. Pure.

Governance may not import the events of the apps above it, so the table goes by name; a test compares it with every
event class of the platform.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Area(StrEnum):
    """What an event is about; the filter groups by it."""

    APPS = "apps"
    PEOPLE = "people"
    SUBMISSIONS = "submissions"
    RELEASES = "releases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one kind of event reads.

    `label` names the kind in a filter. `sentence` says what happened, with `{names}` of the payload in it: ids of
    people arrive as names, empty values as "". Where the payload key `by` has one of the values in `variants`, that
    sentence is taken instead.
    """

    label: str
    area: Area
    sentence: str
    by: str = ""
    variants: Mapping[str, str] = field(default_factory=dict)

    def read(self, values: Mapping[str, str]) -> str:
        """The sentence; a name that the payload does not have reads as "unknown"."""
        template = self.variants.get(values.get(self.by, ""), self.sentence)
        return template.format_map(_Known(values))


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "unknown"


WORDINGS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "role-given": Wording(label="Role given", area=Area.PEOPLE, sentence="Gave {person} the role {role}."),
        "role-taken": Wording(label="Role taken", area=Area.PEOPLE, sentence="Took the role {role} from {person}."),
        "app-started": Wording(
            label="App started",
            area=Area.APPS,
            sentence="Started the app.",
            by="start",
            variants={"blank": "Started the app from a blank form.", "table": "Started the app from a spreadsheet."},
        ),
        "app-renamed": Wording(label="App renamed", area=Area.APPS, sentence="Renamed the app to “{title}”."),
        "app-put-away": Wording(label="App archived", area=Area.APPS, sentence="Archived the app."),
        "app-restored": Wording(label="App restored", area=Area.APPS, sentence="Restored the app from the archive."),
        "table-imported": Wording(
            label="Table imported",
            area=Area.APPS,
            sentence="Imported a table with {rows} rows.",
            by="rows",
            variants={"1": "Imported a table with 1 row."},
        ),
        "records-exported": Wording(
            label="Records exported",
            area=Area.APPS,
            sentence="Exported {rows} records of “{label}” as {format}.",
            by="rows",
            variants={"1": "Exported 1 record of “{label}” as {format}."},
        ),
        "live-role-granted": Wording(
            label="App role given", area=Area.PEOPLE, sentence="Gave {person} the role “{label}” in the live app."
        ),
        "live-role-revoked": Wording(
            label="App role taken", area=Area.PEOPLE, sentence="Took the role “{label}” in the live app from {person}."
        ),
        "version-frozen": Wording(
            label="Version frozen", area=Area.APPS, sentence="Froze the draft as version {number}."
        ),
        "app-transferred": Wording(
            label="App handed over",
            area=Area.PEOPLE,
            sentence="Handed the app over from {previous} to {owner}.",
        ),
        "deputy-named": Wording(
            label="Deputy changed",
            area=Area.PEOPLE,
            sentence="Named {deputy} as deputy.",
            by="deputy",
            variants={"": "Removed the deputy."},
        ),
        "co-maker-added": Wording(label="Co-maker added", area=Area.PEOPLE, sentence="Made {person} a co-maker."),
        "co-maker-removed": Wording(
            label="Co-maker removed", area=Area.PEOPLE, sentence="Removed {person} as co-maker."
        ),
        "submitted": Wording(
            label="Submitted", area=Area.SUBMISSIONS, sentence="Submitted version {number} for review."
        ),
        "checks-passed": Wording(
            label="Checks passed", area=Area.SUBMISSIONS, sentence="The checks passed. Risk tier {tier}."
        ),
        "tier-raised": Wording(
            label="Tier raised",
            area=Area.SUBMISSIONS,
            sentence="The risk tier rose to {tier} during the review.",
        ),
        "checks-failed": Wording(
            label="Checks failed",
            area=Area.SUBMISSIONS,
            sentence="The checks found {must_fix} things to fix.",
            by="must_fix",
            variants={"1": "The checks found 1 thing to fix.", "0": "A check could not run."},
        ),
        "review-decided": Wording(
            label="Decision",
            area=Area.SUBMISSIONS,
            sentence="Decided on the submission.",
            by="decision",
            variants={"approve": "Approved this version.", "request_changes": "Asked for changes."},
        ),
        "changes-requested": Wording(
            label="Sent back", area=Area.SUBMISSIONS, sentence="The submission went back to its makers."
        ),
        "submission-approved": Wording(
            label="Approved", area=Area.SUBMISSIONS, sentence="Version {number} may go live: every approval is given."
        ),
        "submission-withdrawn": Wording(label="Withdrawn", area=Area.SUBMISSIONS, sentence="Withdrew the submission."),
        "submission-superseded": Wording(
            label="Replaced", area=Area.SUBMISSIONS, sentence="A newer submission took its place."
        ),
        "comment-made": Wording(label="Comment", area=Area.SUBMISSIONS, sentence="Commented on the app."),
        "release-queued": Wording(label="Release queued", area=Area.RELEASES, sentence="The release was queued."),
        "release-superseded": Wording(
            label="Release replaced", area=Area.RELEASES, sentence="A newer release took its place before it began."
        ),
        "release-activated": Wording(
            label="Went live",
            area=Area.RELEASES,
            sentence="This version went live.",
            by="how",
            variants={
                "rolled-back": "Rolled back: an earlier version is live again.",
                "rolled-forward": "Rolled forward: this version is live again.",
            },
        ),
        "release-failed": Wording(
            label="Release failed", area=Area.RELEASES, sentence="The release failed at the step {step}: {reason}"
        ),
    }
)


def wording_of(name: str) -> Wording:
    """The wording of an event; a name this version does not know is shown as it was recorded."""
    known = WORDINGS.get(name)
    return known or Wording(
        label=name, area=Area.APPS, sentence=f"Recorded “{name.replace('{', '').replace('}', '')}”."
    )
