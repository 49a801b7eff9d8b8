"""What makes a thing a part of the network, and what its data is stored on."""

from django.db import models
from django.db.models import Q

from assets.choices import MediumKind, NetworkZone, SupportState, YesNoUnknown


class NetworkProfile(models.Model):
    """How an asset is connected and how old its software is (domain 3.8). `mac` is twelve capitals without marks."""

    asset = models.OneToOneField(
        "assets.Asset", primary_key=True, on_delete=models.CASCADE, related_name="network"
    )
    hostname = models.CharField(max_length=120, blank=True)
    mac = models.CharField(max_length=12, blank=True)
    ip = models.GenericIPAddressField(null=True, blank=True)
    vlan = models.CharField(max_length=20, blank=True)
    zone = models.CharField(max_length=20, choices=NetworkZone.choices, blank=True)
    ssid = models.CharField(max_length=32, blank=True)
    is_wireless = models.BooleanField(default=False)
    switch_port = models.CharField(max_length=60, blank=True)
    os_name = models.CharField(max_length=60, blank=True)
    os_version = models.CharField(max_length=40, blank=True)
    os_end_of_support_on = models.DateField(null=True, blank=True)
    application_version = models.CharField(max_length=40, blank=True)
    remote_access = models.CharField(max_length=8, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN)
    remote_access_note = models.CharField(max_length=120, blank=True)
    support_state = models.CharField(
        max_length=24, choices=SupportState.choices, default=SupportState.UNKNOWN
    )
    compensating_control = models.CharField(max_length=200, blank=True)
    control_owner = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    control_expires_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mac="") | Q(mac__regex="^[0-9A-F]{12}$"), name="mac_is_normal"
            ),
            models.CheckConstraint(
                condition=Q(zone__in=["", *NetworkZone.values]), name="network_zone_is_known"
            ),
            models.CheckConstraint(
                condition=Q(support_state__in=SupportState.values), name="support_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(support_state=SupportState.MITIGATED) | ~Q(compensating_control=""),
                name="a_mitigated_device_names_its_control",
            ),
        ]
        indexes = [
            # serves: an alert or an inventory that names a host
            models.Index(fields=["hostname"], name="network_by_hostname", condition=~Q(hostname="")),
            # serves: an inventory that names a network card
            models.Index(fields=["mac"], name="network_by_mac", condition=~Q(mac="")),
            # serves: the list of what nobody mends any more
            models.Index(fields=["support_state"], name="network_by_support"),
        ]

    def __str__(self) -> str:
        return self.hostname or self.mac


class StorageMedium(models.Model):
    """A medium in an asset; nothing with data leaves the house without a certificate for each (domain 3.10)."""

    asset = models.ForeignKey("assets.Asset", on_delete=models.PROTECT, related_name="media")
    kind = models.CharField(max_length=10, choices=MediumKind.choices)
    serial = models.CharField(max_length=80, blank=True)
    property_number = models.CharField(max_length=40, blank=True)
    is_encrypted = models.CharField(max_length=8, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN)
    note = models.CharField(max_length=120, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MediumKind.values), name="medium_kind_is_known")
        ]

    def __str__(self) -> str:
        return self.serial or self.get_kind_display()

    @property
    def audit_label(self) -> str:
        """Kind and serial number."""
        return f"{self.kind} {self.serial}".strip()


class Circuit(models.Model):
    """What a line of a carrier is: facts of an asset of class circuit."""

    asset = models.OneToOneField(
        "assets.Asset", primary_key=True, on_delete=models.CASCADE, related_name="circuit"
    )
    carrier = models.ForeignKey(
        "vendors.Vendor", null=True, blank=True, on_delete=models.PROTECT, related_name="circuits"
    )
    circuit_id = models.CharField(max_length=60, blank=True)
    bandwidth = models.CharField(max_length=30, blank=True)
    demarc = models.CharField(max_length=120, blank=True)
    far_end = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.circuit_id
