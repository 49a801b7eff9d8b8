"""Working a recall: one case for each notice, one line for each device, searches for those that cannot be found."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assets.choices import Disposition, LineCertainty, RecallClass, RecallState
from assets.queries.recalls import CaseQuerySet, LineQuerySet
from assets.rules.recall_keys import case_key


class RecallCase(models.Model):
    """The work on one notice. Deadlines come from `rules.recall_clocks`; `next_due_at` is the earliest still open.

    `treated_as` is the class that triage gave a notice FDA has not classified. `excluded` counts the devices of the
    same products whose numbers the notice does not list.
    """

    notice = models.OneToOneField("assets.RecallNotice", on_delete=models.PROTECT, related_name="case")
    state = models.CharField(max_length=16, choices=RecallState.choices, default=RecallState.RECEIVED)
    treated_as = models.CharField(max_length=3, choices=RecallClass.choices, blank=True)
    triage_by = models.DateTimeField()
    mitigate_by = models.DateTimeField()
    close_by = models.DateTimeField()
    next_due_at = models.DateTimeField()
    assignee = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="recall_cases"
    )
    triaged_at = models.DateTimeField(null=True)
    mitigated_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    dismissed_because = models.CharField(max_length=400, blank=True)
    excluded = models.PositiveIntegerField(default=0)
    matched_at = models.DateTimeField()
    acknowledged_on = models.DateField(null=True, blank=True)
    acknowledged_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    acknowledgment = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RecallState.values), name="recall_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=RecallState.CLOSED, closed_at__isnull=False)
                | (~Q(state=RecallState.CLOSED) & Q(closed_at__isnull=True)),
                name="a_closed_recall_has_its_time",
            ),
        ]
        indexes = [
            # serves: the list of recalls, what is due first
            models.Index(fields=["next_due_at", "id"], name="recall_by_due"),
            # serves: the list of recalls of one state, and the watch over deadlines
            models.Index(fields=["state", "next_due_at", "id"], name="recall_of_state"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How people name it, `RC-17`."""
        return case_key(self.pk)

    @property
    def audit_label(self) -> str:
        """Key and number of the notice."""
        return f"{self.key} {self.notice}"

    def get_absolute_url(self) -> str:
        """The page that answers which devices, where, and who has them."""
        return reverse("assets:recall", args=[self.key])

    @property
    def clock_class(self) -> str:
        """The class whose clock runs: FDA's, else that of triage, else class I."""
        return self.notice.recall_class or self.treated_as or RecallClass.ONE

    @property
    def is_closed(self) -> bool:
        """Is it done?"""
        return self.state == RecallState.CLOSED


class RecallLine(models.Model):
    """One device a notice means or may mean, and what became of it. `reasons` are pairs of code and value.

    `mitigated_at` is when it was made safe: tagged out, done with, or found not to be affected.
    """

    case = models.ForeignKey(RecallCase, on_delete=models.PROTECT, related_name="lines")
    asset = models.ForeignKey("assets.Asset", on_delete=models.PROTECT, related_name="recall_lines")
    certainty = models.CharField(max_length=12, choices=LineCertainty.choices)
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    disposition = models.CharField(max_length=20, choices=Disposition.choices, default=Disposition.OPEN)
    evidence = models.CharField(max_length=400, blank=True)
    located_at = models.DateTimeField(null=True)
    located_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    mitigated_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "asset"], name="one_line_a_device"),
            models.CheckConstraint(
                condition=Q(certainty__in=LineCertainty.values), name="recall_line_certainty_is_known"
            ),
            models.CheckConstraint(
                condition=Q(disposition__in=Disposition.values), name="recall_line_disposition_is_known"
            ),
            models.CheckConstraint(
                condition=Q(disposition__in=[Disposition.OPEN, Disposition.MISSING], done_at__isnull=True)
                | (~Q(disposition__in=[Disposition.OPEN, Disposition.MISSING]) & Q(done_at__isnull=False)),
                name="a_finished_line_has_its_time",
            ),
        ]
        indexes = [
            # serves: the recalls of one device, on its page and for the priority of its tickets
            models.Index(fields=["asset", "disposition"], name="recall_line_of_asset"),
        ]

    def __str__(self) -> str:
        return f"recall line {self.pk}"

    @property
    def audit_label(self) -> str:
        """Key of the case and tag of the device."""
        return f"{self.case.key} {self.asset.tag}"

    def get_absolute_url(self) -> str:
        """The page on which this device is worked."""
        return reverse("assets:recall_line", args=[self.case.key, self.asset.tag])


class DeviceSearch(models.Model):
    """One documented search for a missing device: when, where, by whom; rows are only ever added."""

    line = models.ForeignKey(RecallLine, on_delete=models.PROTECT, related_name="searches")
    searched_on = models.DateField()
    places = models.CharField(max_length=400)
    by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["searched_on", "pk"]

    def __str__(self) -> str:
        return f"search {self.pk}"
