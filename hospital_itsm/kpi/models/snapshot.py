"""What every figure was, day by day; what has changed since it was counted; how far counting is; targets."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Snapshot(models.Model):
    """What one day, site and domain add to a figure (domain 6.1).

    Any period and scope is a sum of these; `values` are those of a mean, for its median and 90th percentile. A day
    on which nothing happened has no row; a state of which nothing was found has one with `n` 0.
    """

    kpi = models.CharField(max_length=40)
    day = models.DateField()
    site = models.ForeignKey(
        "people.Site", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    domain = models.CharField(max_length=16, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    n = models.PositiveIntegerField()
    numerator = models.DecimalField(max_digits=20, decimal_places=4)
    denominator = models.DecimalField(max_digits=20, decimal_places=4)
    values = ArrayField(models.IntegerField(), default=list)
    definition_version = models.PositiveSmallIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["kpi", "day", "pk"]
        constraints = [
            # serves, too: the sums of figures over a period, from the index alone
            models.UniqueConstraint(
                fields=["kpi", "day", "site", "domain", "currency"],
                include=["n", "numerator", "denominator"],
                name="one_snapshot_a_figure_day_and_scope",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            # serves: the list of snapshots over REST, the latest day first
            models.Index(fields=["-day", "-id"], name="snapshot_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kpi} {self.day}"


class HeardChange(models.Model):
    """A change that no figure has counted yet; database triggers write it in the transaction of the change.

    `day` is a day by UTC on which something counts or counted; without one only states of today changed.
    """

    source = models.CharField(max_length=12)
    day = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.source} {self.day or ''}"


class CountedKpi(models.Model):
    """How far the counting of one figure is.

    `version` is the formula its history was counted with, 0 while it is counted anew; `done_until` is how far that
    got. `round_day` is the last day whose nightly round was done, `counted_at` when it was last right.
    """

    kpi = models.CharField(max_length=40, unique=True)
    version = models.PositiveSmallIntegerField(default=0)
    done_until = models.DateField(null=True)
    round_day = models.DateField(null=True)
    counted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.kpi


class KpiTarget(models.Model):
    """A target the hospital set in place of the one that comes with the product; empty means none."""

    kpi = models.CharField(max_length=40, unique=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    set_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.kpi

    @property
    def audit_label(self) -> str:
        """The code of the figure."""
        return self.kpi
