"""Checklists: the tasks of a kind of work, put on a ticket together."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hospital_itsm.joint.choices import OpensBy
from hospital_itsm.people.models.setup_row import SetupRow


class Checklist(SetupRow):
    """One task a line, as `rules.written_tasks` reads it; offered on tickets of its category, without one on all."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)
    category = models.ForeignKey(
        "tickets.Category", null=True, blank=True, on_delete=models.PROTECT, related_name="checklists"
    )
    opens_by = models.CharField(max_length=4, choices=OpensBy.choices, blank=True)
    tasks = models.TextField(_("tasks"), max_length=6000)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opens_by"],
                condition=Q(is_active=True) & ~Q(opens_by=""),
                name="one_checklist_a_rule",
                violation_error_message=_("Another checklist opens by this rule. Change that one."),
            )
        ]

    def __str__(self) -> str:
        return self.name
