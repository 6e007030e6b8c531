"""Events: recorded with their change, chained, delivered to each handler with one effect."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from core.events.codec import event_from, event_name, payload_of
from core.events.handlers import HANDLERS, EventMeta, handles
from core.events.models import Event, EventDelivery, EventStream
from core.events.record import record
from core.events.verify import Break, verify
from core.jobs import runner
from core.jobs.models import Job, JobState
from tests.world import NOON, World

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class LampLit:
    lamp: UUID
    colour: Colour
    hours: tuple[int, ...] = ()
    by: UUID | None = None


@dataclass
class Heard:
    """What the handlers heard; `fails` many times they raise first."""

    events: list[tuple[LampLit, EventMeta]]
    fails: int = 0


@pytest.fixture
def heard() -> Iterator[Heard]:
    log = Heard(events=[])
    before = set(HANDLERS)

    @handles(LampLit)
    def lamp_listen(event: LampLit, meta: EventMeta) -> None:
        EventStream.objects.create(name=f"effect-{uuid4()}")
        if log.fails:
            log.fails -= 1
            raise OSError("no answer")
        log.events.append((event, meta))

    yield log
    for name in set(HANDLERS) - before:
        del HANDLERS._entries[name]


def lit(stream: str = "lamps", **values: object) -> Event:
    with transaction.atomic():
        return record(LampLit(lamp=uuid4(), colour=Colour.RED, **values), actor=None, at=NOON, stream=stream)  # type: ignore[arg-type]


def test_an_event_survives_its_way_through_json() -> None:
    event = LampLit(lamp=uuid4(), colour=Colour.RED, hours=(1, 2), by=uuid4())
    assert event_from(LampLit, payload_of(event)) == event
    assert event_name(LampLit) == "lamp-lit"


def test_a_payload_of_another_version_is_read_as_far_as_known() -> None:
    lamp = uuid4()
    assert event_from(LampLit, {"lamp": str(lamp), "colour": "red", "newer": 1}) == LampLit(
        lamp=lamp, colour=Colour.RED
    )


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="needs the transaction"):
        record(LampLit(lamp=uuid4(), colour=Colour.RED), actor=None, at=NOON, stream="lamps")
    assert not Event.objects.exists()


def test_events_roll_back_with_their_change(heard: Heard) -> None:
    with transaction.atomic():
        lit()
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert not Job.objects.exists()


def test_entries_are_chained_per_stream(world: World) -> None:
    first, second, other = lit(), lit(), lit("doors")
    assert (first.position, second.position, other.position) == (1, 2, 1)
    assert (second.previous_hash, other.previous_hash) == (first.hash, "")
    with transaction.atomic():
        row = record(LampLit(lamp=uuid4(), colour=Colour.RED), actor=world.ada, at=NOON, workspace=world.workspace.pk)
    assert (row.stream, row.actor_id) == (f"workspace:{world.workspace.pk}", world.ada.pk)
    assert verify().breaks == ()


def test_a_handler_hears_an_event_once_with_what_is_known_about_it(heard: Heard) -> None:
    by = uuid4()
    row = lit(hours=(7,), by=by)
    assert Job.objects.filter(kind="events.deliver").count() == 1
    runner.work()
    runner.work()
    (event, meta) = heard.events[0]
    assert (event.hours, event.by, event.colour) == ((7,), by, Colour.RED)
    assert (meta.event_id, meta.stream, meta.position, meta.at) == (row.id, "lamps", 1, NOON)
    assert (len(heard.events), EventDelivery.objects.count()) == (1, 1)


def test_a_delivery_that_is_repeated_has_no_second_effect(heard: Heard) -> None:
    lit()
    runner.work()
    Job.objects.update(state=JobState.QUEUED)
    runner.work()
    assert len(heard.events) == 1
    assert EventStream.objects.filter(name__startswith="effect-").count() == 1


def test_a_failing_handler_leaves_nothing_and_is_tried_again(heard: Heard) -> None:
    heard.fails = 1
    lit()
    runner.work()
    assert not EventDelivery.objects.exists()
    assert not EventStream.objects.filter(name__startswith="effect-").exists()
    job = Job.objects.get()
    assert (job.state, job.attempts) == (JobState.QUEUED, 1)
    Job.objects.update(run_after=NOON)
    runner.work()
    assert len(heard.events) == 1


def test_events_nobody_listens_to_make_no_jobs() -> None:
    lit()
    assert not Job.objects.exists()


def on_postgres() -> bool:
    return connection.vendor == "postgresql"


def test_the_database_refuses_to_change_an_event() -> None:
    row = lit()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(id=row.id).update(name="lamp-broken")
    if on_postgres():
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Event.objects.filter(id=row.id).delete()
    assert Event.objects.get().name == "lamp-lit"


@pytest.mark.parametrize(
    ("tamper", "position", "reason"),
    [
        (lambda rows: rows.filter(position=2).update(payload={"lamp": "other"}), 2, "its content was changed"),
        (lambda rows: rows.filter(position=2).update(actor_id=uuid4()), 2, "its content was changed"),
        (
            lambda rows: rows.filter(position=2).update(at=datetime(2020, 1, 1, tzinfo=UTC)),
            2,
            "its content was changed",
        ),
        (lambda rows: rows.filter(position=2).delete(), 2, "this entry is missing"),
        (lambda rows: rows.filter(position=4).delete(), 4, "the end of the stream is missing"),
        (
            lambda rows: rows.filter(position=3).update(previous_hash="0" * 64),
            3,
            "it does not continue the entry before it",
        ),
        (lambda rows: rows.all().delete(), 1, "the end of the stream is missing"),
    ],
)
def test_tampering_is_found_and_named(tamper: object, position: int, reason: str) -> None:
    for _ in range(4):
        lit()
    lit("doors")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER events_event_append_only{' ON events_event' if on_postgres() else ''}")
    tamper(Event.objects.filter(stream="lamps"))  # type: ignore[operator]
    assert verify().breaks == (Break(stream="lamps", position=position, reason=reason),)
    with pytest.raises(CommandError, match="1 of 2 streams are broken"):
        call_command("events_verify")
