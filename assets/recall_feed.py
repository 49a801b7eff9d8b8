"""Fetching new recall notices from the addresses of openFDA that the settings name (`RECALL_FEEDS`).

Each day the last two weeks are read again, so that a day without connection loses nothing and changed classes are
seen. What comes is stored as an import and worked like an uploaded file.
"""

import json
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import structlog
from django.conf import settings
from django.utils import timezone

from assets.actions.recalls.importing import keep_fetched
from assets.models import RecallImport
from hospital_itsm.core import outbound
from hospital_itsm.core.actors import System
from hospital_itsm.core.outbound import OutboundFailed, OutboundRefused

OVERLAP: Final = timedelta(days=14)
PAGE: Final = 1000
MOST_PAGES: Final = 25
BOUNDS: Final = outbound.Bounds(most_bytes=32 * 1024 * 1024, seconds=120)
NO_HITS: Final = 404

log = structlog.get_logger(__name__)


class FeedFailed(Exception):
    """A feed did not answer as expected; the message is a code."""


def fetch_all() -> list[RecallImport]:
    """Read every feed; one that fails is logged and leaves the others."""
    made = []
    for address in settings.RECALL_FEEDS:
        try:
            found = fetch(address, timezone.localdate())
        except (FeedFailed, OutboundFailed, OutboundRefused) as error:
            log.error("recall_feed.failed", host=urlsplit(address).hostname, error=str(error))
            continue
        if found is not None:
            made.append(found)
    return made


def fetch(address: str, today: date) -> RecallImport | None:
    """Read the last two weeks of one feed into an import; None where there is nothing new.

    Raises FeedFailed, OutboundFailed, OutboundRefused.
    """
    results: list[Any] = []
    for page in range(MOST_PAGES):
        rows = _page(query_of(address, today, page * PAGE))
        results += rows
        if len(rows) < PAGE:
            break
    if not results:
        return None
    data = json.dumps({"results": results}).encode()
    return keep_fetched(data, address, actor=System("recall-feed"))


def query_of(address: str, today: date, skip: int) -> str:
    """The address of one page: reports of the last two weeks. The two data sets name and write their dates apart."""
    first = today - OVERLAP
    if "enforcement" in address:
        search = f"report_date:[{first:%Y%m%d} TO {today:%Y%m%d}]"
    else:
        search = f"event_date_posted:[{first:%Y-%m-%d} TO {today:%Y-%m-%d}]"
    return f"{address}?{urlencode({'search': search, 'limit': PAGE, 'skip': skip})}"


def _page(address: str) -> list[Any]:
    answer = outbound.get(address, {"Accept": "application/json"}, bounds=BOUNDS)
    if answer.status == NO_HITS:
        return []
    if not answer.accepted:
        raise FeedFailed(f"http-{answer.status}")
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise FeedFailed("not-json") from error
    results = found.get("results") if isinstance(found, dict) else None
    if not isinstance(results, list):
        raise FeedFailed("no-results")
    return results
