"""Is the product well? Parts register what they know; `/readyz` and `/metrics` ask them.

Ready for people means: the database answers and its tables are those of this release. Only their absence is "down"
(503), because then no page works. A lost broker, a silent beat or a late message are "degraded" with status 200:
pages, reports and the queue work without them, and a balancer that took the web processes away for it would turn a
late e-mail into an outage. Monitoring reads `status` and `reasons`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

READY, DEGRADED, DOWN = "ok", "degraded", "down"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Finding:
    """What one check found: `reason` is empty when all is well; `facts` are codes and numbers for the answer."""

    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


Probe = Callable[[], Finding]


@dataclass(frozen=True)
class Check:
    """A registered check; without a `vital` one no page works. Those that read tables wait for the database."""

    name: str
    probe: Probe
    vital: bool = False
    reads_tables: bool = True


@dataclass(frozen=True)
class Report:
    """The state of the whole."""

    status: str
    reasons: tuple[str, ...]
    checks: dict[str, dict[str, Any]]


_checks: dict[str, Check] = {}
_gauges: dict[str, tuple[str, Callable[[], float]]] = {}


def register_check(check: Check) -> None:
    """Add a check, or replace the one of the same name."""
    _checks[check.name] = check


def register_gauge(name: str, meaning: str, read: Callable[[], float]) -> None:
    """Add a figure that `/metrics` reads at scrape time; its name and labels never hold anybody's text."""
    _gauges[name] = (meaning, read)


def gauges() -> dict[str, tuple[str, Callable[[], float]]]:
    """All registered figures: name -> (meaning, reader)."""
    return dict(_gauges)


def report() -> Report:
    """Ask every check. Never raises: a check that fails is a reason."""
    findings: dict[str, Finding] = {}
    has_tables = True
    for check in sorted(_checks.values(), key=lambda one: (one.reads_tables, not one.vital)):
        if check.reads_tables and not has_tables:
            findings[check.name] = Finding("unknown without the database")
            continue
        findings[check.name] = _ask(check)
        if check.vital and findings[check.name].reason:
            has_tables = False
    return Report(_status(findings), _reasons(findings), _answers(findings))


def _ask(check: Check) -> Finding:
    try:
        return check.probe()
    except Exception as error:
        log.warning("health.check_failed", check=check.name, error=type(error).__name__)
        return Finding(type(error).__name__)


def _status(findings: dict[str, Finding]) -> str:
    broken = {name for name, finding in findings.items() if finding.reason}
    if any(_checks[name].vital for name in broken):
        return DOWN
    return DEGRADED if broken else READY


def _reasons(findings: dict[str, Finding]) -> tuple[str, ...]:
    return tuple(f"{name}: {finding.reason}" for name, finding in findings.items() if finding.reason)


def _answers(findings: dict[str, Finding]) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "ok": not finding.reason,
            **({"reason": finding.reason} if finding.reason else {}),
            **finding.facts,
        }
        for name, finding in findings.items()
    }
