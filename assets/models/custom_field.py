"""Fields a hospital adds to a class of assets without code."""

from django.db import models
from django.db.models import Q

from assets.choices import AssetClass, CustomKind


class CustomField(models.Model):
    """One further field of every asset of a class; its values stand in `Asset.custom` under `key`."""

    asset_class = models.CharField(max_length=16, choices=AssetClass.choices)
    key = models.SlugField(max_length=40)
    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=CustomKind.choices, default=CustomKind.TEXT)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["asset_class", "position", "label"]
        constraints = [
            models.UniqueConstraint(fields=["asset_class", "key"], name="a_class_has_a_field_once"),
            models.CheckConstraint(
                condition=Q(asset_class__in=AssetClass.values), name="custom_field_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CustomKind.values), name="custom_field_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def audit_label(self) -> str:
        """Class and key."""
        return f"{self.asset_class}.{self.key}"
