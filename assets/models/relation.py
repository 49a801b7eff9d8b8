"""Which thing or service needs which."""

from django.db import models
from django.db.models import F, Q

from assets.choices import RelationKind


class Relation(models.Model):
    """One directed relation between two ends, each an asset or a service. Cycles exist and are handled by readers.

    With every kind but "powers" the first end needs the second; with "powers" the second needs the first.
    """

    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    from_asset = models.ForeignKey(
        "assets.Asset", null=True, blank=True, on_delete=models.PROTECT, related_name="relations_out"
    )
    from_service = models.ForeignKey(
        "assets.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="relations_out"
    )
    to_asset = models.ForeignKey(
        "assets.Asset", null=True, blank=True, on_delete=models.PROTECT, related_name="relations_in"
    )
    to_service = models.ForeignKey(
        "assets.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="relations_in"
    )
    note = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_kind_is_known"),
            models.CheckConstraint(
                condition=Q(from_asset__isnull=False, from_service__isnull=True)
                | Q(from_asset__isnull=True, from_service__isnull=False),
                name="a_relation_begins_at_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(to_asset__isnull=False, to_service__isnull=True)
                | Q(to_asset__isnull=True, to_service__isnull=False),
                name="a_relation_ends_at_one_thing",
            ),
            models.CheckConstraint(
                condition=~(
                    Q(from_asset__isnull=False, to_asset__isnull=False, from_asset=F("to_asset"))
                    | Q(from_service__isnull=False, to_service__isnull=False, from_service=F("to_service"))
                ),
                name="nothing_is_related_to_itself",
            ),
            # its order serves, too: what an asset or a service needs
            models.UniqueConstraint(
                fields=["from_asset", "from_service", "to_asset", "to_service", "kind"],
                nulls_distinct=False,
                name="a_relation_is_there_once",
            ),
        ]

    def __str__(self) -> str:
        return f"relation {self.pk}"

    @property
    def audit_label(self) -> str:
        """Both ends and the kind."""
        return f"{self.from_end} {self.kind} {self.to_end}"

    @property
    def from_end(self) -> str:
        """Tag or code of the first end."""
        return self.from_asset.tag if self.from_asset else self.from_service.code  # type: ignore[union-attr]

    @property
    def to_end(self) -> str:
        """Tag or code of the second end."""
        return self.to_asset.tag if self.to_asset else self.to_service.code  # type: ignore[union-attr]
