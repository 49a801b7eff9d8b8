"""Choosing how one is told."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.versions import refuse_overtaken
from hospital_itsm.outbox.choices import Pace
from hospital_itsm.outbox.models import MailChoice
from hospital_itsm.outbox.rules.pace import is_quiet
from hospital_itsm.outbox.topics import topics_of


@action("mail_choice.change", gettext_lazy("chose how to be told"))
def choose_mails(
    *,
    actor: Any,
    paces: Mapping[str, str],
    digest_at: time,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    version: int | None = None,
) -> MailChoice:
    """Store how the actor wants e-mails: the pace of each topic, when the daily one comes, and the quiet hours.

    Raises ValueRefused for a topic that is not theirs, an unknown pace, quiet hours without an end or without length,
    and a daily e-mail in the middle of them; StaleVersion where `version` is not the one that holds.
    """
    require(actor, "mail_choice.change")
    _refuse(actor, paces, digest_at, quiet_from, quiet_until)
    choice, _new = MailChoice.objects.select_for_update().get_or_create(user_id=actor.pk)
    refuse_overtaken(choice, version)
    wanted = {
        "paces": dict(paces),
        "digest_at": digest_at,
        "quiet_from": quiet_from,
        "quiet_until": quiet_until,
    }
    changes = {
        name: [_plain(getattr(choice, name)), _plain(value)]
        for name, value in wanted.items()
        if getattr(choice, name) != value
    }
    if changes:
        for name in changes:
            setattr(choice, name, wanted[name])
        choice.version += 1
        choice.save(update_fields=[*changes, "version"])
        record(actor, "mail_choice.change", actor, changes)
    return choice


def _refuse(
    actor: Any, paces: Mapping[str, str], digest_at: time, begin: time | None, end: time | None
) -> None:
    errors: dict[str, str] = {}
    if set(paces) - {topic.code for topic in topics_of(actor)} or set(paces.values()) - set(Pace.values):
        errors["paces"] = _("Choose one of the three for each topic of the list.")
    if (begin is None) != (end is None):
        missing = "quiet_until" if end is None else "quiet_from"
        errors[missing] = _("Give both times of the quiet hours, or neither.")
    elif begin is not None and begin == end:
        errors["quiet_until"] = _("The quiet hours end when they begin. Choose another end.")
    elif begin is not None and end is not None and is_quiet(digest_at, begin, end):
        errors["digest_at"] = _("This is within your quiet hours. Choose a time outside them.")
    if errors:
        raise ValueRefused(errors)


def _plain(value: Any) -> Any:
    return value.isoformat("minutes") if isinstance(value, time) else value
