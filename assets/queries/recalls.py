"""The vocabulary of recalls."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q

from assets import access
from assets.choices import OPEN_DISPOSITIONS, Disposition, NoticeOutcome, RecallClass, RecallState


class NoticeQuerySet(models.QuerySet[Any]):
    """Vocabulary of notices."""

    def visible_to(self, actor: Any) -> Self:
        """Notices the actor may see."""
        return self.filter(access.visible_recalls(actor))

    def logged(self) -> Self:
        """Those about nothing in the inventory."""
        return self.filter(outcome=NoticeOutcome.LOGGED)


class CaseQuerySet(models.QuerySet[Any]):
    """Vocabulary of cases."""

    def visible_to(self, actor: Any) -> Self:
        """Cases the actor may see."""
        return self.filter(access.visible_recalls(actor))

    def open(self) -> Self:
        """Not closed."""
        return self.exclude(state=RecallState.CLOSED)

    def overdue(self, now: datetime) -> Self:
        """Open, and the next deadline has passed."""
        return self.open().filter(next_due_at__lte=now)

    def counted(self) -> Self:
        """With `devices`, `still_open` and `missing`, how many lines there are of each."""
        return self.annotate(
            devices=Count("lines"),
            still_open=Count("lines", filter=Q(lines__disposition__in=OPEN_DISPOSITIONS)),
            missing=Count("lines", filter=Q(lines__disposition=Disposition.MISSING)),
        )


class LineQuerySet(models.QuerySet[Any]):
    """Vocabulary of lines."""

    def open(self) -> Self:
        """Those that keep their case open."""
        return self.filter(disposition__in=OPEN_DISPOSITIONS)

    def placed(self) -> Self:
        """With what says where the device is and who has it."""
        return self.select_related(
            "asset__model__manufacturer", "asset__care_area", "asset__location__care_area", "asset__custodian",
            "done_by", "located_by",
        )  # fmt: skip


def open_class_one(assets: Any) -> set[int]:
    """The keys of those assets on which a class I recall is open, for the priority of their tickets (override O9).

    Devices that are not affected are out; those that still await a look are in. One statement.
    """
    from assets.models import RecallLine

    lines = RecallLine.objects.open().filter(asset__in=assets, case__notice__recall_class=RecallClass.ONE)
    return set(lines.exclude(case__state=RecallState.CLOSED).values_list("asset_id", flat=True))
