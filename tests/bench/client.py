"""A small load client: keep-alive connections on loopback, a bounded number of requests, no library."""

import http.client
import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from tests.bench.counting import ASK

TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Ask:
    """One request as it is sent, and the statuses that mean it worked."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    good: tuple[int, ...] = (200,)


class Lane:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)

    def send(self, ask: Ask, **headers: str) -> tuple[float, http.client.HTTPResponse, bytes]:
        """Send one request; return seconds, answer and body. Raises ValueError for a status that is not good."""
        began = time.perf_counter()
        named = {**ask.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self._connection.request(ask.method, ask.path, ask.body, named)
        answer = self._connection.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - began
        if answer.status not in ask.good:
            raise ValueError(f"{ask.method} {ask.path} answered {answer.status}: {body[:2000]!r}")
        return seconds, answer, body

    def statements(self, ask: Ask) -> int:
        """How many statements this request needs."""
        _seconds, answer, _body = self.send(ask, **{ASK: "1"})
        return int(answer.getheader(ASK) or 0)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def one_after_the_other(port: int, make: Callable[[int], Ask], count: int, first: int) -> list[float]:
    """Send `count` requests on one connection; seconds of each."""
    lane = Lane(port)
    try:
        return [lane.send(make(first + number))[0] for number in range(count)]
    finally:
        lane.close()


def side_by_side(port: int, make: Callable[[int], Ask], count: int, first: int, lanes: int) -> float:
    """Send `count` requests on several connections at once; requests a second."""
    numbers = itertools.count(first)
    left = iter(range(count))

    def run(_lane: int) -> None:
        lane = Lane(port)
        try:
            for _turn in left_of(left):
                lane.send(make(next(numbers)))
        finally:
            lane.close()

    began = time.perf_counter()
    with ThreadPoolExecutor(max_workers=lanes) as pool:
        for done in [pool.submit(run, lane) for lane in range(lanes)]:
            done.result()
    return count / (time.perf_counter() - began)


def left_of(shared: Any) -> Any:
    """Take turns from an iterator that several threads share (`next` of a range iterator is atomic)."""
    while True:
        try:
            yield next(shared)
        except StopIteration:
            return
