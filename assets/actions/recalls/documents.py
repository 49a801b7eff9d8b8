"""The paper a notice came on."""

from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.recalls.store import lock_case
from assets.models import RecallDocument, RecallNotice
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.files.intake import keep, take
from hospital_itsm.core.phi_guard import guard

MOST_DOCUMENTS: Final = 20


@action("recall.attach", gettext_lazy("added a document to the recall"))
def add_document(key: str, *, actor: Any, upload: Any) -> RecallDocument:
    """Keep a letter, alert or return form with the recall. Raises RecallCase.DoesNotExist, Forbidden, ValueRefused."""
    case = lock_case(key, actor)
    require(actor, "recall.work", case)
    row = put_document(case.notice, upload, actor=actor)
    record(actor, "recall.attach", case, {"document": [None, row.pk], "sha256": row.sha256, "size": row.size})
    return row


@step
def put_document(notice: RecallNotice, upload: Any, *, actor: Any) -> RecallDocument:
    """Keep a file with a notice; the bytes go again where the row cannot be written."""
    if RecallDocument.objects.filter(notice=notice).count() >= MOST_DOCUMENTS:
        raise ValueRefused(
            {"file": _("It has %(most)d documents, which is the most.") % {"most": MOST_DOCUMENTS}}
        )
    taken = take(upload)
    stored = keep(taken.data)
    try:
        return RecallDocument.objects.create(
            notice=notice,
            file_name=taken.named(guard(taken.safe_name, channel="web").text),
            stored_name=stored,
            content_type=taken.content_type,
            size=len(taken.data),
            sha256=taken.sha256,
            added_at=timezone.now(),
            added_by=person(actor),
        )
    except Exception:
        default_storage.delete(stored)
        raise
