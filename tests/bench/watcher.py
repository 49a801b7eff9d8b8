"""The watcher measured in this process, which is what one worker does: nothing due, and 10,000 rungs due."""

import time
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from tests.bench.counting import Counter
from tickets.watching import watch

REVIVED = """
UPDATE tickets_clockstep SET fired_at = NULL, noticed_at = NULL, attempt_at = fire_at WHERE id IN (
    SELECT id FROM (
        SELECT step.id, row_number() OVER (PARTITION BY step.clock_id ORDER BY step.fire_at DESC, step.id) AS place
        FROM tickets_clockstep AS step JOIN tickets_clock AS clock ON clock.id = step.clock_id
        WHERE step.fired_at IS NOT NULL AND clock.stopped_at IS NULL
    ) AS fired ORDER BY (place + %(round)s) %% 3, id LIMIT %(count)s
)
"""
QUIET_PASSES = 15


@dataclass(frozen=True)
class Pass:
    """One pass: how many rungs it climbed, in how many seconds, with how many statements."""

    rungs: int
    seconds: float
    cpu_seconds: float
    statements: int


def catch_up() -> None:
    """Let everything that fell due since loading be climbed."""
    watch(timezone.now())


def quiet() -> list[Pass]:
    """Passes with nothing due."""
    catch_up()
    return [_pass() for _turn in range(QUIET_PASSES)]


def busy(count: int, turn: int) -> Pass:
    """One pass after `count` rungs of open clocks are made due again, as after an outage."""
    catch_up()
    with connection.cursor() as cursor:
        cursor.execute(REVIVED, {"count": count, "round": turn})
    return _pass()


def _pass() -> Pass:
    counter = Counter()
    with connection.execute_wrapper(counter):
        began, spent = time.perf_counter(), time.process_time()
        done = watch(timezone.now())
        seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    return Pass(done.rungs, seconds, cpu, len(counter.statements))
