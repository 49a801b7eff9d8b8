"""Macros: what one does to a ticket, and how often each person ran it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hospital_itsm.macros.choices import Assignee
from hospital_itsm.people.models.setup_row import SetupRow


class Macro(SetupRow):
    """A named outcome. Of everyone, of a team, or of one person; an empty field leaves the ticket as it is.

    Texts may carry names such as `{{ requester }}` (`rules.words`); one with a reply is a canned reply, too.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="macros"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="macros"
    )
    reply = models.TextField(_("reply"), blank=True, max_length=4000)
    note = models.TextField(_("internal note"), blank=True, max_length=4000)
    then_state = models.CharField(max_length=20, blank=True)
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    category = models.ForeignKey(
        "tickets.Category", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assignee = models.CharField(max_length=10, blank=True, choices=Assignee.choices)
    to_team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=True) | Q(owner__isnull=True), name="macro_of_a_team_or_a_person"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MacroUse(models.Model):
    """How often somebody ran a macro, so that what they use most stands first."""

    macro = models.ForeignKey(Macro, on_delete=models.CASCADE, related_name="uses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "macro"], name="one_count_a_macro_and_person")]

    def __str__(self) -> str:
        return f"{self.macro_id}: {self.times}"
