"""Redis as the broker: losing it, emptied or hung, loses no work and holds no request up."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import redis

from tests.chaos.test_kills import CHAOS, ask, assert_each_step_once, done
from tests.stack import Stack, StackMaker, free_port

pytestmark = [pytest.mark.stack]


class Redis:
    """A Redis server of the test's own, which may be stopped, hung and started again empty."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        server = shutil.which("redis-server")
        if server is None:
            pytest.skip("no redis-server on this machine")
        quiet = ["--save", "", "--appendonly", "no", "--dir", str(self.folder), "--loglevel", "warning"]
        self.process = subprocess.Popen([server, "--port", str(self.port), *quiet], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        with redis.Redis(port=self.port) as client:
            while time.monotonic() < end:
                with suppress(redis.ConnectionError):
                    client.ping()
                    return
                time.sleep(0.05)
        pytest.fail("redis-server did not start")

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)
        if number == signal.SIGKILL:
            self.process.wait(10)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(tmp_path)
    server.start()
    yield server
    with suppress(ProcessLookupError):
        server.signal(signal.SIGKILL)


def test_work_survives_an_emptied_a_hung_and_a_dead_redis(live_stack: StackMaker, broker: Redis) -> None:
    stack: Stack = live_stack(environ={**CHAOS, "REDIS_URL": broker.url})
    jobs = ask(stack, "calm", 5)
    stack.wait_for(lambda: done(stack) == len(jobs), what="jobs are done by way of Redis", seconds=20)

    broker.signal(signal.SIGSTOP)
    jobs += ask(stack, "hung", 5)
    broker.signal(signal.SIGCONT)
    with redis.Redis(port=broker.port) as client:
        client.flushall()
    stack.wait_for(lambda: done(stack) == len(jobs), what="jobs asked for while it hung are done", seconds=60)

    broker.signal(signal.SIGKILL)
    started = time.monotonic()
    jobs += ask(stack, "dead", 5)
    assert time.monotonic() - started < 15
    assert stack.answers()
    broker.start()
    stack.wait_for(lambda: done(stack) == len(jobs), what="jobs asked for without Redis are done", seconds=90)
    assert_each_step_once(stack, jobs)
