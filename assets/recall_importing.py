"""Carrying imports of recall notices on to their end, batch by batch; a kill between two batches loses nothing."""

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError

from assets.actions.recalls.importing import fail_import, work_batch
from assets.choices import ImportState, NoticeSource
from assets.models import RecallImport
from assets.queries.recall_inventory import Inventory
from assets.rules.openfda import Unreadable
from assets.rules.recall_csv import UnreadableSheet
from assets.rules.recall_sheet import Sheet, csv_sheet, openfda_sheet
from hospital_itsm.core.actors import System

log = structlog.get_logger(__name__)


def carry_on_all() -> int:
    """Work every import that is not finished, the oldest first; how many there were.

    One that fails in a way nobody foresaw says so and keeps no other waiting. Raises what stopped the first one that
    is carried on later.
    """
    unfinished = RecallImport.objects.filter(state__in=[ImportState.WAITING, ImportState.RUNNING])
    keys = list(unfinished.order_by("pk").values_list("pk", flat=True))
    stopped = []
    for pk in keys:
        try:
            carry_on(pk)
        except (OperationalError, InterfaceError) as error:
            stopped.append(error)
        except SoftTimeLimitExceeded:
            raise
        except Exception:
            log.exception("recall_import.failed", run=pk)
            fail_import(pk, "unexpected", actor=System("recall-import"))
    if stopped:
        raise stopped[0]
    return len(keys)


def carry_on(pk: int) -> None:
    """Work one import to its end; call it again after a kill."""
    actor = System("recall-import")
    try:
        sheet = _sheet(RecallImport.objects.get(pk=pk))
    except (Unreadable, UnreadableSheet) as error:
        fail_import(pk, str(error), actor=actor)
        return
    except FileNotFoundError:
        fail_import(pk, "file-gone", actor=actor)
        return
    inventory = Inventory.read()
    while work_batch(pk, sheet, inventory, actor=actor):
        pass


def _sheet(asked: RecallImport) -> Sheet:
    with default_storage.open(asked.stored_name) as file:
        text = _decoded(file.read())
    return openfda_sheet(text) if asked.source == NoticeSource.OPENFDA else csv_sheet(text)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
