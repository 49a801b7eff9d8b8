"""Who holds which role, where and until when."""

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.models import CareArea, Membership, Role, Team, User

MANAGES: Final = "people.manage"


@action("membership.grant", gettext_lazy("gave a role"))
def grant_membership(
    person: User,
    *,
    actor: Any,
    role: Role,
    team: Team | None = None,
    care_area: CareArea | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
    reason: str = "",
) -> Membership:
    """Give a role in a queue, in a unit or everywhere, from a day (today) until another (both included; no end).

    Nobody gives a role to themselves.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    require(actor, "people.manage", person)
    since = valid_from or timezone.localdate()
    if valid_until is not None and valid_until < since:
        raise ValueRefused({"valid_until": _("The last day comes before the first. Choose a later one.")})
    same = Membership.objects.filter(user=person, role=role, team=team, care_area=care_area)
    last = valid_until or date.max
    if any(held.valid_from <= last and (held.valid_until or date.max) >= since for held in same):
        raise ValueRefused({"role": _("This person holds that role already. End the present one first.")})
    membership = Membership.objects.create(
        user=person, role=role, team=team, care_area=care_area, valid_from=since, valid_until=valid_until
    )
    record(actor, "membership.grant", person, {"role": [None, _facts(membership)]}, one_line(reason))
    return membership


@action("membership.end", gettext_lazy("took a role away"))
def end_membership(membership: Membership, *, actor: Any, reason: str = "") -> None:
    """End a role now; one that began today or later never held and is removed, the trail keeps it.

    Raises Conflict for the last role that lets somebody manage people.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    person = membership.user
    require(actor, "people.manage", person)
    before = _facts(membership)
    yesterday = timezone.localdate() - timedelta(days=1)
    if membership.valid_until is not None and membership.valid_until <= yesterday:
        return
    if MANAGES in membership.role.permissions:
        refuse_last_manager(besides=Q(pk=membership.pk))
    if membership.valid_from > yesterday:
        membership.delete()
    else:
        membership.valid_until = yesterday
        membership.save(update_fields=["valid_until"])
    record(actor, "membership.end", person, {"role": [before, None]}, one_line(reason))


@step
def refuse_last_manager(*, besides: Q) -> None:
    """Raise Conflict where nobody but `besides` manages people any more; two that end each other wait here."""
    list(Role.objects.select_for_update(no_key=True).filter(permissions__contains=[MANAGES]).order_by("pk"))
    left = Membership.objects.valid().filter(
        role__permissions__contains=[MANAGES], user__is_active=True, user__kind=AccountKind.PERSON
    )
    if not left.exclude(besides).exists():
        raise Conflict(_("Nobody else manages people. Give that role to another person first."))


def _facts(membership: Membership) -> dict[str, str | None]:
    return {
        "role": membership.role.code,
        "queue": membership.team.code if membership.team else None,
        "unit": membership.care_area.code if membership.care_area else None,
        "from": membership.valid_from.isoformat(),
        "until": membership.valid_until.isoformat() if membership.valid_until else None,
    }
