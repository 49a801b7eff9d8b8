"""The files of an offer: kept while the purchase is a draft, opened by whoever sees the purchase."""

from functools import partial
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.files.intake import keep, take
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.procurement.actions import store
from hospital_itsm.procurement.models import Option, Purchase, QuoteFile

MOST_FILES: Final = 10


@action("purchase.add_file", gettext_lazy("added a file to an option"))
def add_file(number: str, pk: int, *, actor: Any, upload: Any, version: int | None = None) -> QuoteFile:
    """Keep a file with an option of a draft; it is judged by its bytes.

    Raises Option.DoesNotExist, Conflict for no draft or too many, StaleVersion, ValueRefused naming the mend.
    """
    purchase = store.lock_draft(number, actor, version)
    option: Option = purchase.options.get(pk=pk)
    if option.files.count() >= MOST_FILES:
        raise Conflict(_("An option has at most %(most)d files.") % {"most": MOST_FILES})
    taken = take(upload)
    named = guard(taken.safe_name, channel="web").text
    stored = keep(taken.data)
    try:
        row: QuoteFile = option.files.create(
            file_name=taken.named(named),
            stored_name=stored,
            content_type=taken.content_type,
            size=len(taken.data),
            sha256=taken.sha256,
            uploaded_by=person(actor),
            uploaded_at=timezone.now(),
        )
        changes = {"file": [None, row.pk], "sha256": [None, row.sha256]}
        store.save(purchase, changes, actor=actor, verb="purchase.add_file")
    except Exception:
        default_storage.delete(stored)
        raise
    return row


@action("purchase.remove_file", gettext_lazy("removed a file from an option"))
def remove_file(number: str, pk: int, *, actor: Any, version: int | None = None) -> Purchase:
    """Remove a file of a draft; `pk` is the file's. Raises QuoteFile.DoesNotExist, Conflict, StaleVersion."""
    purchase = store.lock_draft(number, actor, version)
    row: QuoteFile = QuoteFile.objects.get(pk=pk, option__purchase=purchase)
    changes = {"file": [row.pk, None], "sha256": [row.sha256, None]}
    drop(row)
    return store.save(purchase, changes, actor=actor, verb="purchase.remove_file")


@action("purchase.open_file", gettext_lazy("opened a file of an option"))
def record_opening(row: QuoteFile, *, actor: Any) -> None:
    """Record that the actor opens a file; call it before it is sent to somebody who sees the purchase."""
    require(actor, "purchase.read")
    record(actor, "purchase.open_file", row.option.purchase, {"file": row.pk})


@step
def drop(row: QuoteFile) -> None:
    """Remove a file, its bytes once that is certain."""
    transaction.on_commit(partial(default_storage.delete, row.stored_name))
    row.delete()
