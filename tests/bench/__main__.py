"""`python -m tests.bench --tickets N`: load, serve, measure in rounds, print a table, write `.run/bench.json`.

Figures are ratios to U, a plain page on the same server in the same run, because a machine is never quiet. Everything
is bounded in count, runs on loopback, and ends by itself.
"""

import argparse
import json
import os
import statistics
import sys
from contextlib import ExitStack
from typing import Any

from hospital_itsm.embedded import places
from hospital_itsm.embedded.services import Services
from tests.bench.servers import DATABASE, Databases, Web, environment, web

WARM_UPS = 12
COUNTED = 6
"""Requests whose statements are counted, of which the fewest stand: a fresh thread connects first, and every 15 s
the middleware notes that somebody is active."""

UNIT = "U"


def arguments() -> argparse.Namespace:
    """What to measure and how often."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--assets", type=int, default=50_000, help="0 leaves the inventory out")
    parser.add_argument("--contracts", type=int, default=5_000, help="0 leaves vendors and money out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=60, help="requests of each operation in each round")
    parser.add_argument("--due", type=int, default=10_000, help="rungs that fall due at once")
    parser.add_argument("--without", action="append", default=[], help="leave out operations with this word")
    return parser.parse_args()


def main() -> int:
    """Run the bench; what it started ends with it."""
    asked = arguments()
    services = Services(places.run_folder("bench")).take()
    try:
        services.start()
        loading = Databases(services).renew(asked.tickets, asked.assets, asked.contracts)
        os.environ.update(environment(services, DATABASE), DJANGO_SETTINGS_MODULE="tests.bench.settings")
        import django

        import hospital_itsm.celery  # noqa: F401  so that the watcher wakes workers through the bench's own broker

        django.setup()
        with ExitStack() as stack:
            product = stack.enter_context(web(services, "tests.bench.settings"))
            bare = stack.enter_context(web(services, "tests.bench.bare"))
            return measure(asked, product, bare, loading)
    finally:
        services.leave()


def measure(asked: argparse.Namespace, product: Web, bare: Web, loading: float) -> int:
    """Warm up, then rounds of everything."""
    from tests.bench import imports, insight, recalls, watcher
    from tests.bench.client import Lane, one_after_the_other, side_by_side
    from tests.bench.table import Figures, table

    watcher.catch_up()
    has_assets = bool(asked.assets) and "asset" not in asked.without
    counted = _counted(asked)
    asks = _asks(asked, product, has_assets=has_assets)
    figures = {
        one.name: Figures(one.name, one.goal.units, one.goal.statements, one.goal.milliseconds)
        for one in asks
    }
    number = 0
    for one in asks:
        port = bare.port if one.is_bare else product.port
        one_after_the_other(port, one.make, WARM_UPS, number)
        number += WARM_UPS
        lane = Lane(port)
        counts = [lane.statements(one.make(number + more)) for more in range(COUNTED)]
        figures[one.name].statements = min(counts)
        number += COUNTED
        lane.close()
    quiet, busy, memory, matched = [], [], [product.memory_mb()], []
    for turn in range(asked.rounds):
        print(f"Round {turn + 1} of {asked.rounds}", flush=True)
        for one in asks:
            server = bare if one.is_bare else product
            spent = server.cpu_seconds()
            seconds = one_after_the_other(server.port, one.make, asked.requests, number)
            figures[one.name].add(seconds, server.cpu_seconds() - spent)
            number += asked.requests
            speed = side_by_side(server.port, one.make, asked.requests, number, one.lanes)
            figures[one.name].per_second.append(speed)
            number += asked.requests
        quiet += watcher.quiet()
        busy.append(watcher.busy(asked.due, turn))
        memory.append(product.memory_mb())
        if has_assets:
            matched.append(recalls.match_one(turn))
    unit = figures[UNIT]
    still = [one.seconds * 1000 for one in quiet]
    rungs = sorted(one.rungs for one in busy)
    more = [
        (
            "watcher, nothing due, ms min/med/max",
            f"{min(still):.1f}/{statistics.median(still):.1f}/{max(still):.1f}, {quiet[0].statements} statements",
            "20",
        ),
        (
            f"watcher, {rungs[0]:,} rungs due, s min/med/max",
            "/".join(f"{one:.1f}" for one in _low_mid_high([one.seconds for one in busy]))
            + f" (CPU {statistics.median(one.cpu_seconds for one in busy):.1f})",
            "20",
        ),
        (
            "web memory of 2 workers and their server, MB first/last",
            f"{memory[0]:.0f}/{memory[-1]:.0f}",
            "180",
        ),
    ]
    if matched:
        more.append(_matching_line(matched, asked.assets))
    if has_assets and "import" not in asked.without:
        more.append(_import_line(imports.import_many(asked.assets), asked.assets))
    more += _scenes(asked, product, number)
    if counted:
        more += insight.lines(counted, insight.read(), asked.tickets)
    if loading:
        more.append((f"loading {asked.tickets:,} tickets, s", f"{loading:.0f}", "120 for 100,000"))
    print(
        f"\n{asked.tickets:,} tickets, {asked.assets:,} assets, {asked.contracts:,} contracts, "
        f"{asked.rounds} rounds of {asked.requests} requests\n"
    )
    print(table(list(figures.values()), unit, more))
    facts = {
        "tickets": asked.tickets,
        "assets": asked.assets,
        "contracts": asked.contracts,
        "operations": [one.data(unit) for one in figures.values()],
        "besides": more,
    }
    (places.RUN / "bench.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return 0


def _scenes(asked: argparse.Namespace, product: Web, number: int) -> list[tuple[str, str, str]]:
    """Many tickets at once, and many agents at once."""
    from tests.bench import bulk, desk

    found: list[tuple[str, str, str]] = []
    if "live" not in asked.without:
        found += desk.lines(product, number)
    if "bulk" not in asked.without:
        found += bulk.lines()
    return found


def _counted(asked: argparse.Namespace) -> Any:
    """What counting took; pages of figures have something to show afterwards."""
    from tests.bench import insight

    if "insight" in asked.without:
        return None
    insight.prepare()
    counted = insight.count()
    print(f"Counting all history took {counted.history.words} s, a night {counted.night.words} s", flush=True)
    return counted


def _asks(asked: argparse.Namespace, product: Web, *, has_assets: bool) -> list[Any]:
    from hospital_itsm.people.models import User
    from tests.bench import desk, insight, inventory, money, operations

    asks = operations.operations(product.port, asked.without)
    asks += operations.chosen(desk.operations(product.port), asked.without)
    if has_assets:
        agent = User.objects.get(username=operations.AGENT)
        asks += operations.chosen(inventory.operations(product.port, agent), asked.without)
    if asked.contracts and "money" not in asked.without:
        asks += operations.chosen(money.operations(), asked.without)
    if "insight" not in asked.without:
        asks += operations.chosen(insight.operations(), asked.without)
    return asks


def _matching_line(matched: list[Any], assets: int) -> tuple[str, str, str]:
    seconds = "/".join(f"{one:.2f}" for one in _low_mid_high([one.seconds for one in matched]))
    spent = statistics.median(one.cpu_seconds for one in matched)
    words = f"one recall against {assets:,} assets, s min/med/max"
    return words, f"{seconds} (CPU {spent:.2f}, {matched[0].statements} statements)", "2"


def _import_line(done: Any, rows: int) -> tuple[str, str, str]:
    parts = ", ".join(
        f"{name} {seconds:.0f} (CPU {done.cpu_seconds[name]:.0f})" for name, seconds in done.seconds.items()
    )
    load = os.getloadavg()[0]
    words = f"import of {rows:,} rows from XLSX, s until stored"
    return words, f"{done.until_stored:.0f}: {parts}; {done.counts}; load {load:.1f}", "120"


def _low_mid_high(values: list[float]) -> tuple[float, float, float]:
    return min(values), statistics.median(values), max(values)


if __name__ == "__main__":
    sys.exit(main())
