"""People and service accounts, roles and memberships."""

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from hospital_itsm.core.prepared import Prepared
from hospital_itsm.people.choices import AccountKind, RoleCode


class UserManager(BaseUserManager["User"]):
    """Finds users by user name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of that name; Django's sign-in calls this."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person or service account; deactivated, never deleted."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    credential = models.CharField(max_length=20, blank=True)
    job_title = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    page_address = models.EmailField(blank=True)
    kind = models.CharField(max_length=8, choices=AccountKind.choices, default=AccountKind.PERSON)
    owner = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="service_accounts"
    )
    is_active = models.BooleanField(default=True)
    is_vip = models.BooleanField(default=False)
    keyboard_shortcuts = models.BooleanField(default=True)
    preferences = models.JSONField(default=dict, blank=True)
    """What the person chose about how pages look, by names such as `queue.layout`."""
    session_epoch = models.PositiveIntegerField(default=0)
    last_callback = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="user_name_is_unique_whatever_its_case"),
            models.CheckConstraint(
                condition=models.Q(kind__in=AccountKind.values), name="account_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=AccountKind.PERSON) | models.Q(owner__isnull=False),
                name="a_service_account_has_an_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def audit_label(self) -> str:
        """The user name, which the trail keeps."""
        return self.username

    @property
    def display_name(self) -> str:
        """Name with credential, such as "Beth Lawson, RN"."""
        return f"{self.full_name}, {self.credential}" if self.credential else self.full_name

    @property
    def initials(self) -> str:
        """Up to two capitals for the round mark."""
        words = [word for word in self.full_name.split() if not word.endswith(".")]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    def get_absolute_url(self) -> str:
        """The person's own settings page is the only page of a person today."""
        return reverse("people:me")

    def get_session_auth_hash(self) -> str:
        """Changes with the password and with `session_epoch`, which deactivation and "sign out everywhere" raise."""
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"

    @cached_property
    def valid_memberships(self) -> list["Membership"]:
        """Memberships valid today, with role, team and care area, read once per request."""
        return _HELD.rows(shape=None, values={"user": self.pk, "today": timezone.localdate()})

    @cached_property
    def permissions(self) -> frozenset[str]:
        """All permissions of the roles held today."""
        return frozenset(name for held in self.valid_memberships for name in held.role.permissions)

    @property
    def role_codes(self) -> frozenset[str]:
        """Codes of the roles held today."""
        return frozenset(held.role.code for held in self.valid_memberships)

    @property
    def team_ids(self) -> frozenset[int]:
        """Teams the person works in today."""
        return frozenset(held.team_id for held in self.valid_memberships if held.team_id)

    @property
    def care_area_ids(self) -> frozenset[int]:
        """Units the person belongs to today."""
        return frozenset(held.care_area_id for held in self.valid_memberships if held.care_area_id)


class Role(models.Model):
    """A named set of permissions; the sets of a fresh installation are in `people/rules/roles.py`."""

    code = models.CharField(max_length=30, unique=True, choices=RoleCode.choices)
    permissions = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(code__in=RoleCode.values), name="role_code_is_known")
        ]

    def __str__(self) -> str:
        return str(RoleCode(self.code).label)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Vocabulary of memberships."""

    def valid(self, today: date | None = None) -> "MembershipQuerySet":
        """Memberships that hold today, or on another day."""
        today = today or timezone.localdate()
        return self.filter(valid_from__lte=today).filter(
            models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=today)
        )


class Membership(models.Model):
    """A person holds a role, in a team, in a unit, or everywhere, from one day until another (both included)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    care_area = models.ForeignKey(
        "people.CareArea", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="a_membership_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "team", "care_area", "valid_from"],
                nulls_distinct=False,
                name="one_membership_of_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.username} {self.role.code}"


def _held(*, user: int, today: date) -> MembershipQuerySet:
    return Membership.objects.valid(today).filter(user_id=user).select_related("role", "team", "care_area")


_HELD = Prepared(_held)
