"""Places: adding, changing, moving with everything in them, retiring."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assets.actions import store
from assets.actions.search_words import refresh
from assets.choices import LocationKind
from assets.models import Asset, Location
from assets.rules.lifecycle import ENDED
from assets.rules.placing import Misplaced, fault, path_of
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused

CHANGEABLE: Final = frozenset({"code", "name", "kind", "parent", "site", "care_area"})
TREE: Final = "tree of places"
MISPLACED: Final = {
    Misplaced.TOP_IS_A_SITE: gettext_lazy("Choose the larger place it lies in; only a site lies in none."),
    Misplaced.NOT_IN_A_SMALLER: gettext_lazy(
        "A place lies in a larger one. Choose another, or another kind."
    ),
    Misplaced.IN_ITSELF: gettext_lazy("A place cannot lie in itself or in one of its own parts."),
}


@action("location.add", gettext_lazy("added the place"))
def add_location(*, actor: Any, fields: Mapping[str, Any]) -> Location:
    """Store a place; its site is that of the place around it where none is given. Raises Forbidden, ValueRefused."""
    require(actor, "asset.manage")
    store.hold(TREE)
    store.refuse_unknown(fields, CHANGEABLE)
    place = Location()
    changes = store.put_values(place, fields)
    if place.parent is not None and place.site_id is None:
        place.site = place.parent.site
    _refuse(place)
    place.save(force_insert=True)
    place.path = path_of(place.pk, place.parent.path if place.parent else "")
    place.save(update_fields=["path"])
    record(actor, "location.add", place, changes)
    return place


@action("location.change", gettext_lazy("changed the place"))
def change_location(
    place: Location, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> Location:
    """Change fields of a place; everything in it moves along. Raises Forbidden, StaleVersion, ValueRefused."""
    require(actor, "asset.manage")
    store.hold(TREE)
    place = Location.objects.select_for_update(of=("self",)).select_related("parent").get(pk=place.pk)
    store.refuse_stale(place, version)
    store.refuse_unknown(fields, CHANGEABLE)
    changes = store.put_values(place, fields)
    _refuse(place)
    if not changes:
        return place
    if "parent" in changes:
        _move_inside(place)
    store.save_row(place, {**changes, "path": None}, actor=actor, verb="location.change")
    if {"name", "code"} & set(changes):
        refresh(Asset.objects.filter(location=place).values_list("pk", flat=True))
    return place


@action("location.retire", gettext_lazy("retired the place"))
def retire_location(place: Location, *, actor: Any) -> Location:
    """Offer a place no more. Raises Conflict while a place in it is in use or something stands there."""
    return _set_active(place, False, actor, "location.retire")


@action("location.restore", gettext_lazy("took the place back into use"))
def restore_location(place: Location, *, actor: Any) -> Location:
    """Offer a retired place again."""
    return _set_active(place, True, actor, "location.restore")


def _set_active(place: Location, active: bool, actor: Any, verb: str) -> Location:
    require(actor, "asset.manage")
    place = Location.objects.select_for_update().get(pk=place.pk)
    if place.is_active == active:
        return place
    if not active and (found := list(_in_use(place))):
        raise Conflict(" ".join(found))
    changes = store.put_values(place, {"is_active": active})
    store.save_row(place, changes, actor=actor, verb=verb)
    return place


def _in_use(place: Location) -> Iterator[str]:
    if inside := Location.objects.filter(parent=place, is_active=True).count():
        words = ngettext(
            "%(count)d place in it is in use. Retire it first.",
            "%(count)d places in it are in use. Retire them first.",
            inside,
        )
        yield words % {"count": inside}
    if things := Asset.objects.filter(location=place).exclude(status__in=ENDED).count():
        words = ngettext(
            "%(count)d thing stands there. Move it first.",
            "%(count)d things stand there. Move them first.",
            things,
        )
        yield words % {"count": things}


def _move_inside(place: Location) -> None:
    old, new = place.path, path_of(place.pk, place.parent.path if place.parent else "")
    inside = Location.objects.filter(path__startswith=old).exclude(pk=place.pk)
    inside.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    place.path = new


def _refuse(place: Location) -> None:
    errors = store.faults_of(place, exclude={"path"})
    if not place.code:
        errors["code"] = _("Give it a short code, such as N4-12.")
    elif Location.objects.filter(code__iexact=place.code).exclude(pk=place.pk).exists():
        errors["code"] = _("There is a place %(code)s already.") % {"code": place.code}
    if not place.name:
        errors["name"] = _("Say what people call it.")
    if place.kind in LocationKind.values:
        parent = place.parent
        wrong = fault(place.kind, parent.kind if parent else None, place.path, parent.path if parent else "")
        errors |= {"parent": str(MISPLACED[wrong])} if wrong else _wrong_kind_of_parts(place)
    else:
        errors["kind"] = _("Choose how large the place is.")
    if errors:
        raise ValueRefused(errors)


def _wrong_kind_of_parts(place: Location) -> dict[str, str]:
    if place.pk is None:
        return {}
    kinds = set(place.children.values_list("kind", flat=True))
    wrong = [kind for kind in kinds if fault(kind, place.kind)]
    return (
        {"kind": _("There are places in it that are as large or larger. Move them first.")} if wrong else {}
    )
