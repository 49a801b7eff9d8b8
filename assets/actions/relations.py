"""Saying which thing or service needs which."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.choices import RelationKind
from assets.models import Asset, Relation, Service
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import ValueRefused

End = Asset | Service


@action("relation.add", gettext_lazy("related two things"))
def relate(kind: str, from_end: End, to_end: End, *, actor: Any, note: str = "") -> Relation:
    """Relate two ends the actor sees; the same relation again is the one that is there. Cycles are allowed.

    Raises Forbidden unless the actor may change both ends, ValueRefused for an unknown kind or a thing and itself.
    """
    _require(actor, from_end, to_end)
    if kind not in RelationKind.values:
        raise ValueRefused({"kind": _("Use one of: %(kinds)s.") % {"kinds": ", ".join(RelationKind.values)}})
    if from_end == to_end:
        raise ValueRefused({"to": _("Choose another thing than the one itself.")})
    store.hold(f"relations of {from_end}")
    ends = _ends(from_end, to_end)
    found = Relation.objects.filter(kind=kind, **ends).first()
    if found is not None:
        return found
    relation = Relation(kind=kind, created_at=timezone.now(), **ends)
    store.put_values(relation, {"note": note})
    if errors := store.faults_of(relation):
        raise ValueRefused(errors)
    relation.save(force_insert=True)
    _record_at_both("relation.add", relation, actor)
    return relation


@action("relation.remove", gettext_lazy("took a relation away"))
def unrelate(relation: Relation, *, actor: Any) -> None:
    """Take a relation away; both ends keep it in their history."""
    relation = Relation.objects.select_for_update().get(pk=relation.pk)
    _require(actor, *ends_of(relation))
    _record_at_both("relation.remove", relation, actor)
    relation.delete()


@step
def ends_of(relation: Relation) -> tuple[End, End]:
    """Both ends as rows."""
    first: Any = relation.from_asset or relation.from_service
    second: Any = relation.to_asset or relation.to_service
    return first, second


def _require(actor: Any, *ends: End) -> None:
    """An asset takes the inventory's permission; between two services the portfolio's does as well."""
    if all(isinstance(end, Service) for end in ends) and can(actor, "portfolio.manage"):
        return
    for end in ends:
        require(actor, "asset.edit", end if isinstance(end, Asset) else None)


def _ends(from_end: End, to_end: End) -> dict[str, End | None]:
    return {
        "from_asset": from_end if isinstance(from_end, Asset) else None,
        "from_service": from_end if isinstance(from_end, Service) else None,
        "to_asset": to_end if isinstance(to_end, Asset) else None,
        "to_service": to_end if isinstance(to_end, Service) else None,
    }


def _record_at_both(verb: str, relation: Relation, actor: Any) -> None:
    for end in ends_of(relation):
        record(actor, verb, end, {"from": relation.from_end, "kind": relation.kind, "to": relation.to_end})
