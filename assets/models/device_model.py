"""The catalogue: what a maker sells, apart from the things that stand in the house."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from assets.choices import AssetClass, DeviceClass, IdentifierKind, IssuingAgency, MriSafety
from assets.queries.device_models import DeviceModelQuerySet


class DeviceModel(models.Model):
    """One version or model of one maker, with what registers say about it (domain 3.3, 3.4)."""

    manufacturer = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="device_models")
    name = models.CharField(max_length=120)
    asset_class = models.CharField(
        max_length=16, choices=AssetClass.choices, default=AssetClass.CLINICAL_DEVICE
    )
    brand = models.CharField(max_length=120, blank=True)
    model_number = models.CharField(max_length=80, blank=True)
    catalog_number = models.CharField(max_length=80, blank=True)
    device_type = models.CharField(max_length=120, blank=True)
    description = models.CharField(max_length=1000, blank=True)

    product_code = models.CharField(max_length=3, blank=True)
    device_class = models.CharField(max_length=1, choices=DeviceClass.choices, blank=True)
    gmdn_code = models.CharField(max_length=8, blank=True)
    gmdn_name = models.CharField(max_length=200, blank=True)
    gmdn_status = models.CharField(max_length=12, blank=True)
    emdn_code = models.CharField(max_length=12, blank=True)
    mri_safety = models.CharField(max_length=12, choices=MriSafety.choices, blank=True)
    premarket_numbers = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    is_premarket_exempt = models.BooleanField(default=False)
    is_single_use = models.BooleanField(default=False)
    is_implantable = models.BooleanField(default=False)
    has_serial_number = models.BooleanField(default=True)
    has_lot_number = models.BooleanField(default=False)
    has_expiration_date = models.BooleanField(default=False)

    life_support = models.BooleanField(default=False)
    high_risk = models.BooleanField(default=False)
    end_of_sale_on = models.DateField(null=True, blank=True)
    end_of_support_on = models.DateField(null=True, blank=True)
    expected_life_years = models.PositiveSmallIntegerField(null=True, blank=True)

    gudid_key = models.CharField(max_length=64, blank=True)
    gudid_published_on = models.DateField(null=True, blank=True)
    gudid_status = models.CharField(max_length=16, blank=True)

    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = DeviceModelQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "manufacturer", Upper("name"), Upper("model_number"), name="a_maker_has_a_model_once"
            ),
            models.CheckConstraint(
                condition=Q(asset_class__in=AssetClass.values), name="model_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(device_class__in=["", *DeviceClass.values]), name="model_device_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(mri_safety__in=["", *MriSafety.values]), name="model_mri_safety_is_known"
            ),
        ]
        indexes = [
            # serves: the catalogue in the order of its names, page by page
            models.Index(fields=["name", "id"], name="model_by_name"),
            # serves: matching a notice by catalog number
            models.Index(
                Upper("catalog_number"), name="model_by_catalog_number", condition=~Q(catalog_number="")
            ),
            # serves: matching a notice by product code
            models.Index(
                fields=["product_code"], name="model_by_product_code", condition=~Q(product_code="")
            ),
            # serves: finding the model of a GUDID record that is imported again
            models.Index(fields=["gudid_key"], name="model_by_gudid_key", condition=~Q(gudid_key="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Name and model number."""
        return " ".join(word for word in (self.name, self.model_number) if word)

    def get_absolute_url(self) -> str:
        """The model's page in the catalogue."""
        return reverse("assets:model", args=[self.pk])


class DeviceIdentifier(models.Model):
    """A device identifier of a model. One identifier may belong to several models: in GUDID 139 do.

    `compared` is the form under which identifiers are compared (`rules.udi.canonical`).
    """

    model = models.ForeignKey(DeviceModel, on_delete=models.CASCADE, related_name="identifiers")
    di = models.CharField(max_length=40)
    compared = models.CharField(max_length=40, editable=False)
    agency = models.CharField(max_length=10, choices=IssuingAgency.choices)
    kind = models.CharField(max_length=16, choices=IdentifierKind.choices, default=IdentifierKind.PRIMARY)
    package_type = models.CharField(max_length=40, blank=True)
    package_quantity = models.PositiveIntegerField(null=True, blank=True)
    package_status = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["model", "di"], name="a_model_has_an_identifier_once"),
            models.CheckConstraint(
                condition=Q(agency__in=IssuingAgency.values), name="identifier_agency_is_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=IdentifierKind.values), name="identifier_kind_is_known"
            ),
        ]
        # serves: the models of a scanned or recalled identifier
        indexes = [models.Index(fields=["compared"], name="identifier_compared")]

    def __str__(self) -> str:
        return self.di
