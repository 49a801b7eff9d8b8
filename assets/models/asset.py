"""Things: one inventory for IT and clinical engineering (domain 3.1)."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from assets.choices import (
    CLINICAL_CLASSES,
    AssetClass,
    AssetStatus,
    SystemOfRecord,
    YesNoUnknown,
)
from assets.queries.assets import AssetQuerySet


class Asset(models.Model):
    """One thing with a tag; retired and disposed of, never deleted.

    `care_area` is the unit it belongs to; where it stands now is `location`, which may be another unit's.
    """

    tag = models.CharField(max_length=40, unique=True)
    asset_class = models.CharField(max_length=16, choices=AssetClass.choices)
    model = models.ForeignKey(
        "assets.DeviceModel", null=True, blank=True, on_delete=models.PROTECT, related_name="assets"
    )
    name = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=28, choices=AssetStatus.choices, default=AssetStatus.REQUESTED)
    status_since = models.DateTimeField()

    serial = models.CharField(max_length=80, blank=True)
    lot = models.CharField(max_length=40, blank=True)
    udi = models.CharField(max_length=200, blank=True)
    udi_di = models.CharField(max_length=40, blank=True, editable=False)
    manufactured_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    software_version = models.CharField(max_length=40, blank=True)

    care_area = models.ForeignKey(
        "people.CareArea", null=True, blank=True, on_delete=models.PROTECT, related_name="assets"
    )
    owner_department = models.ForeignKey(
        "people.CareArea", null=True, blank=True, on_delete=models.PROTECT, related_name="owned_assets"
    )
    location = models.ForeignKey(
        "assets.Location", null=True, blank=True, on_delete=models.PROTECT, related_name="assets"
    )
    room = models.CharField(max_length=40, blank=True)
    custodian = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="held_assets"
    )
    custodian_text = models.CharField(max_length=80, blank=True)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="assets"
    )
    last_seen_at = models.DateTimeField(null=True, blank=True)
    last_seen_place = models.CharField(max_length=60, blank=True)

    life_support = models.BooleanField(default=False)
    high_risk = models.BooleanField(default=False)
    risk_reason = models.CharField(max_length=200, blank=True)
    critical_workstation = models.BooleanField(default=False)
    failure_procedure = models.CharField(max_length=1000, blank=True)
    backup = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    stores_phi = models.CharField(max_length=8, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN)
    stores_phi_source = models.CharField(max_length=120, blank=True)

    acquired_on = models.DateField(null=True, blank=True)
    in_service_on = models.DateField(null=True, blank=True)
    warranty_until = models.DateField(null=True, blank=True)
    end_of_support_on = models.DateField(null=True, blank=True)
    end_of_life_on = models.DateField(null=True, blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    replacement_cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    funding = models.CharField(max_length=60, blank=True)
    po_number = models.CharField(max_length=40, blank=True)
    vendor = models.ForeignKey(
        "vendors.Vendor", null=True, blank=True, on_delete=models.PROTECT, related_name="supplied_assets"
    )
    service_provider = models.ForeignKey(
        "vendors.Vendor", null=True, blank=True, on_delete=models.PROTECT, related_name="serviced_assets"
    )
    contract = models.ForeignKey(
        "vendors.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="assets"
    )

    system_of_record = models.CharField(
        max_length=8, choices=SystemOfRecord.choices, default=SystemOfRecord.OURS
    )
    record_system = models.CharField(max_length=40, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = AssetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tag=Upper("tag")), name="asset_tag_is_in_capitals"),
            models.CheckConstraint(condition=Q(status__in=AssetStatus.values), name="asset_status_is_known"),
            models.CheckConstraint(
                condition=Q(asset_class__in=AssetClass.values), name="asset_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(stores_phi__in=YesNoUnknown.values), name="asset_stores_phi_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(stores_phi=YesNoUnknown.NO) | ~Q(stores_phi_source=""),
                name="no_patient_data_has_a_source",
            ),
            models.CheckConstraint(
                condition=Q(system_of_record=SystemOfRecord.OURS) | ~Q(record_system=""),
                name="another_system_of_record_has_a_name",
            ),
        ]
        indexes = [
            # serves: the list of one class by tag
            models.Index(fields=["asset_class", "tag"], name="asset_of_class"),
            # serves: the list of one status by tag, and the counters of statuses
            models.Index(fields=["status", "tag"], name="asset_of_status"),
            # serves: the devices of a unit
            models.Index(fields=["care_area", "tag"], name="asset_of_unit"),
            # serves: what stands in a place
            models.Index(fields=["location", "tag"], name="asset_at_location"),
            # serves: the devices of a model, in lists, recalls and the nearest spare
            models.Index(fields=["model", "status"], name="asset_of_model"),
            # serves: what a team looks after
            models.Index(fields=["team", "tag"], name="asset_of_team"),
            # serves: a scanned or recalled serial number
            models.Index(Upper("serial"), name="asset_by_serial", condition=~Q(serial="")),
            # serves: a scanned or recalled device identifier
            models.Index(fields=["udi_di"], name="asset_by_identifier", condition=~Q(udi_di="")),
            # serves: does a vendor service devices that hold patient data
            models.Index(
                fields=["service_provider"], name="asset_with_patient_data", condition=Q(stores_phi="yes")
            ),
            # serves: the list by last change
            models.Index(fields=["-changed_at", "-id"], name="asset_newest"),
        ]

    def __str__(self) -> str:
        return self.tag

    @property
    def audit_label(self) -> str:
        """The tag."""
        return self.tag

    def get_absolute_url(self) -> str:
        """The asset's page, which its label leads to."""
        return reverse("assets:asset", args=[self.tag])

    @property
    def is_clinical(self) -> bool:
        """Does clinical engineering look after it?"""
        return self.asset_class in CLINICAL_CLASSES

    @property
    def title(self) -> str:
        """What people call it: its own name, else kind and name of its model, else its class."""
        if self.name or self.model is None:
            return self.name or self.get_asset_class_display()
        return " ".join(word for word in (self.model.device_type, self.model.name) if word)

    @property
    def record_is_theirs(self) -> bool:
        """Is another system the master of this record?"""
        return self.system_of_record == SystemOfRecord.THEIRS


class AssetSearch(models.Model):
    """The words of one asset in capitals, apart from the hot row: tag, serial, names, identifiers, addresses."""

    asset = models.OneToOneField(Asset, primary_key=True, on_delete=models.CASCADE, related_name="search")
    words = models.TextField()

    class Meta:
        indexes = [
            # serves: finding an asset by any part of tag, serial, name, identifier, host name or MAC
            GinIndex(fields=["words"], name="asset_search_words", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"search {self.asset_id}"


class AssetExternalRef(models.Model):
    """The number another system knows the asset by, such as that of the CMMS."""

    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="external_refs")
    system = models.CharField(max_length=40)
    external_id = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "external_id"], name="one_asset_an_external_number")
        ]

    def __str__(self) -> str:
        return f"{self.system}:{self.external_id}"
