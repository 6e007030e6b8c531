"""What a roll back means, in words."""

from definition.json_types import JsonObject
from deployments.planner import move_effects


def artefact(fields: dict[str, str], pages: dict[str, str] | None = None, entity: str = "ent_1") -> JsonObject:
    return {
        "entities": [
            {
                "id": entity,
                "label": "Claim",
                "label_plural": "Claims",
                "fields": [{"id": key, "label": label} for key, label in fields.items()],
            }
        ],
        "pages": [{"id": key, "title": title} for key, title in (pages or {}).items()],
    }


def test_the_same_version_has_no_effects() -> None:
    assert move_effects(live=artefact({"a": "Purpose"}), target=artefact({"a": "Purpose"})) == ()


def test_going_back_hides_what_was_added_and_keeps_it() -> None:
    live = artefact({"a": "Purpose", "b": "Amount"}, {"p": "New claim", "q": "Totals"})
    target = artefact({"a": "Reason"}, {"p": "New claim"})
    assert move_effects(live=live, target=target) == (
        "“Purpose” of Claim is called “Reason”.",
        "“Amount” of Claim is no longer shown; what people entered is kept.",
        "The page “Totals” is no longer there.",
    )
    assert move_effects(live=target, target=live) == (
        "“Reason” of Claim is called “Purpose”.",
        "“Amount” of Claim is shown again.",
        "The page “Totals” is there again.",
    )


def test_tables_come_first() -> None:
    effects = move_effects(live=artefact({}, entity="ent_1"), target=artefact({}, entity="ent_2"))
    assert effects == (
        "The table Claims is no longer shown; its records are kept.",
        "The table Claims is shown again.",
    )
