"""Letting the CMMS of the demo hospital say what it knows of the infusion pumps."""

import csv
import io
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from assets.models import Asset
from hospital_itsm.cmms import running
from hospital_itsm.cmms.actions.runs import KIND, begin_run
from hospital_itsm.cmms.actions.sources import add_source
from hospital_itsm.cmms.models import Source
from hospital_itsm.demo.hospital import maintenance as told
from hospital_itsm.demo.hospital.device_types import PUMP
from hospital_itsm.demo.loaders.past import told_from
from hospital_itsm.jobs.models import Job
from hospital_itsm.people.models import User


def is_loaded() -> bool:
    """Is any source in this database?"""
    return Source.objects.exists()


def load() -> None:
    """Two sources of one system, which sent their last file this morning."""
    now, manager = timezone.now(), User.objects.get(username="ellen.fairweather")
    tags = list(Asset.objects.filter(model__name=PUMP.model).order_by("tag").values_list("tag", flat=True))
    today = timezone.localdate()
    with told_from(now - timedelta(hours=5)):
        send(manager, told.SYSTEM, "PM status of the CMMS", "pm", told.PM_HEADINGS, told.pm_rows(tags, today))
        send(
            manager,
            told.SYSTEM,
            "Work orders of the CMMS",
            "work_order",
            told.ORDER_HEADINGS,
            told.order_rows(tags, today),
        )


def send(
    actor: Any,
    system: str,
    name: str,
    kind: str,
    headings: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
) -> None:
    """Add a source of a system, and let it send one file."""
    source = add_source(actor=actor, fields={"name": name, "system": system, "kind": kind})
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    run = begin_run(source.pk, text.getvalue().encode(), f"{kind}.csv", actor=actor)
    running.work(Job.objects.get(kind=KIND, payload__run=run.pk), lambda done, total, step: None)
