"""Which subject of the hospital's identity provider stands for which person."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import entry, free_text, record, record_many
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import is_system, person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.actions.accounts import create_person
from hospital_itsm.people.actions.memberships import grant_membership
from hospital_itsm.people.choices import AccountKind, RoleCode
from hospital_itsm.people.models import Role, User
from hospital_itsm.signin.message_kinds import FACTORS_CHANGED
from hospital_itsm.signin.models import LinkedIdentity
from hospital_itsm.signin.rules.id_tokens import LONGEST_SUBJECT, full_name_from, user_name_from

NOBODY: Final = "unknown subject"
LOWEST: Final = RoleCode.REQUESTER
"""The role of an account that is made at the first sign-in."""


@action("identity.link", gettext_lazy("linked the account with the identity provider"))
def link_identity(user: User, *, actor: Any, subject: str) -> LinkedIdentity:
    """Let a subject of the provider sign in as this person: by themselves, or by an administrator.

    Raises ValueRefused where the subject stands for somebody else, or the person has one.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if is_system(actor) or actor.pk != user.pk:
        require(actor, "people.manage", user)
    subject = subject.strip()
    if not subject or len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        raise ValueRefused({"subject": _("Type the identifier as the provider tells it.")})
    if user.kind != AccountKind.PERSON:
        raise ValueRefused({"subject": _("A service account does not sign in.")})
    if LinkedIdentity.objects.filter(user=user, issuer=settings.OIDC_ISSUER).exists():
        raise ValueRefused({"subject": _("This account is linked already. Unlink it first.")})
    try:
        with transaction.atomic():
            linked = LinkedIdentity.objects.create(
                user=user, issuer=settings.OIDC_ISSUER, subject=subject, linked_by=person(actor)
            )
    except IntegrityError as error:
        raise ValueRefused({"subject": _("This identifier stands for somebody else's account.")}) from error
    record(actor, "identity.link", user, {"subject": free_text(subject)})
    _told(user, actor)
    return linked


@action("identity.unlink", gettext_lazy("unlinked the account from the identity provider"))
def unlink_identity(user: User, *, actor: Any, reason: str = "") -> None:
    """Let the provider sign this person in no more, and end their signed-in times.

    Raises Conflict where it is one's own only way in, ValueRefused where an administrator gives no reason.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    is_own = not is_system(actor) and actor.pk == user.pk
    if not is_own:
        require(actor, "people.manage", user)
        if not reason.strip():
            raise ValueRefused({"reason": _("Say why. It stays in the audit trail.")})
    elif not user.has_usable_password():
        raise Conflict(_("You have no password here: without the link you could not sign in."))
    found = LinkedIdentity.objects.filter(user=user, issuer=settings.OIDC_ISSUER)
    if not found.exists():
        raise Conflict(_("This account is not linked."))
    found.delete()
    user.session_epoch += 1
    user.save(update_fields=["session_epoch"])
    record(actor, "identity.unlink", user, reason=reason.strip())
    _told(user, actor)


@action("identity.use", gettext_lazy("was known by the identity provider"))
def use_identity(subject: str, *, actor: Any) -> User | None:
    """The active person this subject stands for, noted as used; None for a subject nobody is linked with."""
    found = (
        LinkedIdentity.objects.select_for_update(of=("self",))
        .select_related("user")
        .filter(issuer=settings.OIDC_ISSUER, subject=subject, user__is_active=True)
        .first()
    )
    if found is None:
        return None
    found.last_used_at = timezone.now()
    found.save(update_fields=["last_used_at"])
    record(actor, "identity.use", found.user)
    return found.user


@action("identity.refuse", gettext_lazy("refused a sign-in: nobody is linked with this subject"))
def note_unknown_subject(subject: str, *, actor: Any) -> None:
    """The provider knows somebody whom the desk does not; of the subject only a keyed digest is kept."""
    made = entry(actor, "identity.refuse", User(), {"subject": free_text(subject)})
    made.target_id, made.target_label = "", NOBODY
    record_many([made])


@action(
    "identity.create", gettext_lazy("made the account at the first sign-in through the identity provider")
)
def create_known_person(subject: str, claims: Mapping[str, Any], *, actor: Any) -> User | None:
    """Make an account with the lowest role for somebody the provider vouches for.

    None where the provider tells no name that fits, where the user name is taken (it may be the same person: an
    administrator links them), or where the subject stands for an account already, even a closed one.
    """
    username, full_name = user_name_from(claims), full_name_from(claims)
    known = LinkedIdentity.objects.filter(issuer=settings.OIDC_ISSUER, subject=subject).exists()
    if known or not username or not full_name or User.objects.filter(username__iexact=username).exists():
        return None
    made = create_person(actor=actor, username=username, full_name=full_name)
    grant_membership(made, actor=actor, role=Role.objects.get(code=LOWEST))
    link_identity(made, actor=actor, subject=subject)
    record(actor, "identity.create", made)
    return made


@step
def _told(user: User, actor: Any) -> None:
    tell(
        actor=actor,
        kind=FACTORS_CHANGED.code,
        recipients=[user],
        payload={},
        dedupe=f"identity {user.pk} {timezone.now().isoformat()}",
    )
