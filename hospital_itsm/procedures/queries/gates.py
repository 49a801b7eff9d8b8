"""What procedures hold up: asked before every step of an asset's life."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from assets.models import StatusChange
from hospital_itsm.procedures.choices import Kind, Status
from hospital_itsm.procedures.rules.gates import ARRIVES, HELD_UP, required_kind


def unfinished(asset: Any, verb: str) -> Iterator[str]:
    """Sentences about procedures that must be complete before the step, none for steps no procedure holds up."""
    from hospital_itsm.procedures.models import Procedure

    kinds = [kind for kind, verbs in HELD_UP.items() if verb in verbs]
    if not kinds:
        return
    open_ones = list(Procedure.objects.filter(asset=asset, kind__in=kinds, status=Status.OPEN))
    for one in open_ones:
        yield _("Finish the procedure first: %(title)s, %(left)d steps are open.") % {
            "title": one.title,
            "left": one.steps_total - one.steps_closed,
        }
    if not open_ones:
        yield from _missing(asset, verb)


def _missing(asset: Any, verb: str) -> Iterator[str]:
    kind = required_kind(verb, is_new=is_new(asset))
    if kind and is_required(asset, kind) and not is_complete(asset, kind):
        yield _("This needs the procedure %(title)s. Start it on the page of %(tag)s and finish it.") % {
            "title": Kind(kind).label,
            "tag": asset.tag,
        }


def is_new(asset: Any) -> bool:
    """Did it enter the inventory as new, and was never in service?"""
    if asset.in_service_on is not None:
        return False
    changes = StatusChange.objects.filter(asset=asset, to_status__in=ARRIVES)
    return changes.exists() if asset.pk else False


def is_required(asset: Any, kind: str) -> bool:
    """Does the newest template of the kind ask for it in this class?"""
    from hospital_itsm.procedures.models import ProcedureTemplate

    newest = ProcedureTemplate.objects.filter(kind=kind).order_by("-version").first()
    return newest is not None and asset.asset_class in newest.required_for


def is_complete(asset: Any, kind: str) -> bool:
    """Was one completed since the thing last came back from retirement?"""
    from hospital_itsm.procedures.models import Procedure

    done = Procedure.objects.filter(asset=asset, kind=kind, status=Status.COMPLETE)
    back = StatusChange.objects.filter(asset=asset, verb="reinstate").order_by("-at").first()
    return done.filter(ended_at__gt=back.at).exists() if back else done.exists()
