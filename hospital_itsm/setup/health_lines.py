"""The lines of the health page: how each part stands, in words, and what mends it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import structlog
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.core import health
from hospital_itsm.jobs import heartbeats
from hospital_itsm.setup.queries import health as read
from hospital_itsm.setup.rules import standing as rules
from hospital_itsm.signin import provider

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Line:
    """One part: how it stands (`rules.standing`), in words, and what mends it where it is not well."""

    title: Any
    standing: str
    words: str
    mend: Any = ""


CHECKS: Final[Mapping[str, tuple[Promise, Promise, Promise]]] = {
    "database": (
        gettext_lazy("Database"),
        gettext_lazy("PostgreSQL answers."),
        gettext_lazy("Start PostgreSQL and check DATABASE_URL."),
    ),
    "migrations": (
        gettext_lazy("Tables"),
        gettext_lazy("They are those of this release."),
        gettext_lazy("Run manage.py migrate."),
    ),
    "broker": (
        gettext_lazy("Broker"),
        gettext_lazy("It answers."),
        gettext_lazy(
            "Start the Redis-protocol server and check REDIS_URL. Work goes on a little later without it."
        ),
    ),
    "beat": (
        gettext_lazy("Beat"),
        gettext_lazy("It beats."),
        gettext_lazy("Start the beat process: without it nothing is due."),
    ),
    "worker": (
        gettext_lazy("Workers"),
        gettext_lazy("They beat."),
        gettext_lazy("Start a worker: jobs, exports and reports wait for one."),
    ),
    "outbox": (
        gettext_lazy("E-mail and messages"),
        gettext_lazy("Nothing waits too long."),
        gettext_lazy("Check EMAIL_URL and whether the mail server takes messages."),
    ),
    "sla-watch": (
        gettext_lazy("Watcher of promises"),
        gettext_lazy("It makes its rounds."),
        gettext_lazy("Start beat: without the watcher nobody is told of late tickets."),
    ),
    "clocks": (
        gettext_lazy("Clocks"),
        gettext_lazy("They agree with their history, and no rung is late."),
        gettext_lazy("Run manage.py recompute_clocks --check."),
    ),
    "wordings": (
        gettext_lazy("Words of messages"),
        gettext_lazy("The hospital's own fit their messages."),
        gettext_lazy("Open Words of messages in the set-up and write those anew that are marked."),
    ),
    "replies": (
        gettext_lazy("Replies"),
        gettext_lazy("None is stuck on its way."),
        gettext_lazy("Start beat: it sends what agents wrote after the time to take it back."),
    ),
}
"""By the name of a check: its title, the words while it is well, and its mend."""


def lines() -> list[Line]:
    """Every part, what is broken first. Never raises, and never waits longer than its bounds."""
    with read.bounded_statements():
        found = [*_registered(), *(_tried(reader) for reader in READERS)]
    return sorted(found, key=lambda line: rules.ORDER.index(line.standing))


def _registered() -> list[Line]:
    """The checks that monitoring asks, too."""
    report = health.report()
    return [_of_check(name, answer) for name, answer in report.checks.items()]


def _of_check(name: str, answer: Mapping[str, Any]) -> Line:
    title, well, mend = CHECKS.get(name, (name, gettext_lazy("Well."), gettext_lazy("Read the log.")))
    if answer["ok"]:
        return Line(title, rules.WELL, str(well))
    return Line(title, rules.BROKEN, f"{str(answer['reason']).capitalize()}.", mend)


def _tried(reader: Callable[[], Line]) -> Line:
    try:
        return reader()
    except Exception as error:
        log.warning("health.line_failed", line=reader.__name__, error=type(error).__name__)
        return Line(
            TITLES[reader],
            rules.LOOK,
            _("It could not be read in time."),
            _("Reload the page; read the log."),
        )


def _jobs() -> Line:
    count, oldest = read.jobs_waiting(timezone.now())
    words = ngettext("%(count)d job is not finished.", "%(count)d jobs are not finished.", count) % {
        "count": count
    }
    return Line(
        TITLES[_jobs],
        rules.of_waiting(oldest, rules.JOB_LATE),
        words,
        _("The oldest waits long. Start more workers."),
    )


def _webhooks() -> Line:
    count, stopped = read.webhooks_stopped()
    if not count:
        return Line(TITLES[_webhooks], rules.OFF, _("There are none."))
    words = _("%(stopped)d of %(count)d are stopped.") % {"stopped": stopped, "count": count}
    mend = _("Mend the address, then take the webhook into use again.")
    return Line(TITLES[_webhooks], rules.LOOK if stopped else rules.WELL, words, mend)


def _provider() -> Line:
    title = TITLES[_provider]
    if not provider.is_on():
        return Line(title, rules.OFF, _("People sign in with a password of this product."))
    answers = read.asked_beside(provider.provider)
    if answers:
        return Line(title, rules.WELL, _("It answers."))
    words = (
        _("It did not answer within three seconds.")
        if answers is None
        else _("It does not answer as it should.")
    )
    return Line(title, rules.BROKEN, words, _("Check OIDC_ISSUER and whether this machine reaches it."))


def _disk() -> Line:
    free, total = read.disk()
    words = _("%(free)s of %(total)s are free for attachments.") % {
        "free": filesizeformat(free),
        "total": filesizeformat(total),
    }
    return Line(
        TITLES[_disk], rules.of_disk(free, total), words, _("Make the disk larger, or move attachments.")
    )


def _backup() -> Line:
    mend = _("Let the backup script end with manage.py note_backup.")
    return _noted(_backup, read.BACKUP, rules.BACKUP_LATE, _("Nobody noted a backup."), mend)


def _restore() -> Line:
    mend = _("Restore a backup beside, check it, and run manage.py note_backup --restored.")
    return _noted(_restore, read.RESTORE, rules.RESTORE_LATE, _("Nobody noted a test of restoring."), mend)


def _noted(reader: Callable[[], Line], name: str, late: timedelta, never: str, mend: str) -> Line:
    at = heartbeats.last_beat(name)
    now = timezone.now()
    words = never if at is None else _("The last one ended %(time)s ago.") % {"time": timesince(at, now)}
    return Line(TITLES[reader], rules.of_age(None if at is None else now - at, late), words, mend)


def _versions() -> Line:
    (python, django), (postgres, size) = read.versions(), read.database_facts()
    words = _("Python %(python)s, Django %(django)s, PostgreSQL %(postgres)s; the database holds %(size)s.")
    said = {"python": python, "django": django, "postgres": postgres, "size": filesizeformat(size)}
    return Line(TITLES[_versions], rules.WELL, words % said)


TITLES: Final[Mapping[Callable[[], Line], Promise]] = {
    _jobs: gettext_lazy("Jobs"),
    _webhooks: gettext_lazy("Webhooks"),
    _provider: gettext_lazy("Identity provider"),
    _disk: gettext_lazy("Disk"),
    _backup: gettext_lazy("Backup"),
    _restore: gettext_lazy("Test of restoring"),
    _versions: gettext_lazy("Versions"),
}
READERS: Final = tuple(TITLES)
