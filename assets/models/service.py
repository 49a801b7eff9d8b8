"""Services: the portfolio of applications and infrastructure services of domain 8.3, and their licenses."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assets.choices import DataClass, Hosting, LicenseMetric, ServiceKind, ServiceLifecycle, Tier
from assets.queries.services import LicenseQuerySet, ServiceQuerySet
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models.setup_row import SetupRow


class Service(SetupRow):
    """Something people use that can be down; `domain` says which vice president answers for it."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    tier = models.CharField(max_length=1, choices=Tier.choices, default=Tier.PENDING)
    domain = models.CharField(max_length=16, choices=Domain.choices)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="services"
    )
    kind = models.CharField(max_length=16, choices=ServiceKind.choices, default=ServiceKind.APPLICATION)
    category = models.CharField(max_length=60, blank=True)
    description = models.CharField(max_length=400, blank=True)
    owner = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_services"
    )
    clinical_owner = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="clinical_services"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    contract = models.ForeignKey(
        "vendors.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    rto_minutes = models.PositiveIntegerField(null=True, blank=True)
    rpo_minutes = models.PositiveIntegerField(null=True, blank=True)
    hosting = models.CharField(max_length=12, choices=Hosting.choices, default=Hosting.UNKNOWN)
    data_class = models.CharField(max_length=8, choices=DataClass.choices, default=DataClass.UNKNOWN)
    lifecycle = models.CharField(
        max_length=12, choices=ServiceLifecycle.choices, default=ServiceLifecycle.LIVE
    )
    users_count = models.PositiveIntegerField(null=True, blank=True)
    software_version = models.CharField(max_length=40, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(tier__in=Tier.values), name="service_tier_is_known"),
            models.CheckConstraint(condition=Q(domain__in=Domain.values), name="service_domain_is_known"),
            models.CheckConstraint(condition=Q(kind__in=ServiceKind.values), name="service_kind_is_known"),
            models.CheckConstraint(condition=Q(hosting__in=Hosting.values), name="service_hosting_is_known"),
            models.CheckConstraint(
                condition=Q(data_class__in=DataClass.values), name="service_data_class_is_known"
            ),
            models.CheckConstraint(
                condition=Q(lifecycle__in=ServiceLifecycle.values), name="service_lifecycle_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The service's page in the portfolio."""
        return reverse("assets:portfolio_service", args=[self.code])

    @property
    def holds_phi(self) -> bool:
        """Patient data, or nobody knows."""
        return self.data_class in (DataClass.PHI, DataClass.UNKNOWN)


class License(models.Model):
    """What the hospital may use of a product, what it has given out, and what was used in the last 90 days."""

    product = models.CharField(max_length=120)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="licenses"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", null=True, blank=True, on_delete=models.PROTECT, related_name="licenses"
    )
    contract = models.ForeignKey(
        "vendors.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="licenses"
    )
    metric = models.CharField(max_length=12, choices=LicenseMetric.choices, default=LicenseMetric.NAMED_USER)
    entitled = models.PositiveIntegerField()
    assigned = models.PositiveIntegerField(default=0)
    active_90d = models.PositiveIntegerField(null=True, blank=True)
    unit_cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    renews_on = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = LicenseQuerySet.as_manager()

    class Meta:
        ordering = ["product", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(metric__in=LicenseMetric.values), name="license_metric_is_known"
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(vendor__isnull=False),
                name="a_license_is_for_a_service_or_of_a_vendor",
            ),
        ]

    def __str__(self) -> str:
        return self.product

    @property
    def audit_label(self) -> str:
        """The product's name."""
        return self.product
