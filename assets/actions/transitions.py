"""Every step of an asset's life through the one table of `rules.lifecycle`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets import followers, gates
from assets.actions import store
from assets.actions.loans import close_loan, open_loan
from assets.actions.step_facts import checked
from assets.choices import AssetStatus, LoanKind
from assets.models import Asset, StatusChange
from assets.queries.custody import verdict_for
from assets.queries.next_steps import may_go_back, next_verbs
from assets.rules.custody import Obstacle
from assets.rules.lifecycle import (
    EXPECTED,
    IN_SERVICE,
    LEAVES_THE_HOUSE,
    LIFECYCLE,
    SPARE,
    status_when_found,
)
from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, IllegalTransition
from hospital_itsm.core.lifecycle import Transition

SENTENCES: Final = {
    "order": gettext_lazy("ordered it"),
    "receive": gettext_lazy("received it"),
    "inspect": gettext_lazy("began the incoming inspection"),
    "put_in_service": gettext_lazy("put it in service"),
    "make_spare": gettext_lazy("made it a spare"),
    "lend": gettext_lazy("lent it out"),
    "take_back": gettext_lazy("took it back"),
    "repair": gettext_lazy("took it in repair"),
    "tag_out": gettext_lazy("tagged it: do not use"),
    "quarantine": gettext_lazy("put it in quarantine"),
    "release": gettext_lazy("released it from quarantine"),
    "report_missing": gettext_lazy("reported it missing"),
    "find": gettext_lazy("found it"),
    "retire": gettext_lazy("retired it"),
    "reinstate": gettext_lazy("took it back from retirement"),
    "return_to_owner": gettext_lazy("returned it to its owner"),
    "dispose": gettext_lazy("disposed of it"),
}
for _verb, _words in SENTENCES.items():
    verbs.register(f"asset.{_verb}", _words)

OBSTACLES: Final = {
    Obstacle.MEDIA_UNKNOWN: gettext_lazy(
        "It may hold patient data and lists no storage media. List them, or record that it holds none and who says so."
    ),
    Obstacle.NO_SOURCE: gettext_lazy("Record where it is known from that it holds no patient data."),
    Obstacle.NO_CERTIFICATE: gettext_lazy(
        "These media lack a certificate that counts: %(media)s. It says purge or destroy with a passed verification, "
        "and is newer than the last use of the thing."
    ),
}


@action("asset.transition", gettext_lazy("changed the status"))
def transition(
    tag: str,
    *,
    actor: Any,
    verb: str,
    version: int | None = None,
    **needs: Any,
) -> Asset:
    """Take one step of the lifecycle table; `needs` are the values it asks for (`actions.step_facts`).

    Recorded as `asset.<verb>` and as a row of the asset's life. Raises Asset.DoesNotExist, IllegalTransition with
    what is possible, Forbidden, ValueRefused naming each missing value, Conflict at the custody gate, StaleVersion.
    """
    asset = store.lock_asset(tag, actor, version)
    return take_step(asset, verb, actor=actor, at=timezone.now(), needs=needs)


@step
def take_step(asset: Asset, verb: str, *, actor: Any, at: datetime, needs: Mapping[str, Any]) -> Asset:
    """Take a step on a locked asset; for actions that stop or free many things at once, such as a recall."""
    row, facts = refuse_step(asset, verb, actor=actor, needs=needs)
    before, changes = asset.status, _apply(asset, row, facts, at)
    if verb == "lend":
        open_loan(asset, LoanKind.LENT_OUT, facts)
    elif before == AssetStatus.LOANED_OUT:
        close_loan(asset, LoanKind.LENT_OUT, at)
    elif verb == "return_to_owner":
        close_loan(asset, None, at)
    reason = store.clean_reason(str(facts.pop("reason", "")))
    _remember(asset, verb, before, reason, facts, actor, at)
    trail = {**changes, "reason": free_text(reason)} if reason else changes
    store.save_asset(asset, trail, actor=actor, verb=f"asset.{verb}", fields=_FIELDS)
    followers.follow(asset, verb, before, actor=actor, at=at)
    return asset


@step
def refuse_step(
    asset: Asset, verb: str, *, actor: Any, needs: Mapping[str, Any]
) -> tuple[Transition, dict[str, Any]]:
    """The row of the table and the clean values of a step that may be taken now; raises what `transition` raises."""
    row = _row(asset, verb, actor)
    require(actor, row.who, asset)
    facts = checked(asset, row, needs, timezone.localdate())
    if (verb in LEAVES_THE_HOUSE and asset.status not in EXPECTED) or facts.get("sent_to"):
        refuse_data_leaving(asset)
    if unfinished := gates.found(asset, verb):
        raise Conflict(" ".join(unfinished))
    return row, facts


_FIELDS: Final = ("status", "status_since", "checked_on", "in_service_on")


def _row(asset: Asset, verb: str, actor: Any) -> Transition:
    row = LIFECYCLE.find(verb, asset.status, asset.asset_class)
    if row is None:
        raise IllegalTransition(
            _("%(tag)s is %(status)s, so this is not possible now.")
            % {"tag": asset.tag, "status": asset.get_status_display().lower()},
            next_verbs(asset, actor),
        )
    if verb == "return_to_owner" and not may_go_back(asset):
        raise IllegalTransition(
            _(
                "%(tag)s is not noted as a loaner or a rental, so it has no other owner. Note that first, or retire it"
                " and dispose of it."
            )
            % {"tag": asset.tag},
            next_verbs(asset, actor),
        )
    return row


def _apply(asset: Asset, row: Transition, facts: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {"status": row.to or status_when_found(_status_before(asset), asset.asset_class)}
    if "checked_on" in facts:
        values["checked_on"] = facts["checked_on"]
    if values["status"] in (IN_SERVICE, SPARE) and asset.in_service_on is None:
        values["in_service_on"] = timezone.localdate(at)
    changes = store.put_values(asset, values)
    asset.status_since = at
    return changes


def _status_before(asset: Asset) -> str:
    last = StatusChange.objects.filter(asset=asset).order_by("-at", "-id").first()
    return last.from_status if last else ""


def _remember(
    asset: Asset, verb: str, before: str, reason: str, facts: Mapping[str, Any], actor: Any, at: datetime
) -> None:
    StatusChange.objects.create(
        asset=asset,
        at=at,
        by=person(actor),
        verb=verb,
        from_status=before,
        to_status=asset.status,
        reason=reason,
        facts={name: str(value) for name, value in facts.items() if value not in (None, "")},
    )


@step
def refuse_data_leaving(asset: Asset) -> None:
    """The gate of every road out of the house. Raises Conflict that names the media without proof."""
    verdict = verdict_for(asset)
    if verdict.obstacle is not None:
        raise Conflict(str(OBSTACLES[verdict.obstacle]) % {"media": ", ".join(verdict.media)})
