"""The vocabulary of remote-access sessions, and what stands against one."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.vendor_file.choices import NEEDED_FROM_AFAR, Validity
from hospital_itsm.vendor_file.models import Credential
from hospital_itsm.vendor_work import access
from hospital_itsm.vendor_work.choices import SessionState
from hospital_itsm.vendor_work.rules.sessions import GOING
from vendors.baa_gate import blocked
from vendors.choices import GatePurpose
from vendors.contract_words import day_words

NAMED = ("vendor", "person", "asset", "ticket", "asked_by", "decided_by")


class RemoteSessionQuerySet(models.QuerySet[Any]):
    """Vocabulary of sessions."""

    def visible_to(self, actor: Any) -> Self:
        """Sessions the actor may see."""
        return self.filter(access.visible_sessions(actor))

    def named(self) -> Self:
        """With everything a line names."""
        return self.select_related(*NAMED)

    def going(self) -> Self:
        """Those that something still follows."""
        return self.filter(state__in=GOING)

    def overdue(self, now: datetime) -> Self:
        """Those still open after their end."""
        return self.filter(state=SessionState.OPEN, until_at__lte=now)


def stands_against(vendor: Any, person: Any, asker: Any, now: datetime) -> list[str]:
    """Why nobody of this vendor may begin to work from afar now, in words that name the mend.

    At most three statements.
    """
    found = []
    if not vendor.is_active:
        found.append(_("%(name)s is retired. Bring it back first.") % {"name": vendor.name})
    if not person.is_active:
        found.append(_("%(name)s works here no more. Choose somebody else.") % {"name": person.name})
    if words := blocked(vendor, GatePurpose.REMOTE_ACCESS, asker=asker, now=now):
        found.append(words)
    rows: Any = Credential.objects.filter(person=person, kind__in=NEEDED_FROM_AFAR)
    held = rows.standing(timezone.localdate(now))
    expired = held.filter(held.stands(Validity.OVER, timezone.localdate(now))).order_by("last_day", "pk")
    for one in expired:
        found.append(
            _("%(what)s of %(name)s ended %(day)s. Write down the new one on their page first.")
            % {"what": one.words, "name": person.name, "day": day_words(one.expires_on)}
        )
    return found
