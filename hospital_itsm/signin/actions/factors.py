"""Second steps of people: setting up, taking away, using and resetting them."""

import time
from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User
from hospital_itsm.signin.message_kinds import FACTORS_CHANGED
from hospital_itsm.signin.queries.required import STEPS, has_step, must_have_step
from hospital_itsm.signin.rules.codes import cleaned, matching_step

MOST_PASSKEYS: Final = 10
KIND = Authenticator.Type


@action("factor.add_app", gettext_lazy("set up an authenticator app as the second step"))
def add_app(person: User, *, actor: User, secret: str, step_used: int) -> tuple[User, list[str]]:
    """Keep the secret of a person's app, whose code of `step_used` was just shown; return also new recovery codes."""
    person = _own(person, actor)
    if Authenticator.objects.filter(user=person, type=KIND.TOTP).exists():
        raise Conflict(_("You have an authenticator app already. Remove it first to set up another."))
    codes = _first_codes(person)
    one = TOTP.activate(person, secret).instance
    one.data["last_step"] = step_used
    one.save(update_fields=["data"])
    return _changed(person, actor, "factor.add_app"), codes


@action("factor.remove_app", gettext_lazy("removed the authenticator app"))
def remove_app(person: User, *, actor: User) -> User:
    """Forget the app. Raises Conflict where it is the last second step of somebody who needs one."""
    person = _own(person, actor)
    found = Authenticator.objects.filter(user=person, type=KIND.TOTP)
    if not found.exists():
        raise Conflict(_("There is no authenticator app to remove."))
    _take(person, found)
    return _changed(person, actor, "factor.remove_app")


@action("factor.add_passkey", gettext_lazy("added a passkey as the second step"))
def add_passkey(
    person: User, *, actor: User, name: str, credential: dict[str, Any]
) -> tuple[User, list[str]]:
    """Keep a passkey whose answer was checked; return also the recovery codes where these are new."""
    person = _own(person, actor)
    if Authenticator.objects.filter(user=person, type=KIND.WEBAUTHN).count() >= MOST_PASSKEYS:
        raise Conflict(_("Ten passkeys are enough. Remove one that you do not use any more."))
    codes = _first_codes(person)
    WebAuthn.add(person, name, credential)
    return _changed(person, actor, "factor.add_passkey"), codes


@action("factor.remove_passkey", gettext_lazy("removed a passkey"))
def remove_passkey(person: User, pk: int, *, actor: User) -> User:
    """Forget one passkey. Raises Conflict where it is the last second step of somebody who needs one."""
    person = _own(person, actor)
    found = Authenticator.objects.filter(user=person, type=KIND.WEBAUTHN, pk=pk)
    if not found.exists():
        raise Conflict(_("This passkey is removed already."))
    _take(person, found)
    return _changed(person, actor, "factor.remove_passkey")


@action("factor.renew_codes", gettext_lazy("made new recovery codes"))
def renew_codes(person: User, *, actor: User) -> tuple[User, list[str]]:
    """Make ten new recovery codes; the old ones stop working. Raises Conflict for people without a second step."""
    person = _own(person, actor)
    if not has_step(person):
        raise Conflict(_("Set up an app or a passkey first. Recovery codes stand in for these."))
    Authenticator.objects.filter(user=person, type=KIND.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(person).generate_codes()
    return _changed(person, actor, "factor.renew_codes"), codes


@action("factor.reset", gettext_lazy("reset the second step"))
def reset_factors(person: User, *, actor: Any, reason: str) -> None:
    """Take every second step from somebody who lost theirs, end their signed-in times and tell them."""
    person = User.objects.select_for_update().get(pk=person.pk)
    require(actor, "people.manage", person)
    if not reason.strip():
        raise ValueRefused({"reason": _("Say why, and how you know that it is this person.")})
    found = Authenticator.objects.filter(user=person)
    kinds = sorted(found.values_list("type", flat=True))
    if not kinds:
        raise ValueRefused({"reason": _("This person has no second step to reset.")})
    found.delete()
    _changed(person, actor, "factor.reset", {"removed": kinds}, reason.strip())


@action("factor.use", gettext_lazy("gave the second step"))
def use_code(person: User, *, actor: Any, code: str) -> bool:
    """Is this a code of the person's app, or an unused recovery code? Each works once, even tried twice at once."""
    typed = cleaned(code)
    own = Authenticator.objects.filter(user=person, type__in=(KIND.TOTP, KIND.RECOVERY_CODES))
    for one in own.order_by("pk").select_for_update():
        if _takes(one, typed):
            _used(person, actor, one)
            return True
    return False


@action("factor.fail", gettext_lazy("gave a wrong code as the second step"))
def note_wrong_code(person: User, *, actor: Any) -> None:
    """Somebody with the right password gave a wrong code."""
    record(actor, "factor.fail", person)


@action("factor.use", gettext_lazy("gave the second step"))
def use_passkey(person: User, *, actor: Any, passkey: Authenticator) -> None:
    """A passkey answered rightly."""
    _used(person, actor, passkey)


@housekeeping("What somebody sets up is kept in their signed-in time until it is done.")
def keep_secret(session: Any, *, actor: User, sealed: str) -> None:
    """Remember the sealed secret that the page shows."""
    session["app_secret"] = sealed


@step
def _takes(one: Authenticator, typed: str) -> bool:
    if one.type == KIND.RECOVERY_CODES:
        return bool(one.wrap().validate_code(typed))
    secret = decrypt(one.data["secret"])
    matched = matching_step(secret, typed, time.time(), after=one.data.get("last_step", -1))
    if matched is None:
        return False
    one.data["last_step"] = matched
    one.save(update_fields=["data"])
    return True


@step
def _used(person: User, actor: Any, one: Authenticator) -> None:
    Authenticator.objects.filter(pk=one.pk).update(last_used_at=timezone.now())
    record(actor, "factor.use", person, {"by": one.type})


def _own(person: User, actor: User) -> User:
    """The person's locked row: only oneself sets up ways to sign in."""
    require(actor, "people.me", person)
    return User.objects.select_for_update().get(pk=person.pk)


@step
def _first_codes(person: User) -> list[str]:
    if Authenticator.objects.filter(user=person, type=KIND.RECOVERY_CODES).exists():
        return []
    return RecoveryCodes.activate(person).generate_codes()


@step
def _take(person: User, found: Any) -> None:
    found.delete()
    if has_step(person):
        return
    if must_have_step(person):
        raise Conflict(_("Your role needs a second step. Set up another one before you remove this one."))
    Authenticator.objects.filter(user=person).exclude(type__in=STEPS).delete()


@step
def _changed(person: User, actor: Any, verb: str, facts: Any = None, reason: str = "") -> User:
    """End the person's other signed-in times, record and tell."""
    person.session_epoch += 1
    person.save(update_fields=["session_epoch"])
    record(actor, verb, person, facts, reason)
    tell(
        actor=actor,
        kind=FACTORS_CHANGED.code,
        recipients=[person],
        payload={},
        dedupe=f"factors {person.pk} {timezone.now().isoformat()}",
    )
    return person
