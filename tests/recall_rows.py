"""So many recalls, devices on one of them, searches, documents and notices of the log that a loop over them shows."""

from django.utils import timezone

from assets.actions.recalls.matching import rematch
from assets.models import Asset, DeviceSearch, RecallCase, RecallDocument, RecallLine, RecallNotice
from tests.inventory_rows import fill
from tests.world import World, again


def store(world: World, rows: int) -> None:
    """Store missing rows so that there are exactly `rows` of each; everything hangs on the first recall."""
    now = timezone.now()
    about = {"firm": "Ashgrove", "description": "IX-4", "source": "letter", "received_at": now}
    times = {"triage_by": now, "mitigate_by": now, "close_by": now, "next_due_at": now, "matched_at": now}
    for outcome in ("case", "logged"):
        known = RecallNotice.objects.filter(outcome=outcome).count()
        RecallNotice.objects.bulk_create(RecallNotice(outcome=outcome, **about) for _ in range(known, rows))
    notices = list(RecallNotice.objects.filter(outcome="case").order_by("pk"))
    fill(RecallCase, rows, lambda n: {"notice": notices[n], "assignee": world.biomed, **times})
    case = first_case()
    assets = list(Asset.objects.order_by("pk"))
    grounds = {"certainty": "confirmed", "score": 100, "reasons": [["all-units", ""]], "added_at": now}
    fill(RecallLine, rows, lambda n: {"case": case, "asset": assets[n], **grounds})
    line = RecallLine.objects.earliest("pk")
    fill(
        DeviceSearch,
        rows,
        lambda n: {
            "line": line,
            "searched_on": now.date(),
            "places": "ICU",
            "by": world.biomed,
            "noted_at": now,
        },
    )
    fill(
        RecallDocument,
        rows,
        lambda n: {
            "notice": case.notice, "file_name": "letter.pdf", "stored_name": f"stored-{n}", "size": 1,
            "content_type": "application/pdf", "sha256": "", "added_at": now,
        },
    )  # fmt: skip
    rematch(case.key, actor=again(world.biomed))


def first_case() -> RecallCase:
    """The recall on which everything hangs."""
    return RecallCase.objects.earliest("pk")
