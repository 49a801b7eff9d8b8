"""Accounts: adding and changing people, passwords, ending and resuming access."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import is_system
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions.memberships import MANAGES, refuse_last_manager
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.models import ApiToken, User

MOST_PREFERENCES: Final = 200
CHANGEABLE: Final = ("full_name", "credential", "job_title", "email", "phone", "page_address", "is_vip")
USER_NAME: Final = RegexValidator(r"^[a-z0-9][a-z0-9._-]{1,59}$")


@action("person.create", gettext_lazy("added the account"))
def create_person(
    *,
    actor: Any,
    username: str,
    full_name: str,
    password: str | None = None,
    kind: str = AccountKind.PERSON,
    owner: User | None = None,
    **details: Any,
) -> User:
    """Store an account; without a password it cannot sign in until one is set. User names are kept in small letters.

    `details` are further fields of CHANGEABLE. Raises ValueRefused with the field that needs mending.
    """
    require(actor, "people.manage")
    _refuse_unknown(details)
    person = User(username=username.strip().lower(), full_name=full_name.strip(), kind=kind, owner=owner)
    for name, value in details.items():
        setattr(person, name, value)
    _refuse_values(person)
    if password is None:
        person.set_unusable_password()
    else:
        _refuse_password(password, person)
        person.set_password(password)
    person.save(force_insert=True)
    record(actor, "person.create", person, {"full_name": [None, person.full_name], "kind": [None, kind]})
    return person


@action("person.change", gettext_lazy("changed the account"))
def change_person(person: User, *, actor: Any, fields: Mapping[str, Any]) -> User:
    """Change fields of CHANGEABLE; raises ValueRefused for other fields and for values that cannot be."""
    person = _locked(person)
    require(actor, "people.manage", person)
    _refuse_unknown(fields)
    before = {name: getattr(person, name) for name in fields}
    for name, value in fields.items():
        setattr(person, name, value)
    _refuse_values(person)
    changes = {name: [before[name], value] for name, value in fields.items() if value != before[name]}
    if changes:
        person.save(update_fields=list(changes))
        record(actor, "person.change", person, changes)
    return person


@action("person.set_password", gettext_lazy("set a new password"))
def set_password(person: User, *, actor: Any, password: str) -> User:
    """Set somebody's password, one's own included; every signed-in time of that person ends with it."""
    person = _locked(person)
    if is_system(actor) or actor.pk != person.pk:
        require(actor, "people.manage", person)
    _refuse_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(actor, "person.set_password", person)
    return person


@action("person.deactivate", gettext_lazy("deactivated the account"))
def deactivate_person(person: User, *, actor: Any, reason: str = "") -> User:
    """End all access of a person at once: signed-in times and API tokens.

    Service accounts the person answered for go on, because a lab feed must not stop: from now on whoever deactivates
    answers for them. Where the product itself deactivates nobody does, and their tokens are refused
    (`people.authentication`) until a person does it. Raises Conflict for the last who manages people.
    """
    person = _locked(person)
    require(actor, "people.manage", person)
    if MANAGES in person.permissions:
        refuse_last_manager(besides=Q(user=person))
    tokens = _revoke_tokens(person)
    services = _hand_over_services(person, actor)
    person.is_active = False
    person.session_epoch += 1
    person.save(update_fields=["is_active", "session_epoch"])
    record(
        actor,
        "person.deactivate",
        person,
        {
            "is_active": [True, False],
            "tokens_revoked": tokens,
            "owns": services,
        },
        reason,
    )
    return person


@action("person.reactivate", gettext_lazy("reactivated the account"))
def reactivate_person(person: User, *, actor: Any, reason: str = "") -> User:
    """Let a person sign in again; tokens stay revoked."""
    person = _locked(person)
    require(actor, "people.manage", person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(actor, "person.reactivate", person, {"is_active": [False, True]}, reason)
    return person


@action("person.sign_out_everywhere", gettext_lazy("signed out everywhere"))
def sign_out_everywhere(person: User, *, actor: Any) -> User:
    """End every signed-in time of a person; API tokens stay."""
    person = _locked(person)
    if is_system(actor) or actor.pk != person.pk:
        require(actor, "people.manage", person)
    person.session_epoch += 1
    person.save(update_fields=["session_epoch"])
    record(actor, "person.sign_out_everywhere", person)
    return person


@housekeeping("A preference of the person's own pages.")
def prefer_shortcuts(*, actor: User, on: bool) -> None:
    """Turn single-key shortcuts on or off for the acting person."""
    User.objects.filter(pk=actor.pk).update(keyboard_shortcuts=on)


@housekeeping("A preference of the person's own pages.")
def prefer(*, actor: User, **values: Any) -> User:
    """Keep what the acting person chose about how pages look; None forgets it. Raises ValueRefused for too many."""
    person = _locked(actor)
    kept = {**person.preferences, **values}
    person.preferences = {name: value for name, value in kept.items() if value is not None}
    if len(person.preferences) > MOST_PREFERENCES:
        raise ValueRefused(
            {"preferences": _("You chose so much already. Set another list back to usual first.")}
        )
    person.save(update_fields=["preferences"])
    return person


def _locked(person: User) -> User:
    return User.objects.select_for_update().get(pk=person.pk)


def _hand_over_services(person: User, actor: Any) -> list[str]:
    """Make the acting person the owner of the service accounts; return their user names."""
    services = person.service_accounts.filter(is_active=True)
    names = list(services.order_by("pk").values_list("username", flat=True))
    if not is_system(actor):
        services.update(owner=actor)
    return names


def _revoke_tokens(person: User) -> int:
    return ApiToken.objects.filter(user=person, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _refuse_unknown(fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise ValueRefused({name: _("This field cannot be set here.") for name in sorted(unknown)})


def _refuse_values(person: User) -> None:
    errors: dict[str, str] = {}
    if not _passes(USER_NAME, person.username):
        errors["username"] = _("Use 2 to 60 small letters, digits, dots, hyphens or underscores.")
    elif User.objects.filter(username__iexact=person.username).exclude(pk=person.pk).exists():
        errors["username"] = _("Somebody has this user name already. Choose another.")
    if not person.full_name:
        errors["full_name"] = _("Type the full name.")
    for name in ("email", "page_address"):
        if getattr(person, name) and not _passes(validate_email, getattr(person, name)):
            errors[name] = _("This is no e-mail address. Write it like name@example.org.")
    if person.kind == AccountKind.SERVICE and not (person.owner and person.owner.is_active):
        errors["owner"] = _("Name the person who answers for this service account.")
    errors.update(_too_long(person))
    if errors:
        raise ValueRefused(errors)


def _too_long(person: User) -> dict[str, str]:
    longest = {
        name: field.max_length
        for name in ("full_name", *CHANGEABLE)
        if isinstance(field := User._meta.get_field(name), models.CharField) and field.max_length
    }
    return {
        name: _("Use at most %(count)d characters.") % {"count": length}
        for name, length in longest.items()
        if len(getattr(person, name)) > length
    }


def _passes(validator: Any, value: str) -> bool:
    try:
        validator(value)
    except ValidationError:
        return False
    return True


def _refuse_password(password: str, person: User) -> None:
    try:
        password_validation.validate_password(password, person)
    except ValidationError as error:
        raise ValueRefused({"password": " ".join(error.messages)}) from error
