"""What a dashboard is asked for: period, comparison and site, as they stand in its address."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from hospital_itsm.dashboards.declared import Dashboard, Reader
from hospital_itsm.kpi.filters import Question, question_of

NAMES: Final = ("period", "from", "until", "site", "against")
OF_LIVE: Final[tuple[str, ...]] = ()
"""What a dashboard of the present takes: what stands in the queue now is of all sites."""


def reader_of(
    dashboard: Dashboard, given: Mapping[str, Any], *, actor: Any, now: datetime
) -> tuple[Reader, dict[str, str]]:
    """Who reads what, and what could not be read, by the name of the parameter: one statement or two."""
    names = OF_LIVE if dashboard.is_live else NAMES
    known = {name: given.getlist(name) if hasattr(given, "getlist") else [given[name]] for name in given}
    question, errors = question_of(
        {name: values for name, values in known.items() if name in names}, actor=actor, now=now
    )
    for name in sorted(set(known) - set(names)):
        errors[name] = (
            _("There is no such filter. Use one of: %(names)s.") % {"names": ", ".join(names)}
            if names
            else _("This dashboard shows how things stand now, and takes no filter.")
        )
    return Reader(actor, question, now, dashboard.domain), errors


def kept_query(question: Question, given: Mapping[str, Any]) -> str:
    """What is asked for as a part of an address; empty where nothing is."""
    kept = {name: given[name] for name in NAMES if given.get(name)}
    return urlencode(kept)


def figure_query(question: Question, against: str) -> dict[str, str]:
    """What the page of a figure is asked for, so that it tells the same."""
    return {
        "from": question.period.first.isoformat(),
        "until": question.period.last.isoformat(),
        "site": question.site_code if question.scope.site is not None else "",
        "domain": question.scope.domain,
        "against": against,
    }
