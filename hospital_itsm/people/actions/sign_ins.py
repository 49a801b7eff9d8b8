"""Sign-ins, sign-outs and failed tries in the trail (domain 4.1): who, from which address, and never a password."""

from typing import Any

from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import entry, free_text, record, record_many
from hospital_itsm.people.models import User

IDLE, ABSOLUTE = "idle", "absolute"
"""Why a signed-in time ended by itself."""

NOBODY = "unknown name"


@action("session.sign_in", gettext_lazy("signed in"))
def note_sign_in(*, actor: User, workstation: str = "") -> None:
    """Somebody signed in; `workstation` is the name of a registered computer."""
    record(actor, "session.sign_in", actor, {"workstation": workstation} if workstation else {})


@action("session.sign_out", gettext_lazy("signed out"))
def note_sign_out(*, actor: User) -> None:
    """Somebody pressed *Sign out*."""
    record(actor, "session.sign_out", actor)


@action("session.time_out", gettext_lazy("signed the person out, because the time was over"))
def note_time_out(user: User, *, actor: Any, reason: str) -> None:
    """A signed-in time ended by itself; `reason` is IDLE or ABSOLUTE."""
    record(actor, "session.time_out", user, reason=reason)


@action("session.fail", gettext_lazy("refused a sign-in: name and password do not go together"))
def note_failure(name: str, *, actor: Any) -> None:
    """Name and password did not go together; `name` is what was typed, in small letters."""
    _record_try("session.fail", name, actor)


@action("session.lock_out", gettext_lazy("locked the name for this address after too many failures"))
def note_lock_out(name: str, *, actor: Any, failures: int) -> None:
    """One failure too many: the name is locked for this address."""
    _record_try("session.lock_out", name, actor, {"failures": failures})


@action(
    "session.slow_down", gettext_lazy("let a sign-in wait, because the name was tried from many addresses")
)
def note_slow_down(name: str, *, actor: Any) -> None:
    """A try from a new address was put off unseen."""
    _record_try("session.slow_down", name, actor)


@step
def _record_try(verb: str, name: str, actor: Any, facts: dict[str, Any] | None = None) -> None:
    """Record a try on the account of this name. A name nobody has may be a password typed into the wrong field, so
    only its keyed digest is kept."""
    user = User.objects.filter(username=name).first()
    if user is not None:
        record(actor, verb, user, facts)
        return
    made = entry(actor, verb, User(), {**(facts or {}), "name": free_text(name)})
    made.target_id, made.target_label = "", NOBODY
    record_many([made])
