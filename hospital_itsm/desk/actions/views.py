"""Saving views of the queue, changing and removing one's own."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, plain, record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import safe_name
from hospital_itsm.core.versions import refuse_overtaken
from hospital_itsm.desk.choices import Reach
from hospital_itsm.desk.models import SavedView, ViewChoice
from hospital_itsm.desk.saved import kept

LONGEST_NAME: Final = 60
MOST_SAVED: Final = 50


@action("view.save", gettext_lazy("saved a view of the queue"))
def save_view(
    base: str,
    parameters: Mapping[str, Any],
    *,
    actor: Any,
    name: str,
    reach: str = Reach.MINE,
    team: Any = None,
) -> SavedView:
    """Save a view with its filters and order. Raises Forbidden, ValueRefused."""
    require(actor, "view.save")
    if SavedView.objects.filter(owner=actor).count() >= MOST_SAVED:
        words = _("You have %(most)d saved views. Remove one first.") % {"most": MOST_SAVED}
        raise ValueRefused({"name": words})
    now = timezone.now()
    row = SavedView(
        name=safe_name(name, most=LONGEST_NAME),
        base=base,
        parameters=kept(base, parameters, actor=actor, now=now),
        owner=actor,
        created_at=now,
        changed_at=now,
        **_shared(reach, team, actor),
    )
    _store(row)
    record(actor, "view.save", row, _facts(row))
    return row


@action("view.change", gettext_lazy("changed a saved view of the queue"))
def change_view(row: SavedView, *, actor: Any, version: int | None = None, **changes: Any) -> SavedView:
    """Change name, reach (`reach`, `team`), `base` or `parameters` of one's own view.

    Raises Forbidden, ValueRefused, StaleVersion.
    """
    row = SavedView.objects.select_for_update().get(pk=row.pk)
    require(actor, "view.save", row)
    refuse_overtaken(row, version)
    before, now = _facts(row), timezone.now()
    if "name" in changes:
        row.name = safe_name(changes["name"], most=LONGEST_NAME)
    if "reach" in changes:
        for field, value in _shared(changes["reach"], changes.get("team"), actor).items():
            setattr(row, field, value)
    if "parameters" in changes or "base" in changes:
        row.base = changes.get("base", row.base)
        given = changes.get("parameters", row.parameters)
        row.parameters = kept(row.base, given, actor=actor, now=now)
    row.version, row.changed_at = row.version + 1, now
    _store(row)
    _forget_strangers(row)
    after = _facts(row)
    changed = {field: [before[field], after[field]] for field in before if before[field] != after[field]}
    record(actor, "view.change", row, changed)
    return row


@action("view.remove", gettext_lazy("removed a saved view of the queue"))
def remove_view(row: SavedView, *, actor: Any, version: int | None = None) -> None:
    """Remove one's own view, for everybody who saw it. Raises Forbidden, StaleVersion."""
    row = SavedView.objects.select_for_update().get(pk=row.pk)
    require(actor, "view.save", row)
    refuse_overtaken(row, version)
    record(actor, "view.remove", row, {"base": row.base})
    row.delete()


def _shared(reach: str, team: Any, actor: Any) -> dict[str, Any]:
    """The fields that say who sees it. Raises ValueRefused."""
    if reach not in Reach.values:
        raise ValueRefused({"reach": _("Choose who sees it.")})
    if reach == Reach.TEAM and team is None:
        raise ValueRefused({"team": _("Choose the team that sees it.")})
    is_own_team = reach == Reach.TEAM and team.pk in actor.team_ids
    if reach != Reach.MINE and not is_own_team and not can(actor, "view.share"):
        words = _("You can share it with a team you are in. Ask a lead to share it more widely.")
        raise ValueRefused({"reach": words})
    return {"reach": reach, "team": team if reach == Reach.TEAM else None}


@step
def _forget_strangers(row: SavedView) -> None:
    """Whoever does not see it any more has chosen nothing about it."""
    if row.reach == Reach.MINE:
        ViewChoice.objects.filter(view=row).exclude(user_id=row.owner_id).delete()


def _store(row: SavedView) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise ValueRefused({"name": _("You have a view of this name. Choose another.")}) from None


def _facts(row: SavedView) -> dict[str, Any]:
    return {
        "name": free_text(row.name),
        "base": row.base,
        "parameters": free_text(repr(sorted(row.parameters.items()))),
        "reach": str(row.reach),
        "team": plain(row.team),
    }
