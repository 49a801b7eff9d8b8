"""The inventory: models, things, places, custody, network, relations, the portfolio's further columns."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0002_service_versions"),
        ("people", "0006_asset_permissions"),
        ("vendors", "0005_external_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunSQL("CREATE SEQUENCE asset_tag_number START 100001", "DROP SEQUENCE asset_tag_number"),
        migrations.CreateModel(
            name="Asset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tag", models.CharField(max_length=40, unique=True)),
                (
                    "asset_class",
                    models.CharField(
                        choices=[
                            ("clinical_device", "Clinical device"),
                            ("workstation", "Workstation"),
                            ("cart", "Cart"),
                            ("mobile", "Phone or tablet"),
                            ("printer", "Printer"),
                            ("server", "Server"),
                            ("storage", "Storage"),
                            ("network_device", "Network device"),
                            ("access_point", "Access point"),
                            ("telecom", "Telecom"),
                            ("circuit", "Circuit"),
                            ("power", "Power supply"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("requested", "Requested"),
                            ("on_order", "On order"),
                            ("received", "Received"),
                            ("incoming_inspection", "Incoming inspection"),
                            ("in_service", "In service"),
                            ("standby_spare", "Spare"),
                            ("loaned_out", "Loaned out"),
                            ("in_repair", "In repair"),
                            ("out_of_service_safety", "Do not use"),
                            ("quarantined", "Quarantined"),
                            ("missing", "Missing"),
                            ("retired_pending_sanitization", "Retired, data to be wiped"),
                            ("returned", "Returned"),
                            ("disposed", "Disposed"),
                        ],
                        default="requested",
                        max_length=28,
                    ),
                ),
                ("status_since", models.DateTimeField()),
                ("serial", models.CharField(blank=True, max_length=80)),
                ("lot", models.CharField(blank=True, max_length=40)),
                ("udi", models.CharField(blank=True, max_length=200)),
                ("udi_di", models.CharField(blank=True, editable=False, max_length=40)),
                ("manufactured_on", models.DateField(blank=True, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                ("software_version", models.CharField(blank=True, max_length=40)),
                ("room", models.CharField(blank=True, max_length=40)),
                ("custodian_text", models.CharField(blank=True, max_length=80)),
                ("last_seen_at", models.DateTimeField(blank=True, null=True)),
                ("last_seen_place", models.CharField(blank=True, max_length=60)),
                ("life_support", models.BooleanField(default=False)),
                ("high_risk", models.BooleanField(default=False)),
                ("risk_reason", models.CharField(blank=True, max_length=200)),
                ("critical_workstation", models.BooleanField(default=False)),
                ("failure_procedure", models.CharField(blank=True, max_length=1000)),
                ("backup", models.CharField(blank=True, max_length=200)),
                ("checked_on", models.DateField(blank=True, null=True)),
                (
                    "stores_phi",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("stores_phi_source", models.CharField(blank=True, max_length=120)),
                ("acquired_on", models.DateField(blank=True, null=True)),
                ("in_service_on", models.DateField(blank=True, null=True)),
                ("warranty_until", models.DateField(blank=True, null=True)),
                ("end_of_support_on", models.DateField(blank=True, null=True)),
                ("end_of_life_on", models.DateField(blank=True, null=True)),
                ("cost", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                (
                    "replacement_cost",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True),
                ),
                ("currency", models.CharField(default="USD", max_length=3)),
                ("funding", models.CharField(blank=True, max_length=60)),
                ("po_number", models.CharField(blank=True, max_length=40)),
                (
                    "system_of_record",
                    models.CharField(
                        choices=[("ours", "This inventory"), ("theirs", "Another system")],
                        default="ours",
                        max_length=8,
                    ),
                ),
                ("record_system", models.CharField(blank=True, max_length=40)),
                ("custom", models.JSONField(blank=True, default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AssetExternalRef",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(max_length=40)),
                ("external_id", models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="CustomField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asset_class",
                    models.CharField(
                        choices=[
                            ("clinical_device", "Clinical device"),
                            ("workstation", "Workstation"),
                            ("cart", "Cart"),
                            ("mobile", "Phone or tablet"),
                            ("printer", "Printer"),
                            ("server", "Server"),
                            ("storage", "Storage"),
                            ("network_device", "Network device"),
                            ("access_point", "Access point"),
                            ("telecom", "Telecom"),
                            ("circuit", "Circuit"),
                            ("power", "Power supply"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("label", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("date", "Date"),
                            ("yes_no", "Yes or no"),
                            ("choice", "One of a list"),
                        ],
                        default="text",
                        max_length=8,
                    ),
                ),
                ("choices", models.JSONField(blank=True, default=list)),
                ("is_required", models.BooleanField(default=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["asset_class", "position", "label"],
            },
        ),
        migrations.CreateModel(
            name="DeviceIdentifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("di", models.CharField(max_length=40)),
                ("compared", models.CharField(editable=False, max_length=40)),
                (
                    "agency",
                    models.CharField(
                        choices=[
                            ("GS1", "GS1"),
                            ("HIBCC", "HIBCC"),
                            ("ICCBBA", "ICCBBA"),
                            ("NDC/NHRIC", "NDC or NHRIC"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("direct_marking", "Direct marking"),
                            ("unit_of_use", "Unit of use"),
                            ("package", "Package"),
                            ("previous", "Previous"),
                        ],
                        default="primary",
                        max_length=16,
                    ),
                ),
                ("package_type", models.CharField(blank=True, max_length=40)),
                ("package_quantity", models.PositiveIntegerField(blank=True, null=True)),
                ("package_status", models.CharField(blank=True, max_length=24)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DeviceModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "asset_class",
                    models.CharField(
                        choices=[
                            ("clinical_device", "Clinical device"),
                            ("workstation", "Workstation"),
                            ("cart", "Cart"),
                            ("mobile", "Phone or tablet"),
                            ("printer", "Printer"),
                            ("server", "Server"),
                            ("storage", "Storage"),
                            ("network_device", "Network device"),
                            ("access_point", "Access point"),
                            ("telecom", "Telecom"),
                            ("circuit", "Circuit"),
                            ("power", "Power supply"),
                            ("other", "Other"),
                        ],
                        default="clinical_device",
                        max_length=16,
                    ),
                ),
                ("brand", models.CharField(blank=True, max_length=120)),
                ("model_number", models.CharField(blank=True, max_length=80)),
                ("catalog_number", models.CharField(blank=True, max_length=80)),
                ("device_type", models.CharField(blank=True, max_length=120)),
                ("description", models.CharField(blank=True, max_length=1000)),
                ("product_code", models.CharField(blank=True, max_length=3)),
                (
                    "device_class",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "Class I"),
                            ("2", "Class II"),
                            ("3", "Class III"),
                            ("U", "Unclassified"),
                            ("N", "Not classified"),
                            ("F", "Humanitarian device exemption"),
                        ],
                        max_length=1,
                    ),
                ),
                ("gmdn_code", models.CharField(blank=True, max_length=8)),
                ("gmdn_name", models.CharField(blank=True, max_length=200)),
                ("gmdn_status", models.CharField(blank=True, max_length=12)),
                ("emdn_code", models.CharField(blank=True, max_length=12)),
                (
                    "mri_safety",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("safe", "MR Safe"),
                            ("conditional", "MR Conditional"),
                            ("unsafe", "MR Unsafe"),
                            ("not_labeled", "Labeling does not say"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "premarket_numbers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), blank=True, default=list, size=None
                    ),
                ),
                ("is_premarket_exempt", models.BooleanField(default=False)),
                ("is_single_use", models.BooleanField(default=False)),
                ("is_implantable", models.BooleanField(default=False)),
                ("has_serial_number", models.BooleanField(default=True)),
                ("has_lot_number", models.BooleanField(default=False)),
                ("has_expiration_date", models.BooleanField(default=False)),
                ("life_support", models.BooleanField(default=False)),
                ("high_risk", models.BooleanField(default=False)),
                ("end_of_sale_on", models.DateField(blank=True, null=True)),
                ("end_of_support_on", models.DateField(blank=True, null=True)),
                ("expected_life_years", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("gudid_key", models.CharField(blank=True, max_length=64)),
                ("gudid_published_on", models.DateField(blank=True, null=True)),
                ("gudid_status", models.CharField(blank=True, max_length=16)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="License",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("product", models.CharField(max_length=120)),
                (
                    "metric",
                    models.CharField(
                        choices=[
                            ("named_user", "Named users"),
                            ("concurrent", "Concurrent users"),
                            ("device", "Devices"),
                            ("bed", "Beds"),
                            ("core", "Processor cores"),
                            ("site", "Whole site"),
                        ],
                        default="named_user",
                        max_length=12,
                    ),
                ),
                ("entitled", models.PositiveIntegerField()),
                ("assigned", models.PositiveIntegerField(default=0)),
                ("active_90d", models.PositiveIntegerField(blank=True, null=True)),
                ("unit_cost", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ("currency", models.CharField(default="USD", max_length=3)),
                ("renews_on", models.DateField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["product", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Loan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lent_out", "Lent out"),
                            ("loaner", "Loaner of a vendor"),
                            ("rental", "Rental"),
                        ],
                        max_length=10,
                    ),
                ),
                ("party", models.CharField(blank=True, max_length=120)),
                ("since", models.DateField()),
                ("return_on", models.DateField()),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "charge_per_day",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True),
                ),
                ("currency", models.CharField(default="USD", max_length=3)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("site", "Site"),
                            ("building", "Building"),
                            ("floor", "Floor"),
                            ("area", "Area"),
                            ("room", "Room"),
                            ("bed", "Bed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("path", models.CharField(default="", editable=False, max_length=160)),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("from_room", models.CharField(blank=True, max_length=40)),
                ("to_room", models.CharField(blank=True, max_length=40)),
                ("from_custodian", models.CharField(blank=True, max_length=120)),
                ("to_custodian", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("runs_on", "runs on"),
                            ("depends_on", "depends on"),
                            ("connects_to", "connects to"),
                            ("powers", "powers"),
                            ("part_of", "is part of"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SanitizationCertificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("clear", "Clear"), ("purge", "Purge"), ("destroy", "Destroy")], max_length=8
                    ),
                ),
                ("technique", models.CharField(max_length=80)),
                ("tool", models.CharField(blank=True, max_length=80)),
                ("verification", models.CharField(max_length=120)),
                ("destination", models.CharField(blank=True, max_length=80)),
                ("vendor_certificate", models.CharField(blank=True, max_length=60)),
                ("performed_by", models.CharField(max_length=120)),
                ("performed_on", models.DateField()),
                ("validated_by", models.CharField(max_length=120)),
                ("signed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-signed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=24)),
                ("from_status", models.CharField(blank=True, max_length=28)),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("requested", "Requested"),
                            ("on_order", "On order"),
                            ("received", "Received"),
                            ("incoming_inspection", "Incoming inspection"),
                            ("in_service", "In service"),
                            ("standby_spare", "Spare"),
                            ("loaned_out", "Loaned out"),
                            ("in_repair", "In repair"),
                            ("out_of_service_safety", "Do not use"),
                            ("quarantined", "Quarantined"),
                            ("missing", "Missing"),
                            ("retired_pending_sanitization", "Retired, data to be wiped"),
                            ("returned", "Returned"),
                            ("disposed", "Disposed"),
                        ],
                        max_length=28,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("facts", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="StorageMedium",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hdd", "Hard disk"),
                            ("ssd", "Solid-state disk"),
                            ("flash", "Memory card or stick"),
                            ("tape", "Tape"),
                            ("optical", "Optical disk"),
                            ("embedded", "Built-in memory"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("serial", models.CharField(blank=True, max_length=80)),
                ("property_number", models.CharField(blank=True, max_length=40)),
                (
                    "is_encrypted",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="service",
            name="category",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="service",
            name="clinical_owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="clinical_services",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="contract",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="services",
                to="vendors.contract",
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="data_class",
            field=models.CharField(
                choices=[
                    ("unknown", "Unknown"),
                    ("phi", "Patient data (PHI)"),
                    ("pii", "Personal data (PII)"),
                    ("pci", "Card data (PCI)"),
                    ("none", "None of these"),
                ],
                default="unknown",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="description",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="service",
            name="hosting",
            field=models.CharField(
                choices=[
                    ("unknown", "Unknown"),
                    ("on_premises", "In our data center"),
                    ("vendor", "Vendor's cloud"),
                    ("cloud", "Public cloud"),
                    ("hybrid", "Both"),
                ],
                default="unknown",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="kind",
            field=models.CharField(
                choices=[("application", "Application"), ("infrastructure", "Infrastructure service")],
                default="application",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="lifecycle",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("live", "Live"),
                    ("phasing_out", "Phasing out"),
                    ("retired", "Retired"),
                ],
                default="live",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="owned_services",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="service",
            name="rpo_minutes",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="service",
            name="rto_minutes",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="service",
            name="software_version",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="service",
            name="users_count",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="service",
            name="vendor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="services",
                to="vendors.vendor",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["application", "infrastructure"])),
                name="service_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("hosting__in", ["unknown", "on_premises", "vendor", "cloud", "hybrid"])),
                name="service_hosting_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("data_class__in", ["unknown", "phi", "pii", "pci", "none"])),
                name="service_data_class_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("lifecycle__in", ["planned", "live", "phasing_out", "retired"])),
                name="service_lifecycle_is_known",
            ),
        ),
        migrations.CreateModel(
            name="AssetSearch",
            fields=[
                (
                    "asset",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search",
                        serialize=False,
                        to="assets.asset",
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Circuit",
            fields=[
                (
                    "asset",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="circuit",
                        serialize=False,
                        to="assets.asset",
                    ),
                ),
                ("circuit_id", models.CharField(blank=True, max_length=60)),
                ("bandwidth", models.CharField(blank=True, max_length=30)),
                ("demarc", models.CharField(blank=True, max_length=120)),
                ("far_end", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="NetworkProfile",
            fields=[
                (
                    "asset",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="network",
                        serialize=False,
                        to="assets.asset",
                    ),
                ),
                ("hostname", models.CharField(blank=True, max_length=120)),
                ("mac", models.CharField(blank=True, max_length=12)),
                ("ip", models.GenericIPAddressField(blank=True, null=True)),
                ("vlan", models.CharField(blank=True, max_length=20)),
                (
                    "zone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("clinical_critical", "Clinical, critical"),
                            ("clinical", "Clinical"),
                            ("imaging", "Imaging"),
                            ("lab", "Laboratory"),
                            ("facilities", "Facilities"),
                            ("corporate", "Corporate"),
                            ("guest", "Guest"),
                            ("vendor", "Vendor access"),
                            ("quarantine", "Quarantine"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ssid", models.CharField(blank=True, max_length=32)),
                ("is_wireless", models.BooleanField(default=False)),
                ("switch_port", models.CharField(blank=True, max_length=60)),
                ("os_name", models.CharField(blank=True, max_length=60)),
                ("os_version", models.CharField(blank=True, max_length=40)),
                ("os_end_of_support_on", models.DateField(blank=True, null=True)),
                ("application_version", models.CharField(blank=True, max_length=40)),
                (
                    "remote_access",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")],
                        default="unknown",
                        max_length=8,
                    ),
                ),
                ("remote_access_note", models.CharField(blank=True, max_length=120)),
                (
                    "support_state",
                    models.CharField(
                        choices=[
                            ("unknown", "Unknown"),
                            ("supported", "Supported"),
                            ("extended", "Extended support"),
                            ("unsupported_mitigated", "Unsupported, mitigated"),
                            ("unsupported_unmitigated", "Unsupported, not mitigated"),
                        ],
                        default="unknown",
                        max_length=24,
                    ),
                ),
                ("compensating_control", models.CharField(blank=True, max_length=200)),
                ("control_expires_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="asset",
            name="care_area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assets",
                to="people.carearea",
            ),
        ),
        migrations.AddField(
            model_name="asset",
            name="contract",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assets",
                to="vendors.contract",
            ),
        ),
        migrations.AddField(
            model_name="asset",
            name="custodian",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="held_assets",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="asset",
            name="owner_department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="owned_assets",
                to="people.carearea",
            ),
        ),
        migrations.AddField(
            model_name="asset",
            name="service_provider",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="serviced_assets",
                to="vendors.vendor",
            ),
        ),
        migrations.AddField(
            model_name="asset",
            name="team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assets",
                to="people.team",
            ),
        ),
        migrations.AddField(
            model_name="asset",
            name="vendor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supplied_assets",
                to="vendors.vendor",
            ),
        ),
        migrations.AddField(
            model_name="assetexternalref",
            name="asset",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="external_refs", to="assets.asset"
            ),
        ),
        migrations.AddConstraint(
            model_name="customfield",
            constraint=models.UniqueConstraint(
                fields=("asset_class", "key"), name="a_class_has_a_field_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="customfield",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "asset_class__in",
                        [
                            "clinical_device",
                            "workstation",
                            "cart",
                            "mobile",
                            "printer",
                            "server",
                            "storage",
                            "network_device",
                            "access_point",
                            "telecom",
                            "circuit",
                            "power",
                            "other",
                        ],
                    )
                ),
                name="custom_field_class_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="customfield",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["text", "number", "date", "yes_no", "choice"])),
                name="custom_field_kind_is_known",
            ),
        ),
        migrations.AddField(
            model_name="devicemodel",
            name="manufacturer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="device_models", to="vendors.vendor"
            ),
        ),
        migrations.AddField(
            model_name="deviceidentifier",
            name="model",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="identifiers",
                to="assets.devicemodel",
            ),
        ),
        migrations.AddField(
            model_name="asset",
            name="model",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assets",
                to="assets.devicemodel",
            ),
        ),
        migrations.AddField(
            model_name="license",
            name="contract",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="licenses",
                to="vendors.contract",
            ),
        ),
        migrations.AddField(
            model_name="license",
            name="service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="licenses",
                to="assets.service",
            ),
        ),
        migrations.AddField(
            model_name="license",
            name="vendor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="licenses",
                to="vendors.vendor",
            ),
        ),
        migrations.AddField(
            model_name="loan",
            name="asset",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="loans", to="assets.asset"
            ),
        ),
        migrations.AddField(
            model_name="loan",
            name="care_area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.carearea",
            ),
        ),
        migrations.AddField(
            model_name="loan",
            name="vendor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="loans",
                to="vendors.vendor",
            ),
        ),
        migrations.AddField(
            model_name="location",
            name="care_area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="locations",
                to="people.carearea",
            ),
        ),
        migrations.AddField(
            model_name="location",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="assets.location",
            ),
        ),
        migrations.AddField(
            model_name="location",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="locations", to="people.site"
            ),
        ),
        migrations.AddField(
            model_name="asset",
            name="location",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assets",
                to="assets.location",
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="asset",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="movements", to="assets.asset"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="from_care_area",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.carearea"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="from_location",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assets.location"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="to_care_area",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.carearea"
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="to_location",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="assets.location"
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="from_asset",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relations_out",
                to="assets.asset",
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="from_service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relations_out",
                to="assets.service",
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="to_asset",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relations_in",
                to="assets.asset",
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="to_service",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relations_in",
                to="assets.service",
            ),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="signed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="statuschange",
            name="asset",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="status_changes", to="assets.asset"
            ),
        ),
        migrations.AddField(
            model_name="statuschange",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="storagemedium",
            name="asset",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="media", to="assets.asset"
            ),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="medium",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="assets.storagemedium",
            ),
        ),
        migrations.AddIndex(
            model_name="assetsearch",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words"], name="asset_search_words", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddField(
            model_name="circuit",
            name="carrier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="circuits",
                to="vendors.vendor",
            ),
        ),
        migrations.AddField(
            model_name="networkprofile",
            name="control_owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="assetexternalref",
            constraint=models.UniqueConstraint(
                fields=("system", "external_id"), name="one_asset_an_external_number"
            ),
        ),
        migrations.AddIndex(
            model_name="devicemodel",
            index=models.Index(fields=["name", "id"], name="model_by_name"),
        ),
        migrations.AddIndex(
            model_name="devicemodel",
            index=models.Index(
                django.db.models.functions.text.Upper("catalog_number"),
                condition=models.Q(("catalog_number", ""), _negated=True),
                name="model_by_catalog_number",
            ),
        ),
        migrations.AddIndex(
            model_name="devicemodel",
            index=models.Index(
                condition=models.Q(("product_code", ""), _negated=True),
                fields=["product_code"],
                name="model_by_product_code",
            ),
        ),
        migrations.AddIndex(
            model_name="devicemodel",
            index=models.Index(
                condition=models.Q(("gudid_key", ""), _negated=True),
                fields=["gudid_key"],
                name="model_by_gudid_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="devicemodel",
            constraint=models.UniqueConstraint(
                models.F("manufacturer"),
                django.db.models.functions.text.Upper("name"),
                django.db.models.functions.text.Upper("model_number"),
                name="a_maker_has_a_model_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="devicemodel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "asset_class__in",
                        [
                            "clinical_device",
                            "workstation",
                            "cart",
                            "mobile",
                            "printer",
                            "server",
                            "storage",
                            "network_device",
                            "access_point",
                            "telecom",
                            "circuit",
                            "power",
                            "other",
                        ],
                    )
                ),
                name="model_class_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="devicemodel",
            constraint=models.CheckConstraint(
                condition=models.Q(("device_class__in", ["", "1", "2", "3", "U", "N", "F"])),
                name="model_device_class_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="devicemodel",
            constraint=models.CheckConstraint(
                condition=models.Q(("mri_safety__in", ["", "safe", "conditional", "unsafe", "not_labeled"])),
                name="model_mri_safety_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="deviceidentifier",
            index=models.Index(fields=["compared"], name="identifier_compared"),
        ),
        migrations.AddConstraint(
            model_name="deviceidentifier",
            constraint=models.UniqueConstraint(fields=("model", "di"), name="a_model_has_an_identifier_once"),
        ),
        migrations.AddConstraint(
            model_name="deviceidentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(("agency__in", ["GS1", "HIBCC", "ICCBBA", "NDC/NHRIC"])),
                name="identifier_agency_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="deviceidentifier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["primary", "secondary", "direct_marking", "unit_of_use", "package", "previous"],
                    )
                ),
                name="identifier_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="license",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("metric__in", ["named_user", "concurrent", "device", "bed", "core", "site"])
                ),
                name="license_metric_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="license",
            constraint=models.CheckConstraint(
                condition=models.Q(("service__isnull", False), ("vendor__isnull", False), _connector="OR"),
                name="a_license_is_for_a_service_or_of_a_vendor",
            ),
        ),
        migrations.AddIndex(
            model_name="loan",
            index=models.Index(
                condition=models.Q(("returned_at__isnull", True)), fields=["return_on"], name="loan_due_back"
            ),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["lent_out", "loaner", "rental"])), name="loan_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.CheckConstraint(
                condition=models.Q(("return_on__gte", models.F("since"))), name="a_loan_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("returned_at__isnull", True)),
                fields=("asset", "kind"),
                name="one_open_loan_of_a_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="location",
            index=models.Index(fields=["path"], name="location_inside", opclasses=["varchar_pattern_ops"]),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Upper("code"),
                name="location_code_is_unique_whatever_its_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["site", "building", "floor", "area", "room", "bed"])),
                name="location_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="location",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("pk")), _negated=True),
                name="a_location_does_not_lie_in_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["asset_class", "tag"], name="asset_of_class"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["status", "tag"], name="asset_of_status"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["care_area", "tag"], name="asset_of_unit"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["location", "tag"], name="asset_at_location"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["model", "status"], name="asset_of_model"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["team", "tag"], name="asset_of_team"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(
                django.db.models.functions.text.Upper("serial"),
                condition=models.Q(("serial", ""), _negated=True),
                name="asset_by_serial",
            ),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(
                condition=models.Q(("udi_di", ""), _negated=True),
                fields=["udi_di"],
                name="asset_by_identifier",
            ),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["-changed_at", "-id"], name="asset_newest"),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("tag", django.db.models.functions.text.Upper("tag"))),
                name="asset_tag_is_in_capitals",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "requested",
                            "on_order",
                            "received",
                            "incoming_inspection",
                            "in_service",
                            "standby_spare",
                            "loaned_out",
                            "in_repair",
                            "out_of_service_safety",
                            "quarantined",
                            "missing",
                            "retired_pending_sanitization",
                            "returned",
                            "disposed",
                        ],
                    )
                ),
                name="asset_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "asset_class__in",
                        [
                            "clinical_device",
                            "workstation",
                            "cart",
                            "mobile",
                            "printer",
                            "server",
                            "storage",
                            "network_device",
                            "access_point",
                            "telecom",
                            "circuit",
                            "power",
                            "other",
                        ],
                    )
                ),
                name="asset_class_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(("stores_phi__in", ["yes", "no", "unknown"])),
                name="asset_stores_phi_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stores_phi", "no"), _negated=True),
                    models.Q(("stores_phi_source", ""), _negated=True),
                    _connector="OR",
                ),
                name="no_patient_data_has_a_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="asset",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("system_of_record", "ours"),
                    models.Q(("record_system", ""), _negated=True),
                    _connector="OR",
                ),
                name="another_system_of_record_has_a_name",
            ),
        ),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["asset", "-at", "-id"], name="movement_of_asset"),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["runs_on", "depends_on", "connects_to", "powers", "part_of"])
                ),
                name="relation_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_asset__isnull", False), ("from_service__isnull", True)),
                    models.Q(("from_asset__isnull", True), ("from_service__isnull", False)),
                    _connector="OR",
                ),
                name="a_relation_begins_at_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_asset__isnull", False), ("to_service__isnull", True)),
                    models.Q(("to_asset__isnull", True), ("to_service__isnull", False)),
                    _connector="OR",
                ),
                name="a_relation_ends_at_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("from_asset", models.F("to_asset")),
                        ("from_asset__isnull", False),
                        ("to_asset__isnull", False),
                    ),
                    models.Q(
                        ("from_service", models.F("to_service")),
                        ("from_service__isnull", False),
                        ("to_service__isnull", False),
                    ),
                    _connector="OR",
                    _negated=True,
                ),
                name="nothing_is_related_to_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.UniqueConstraint(
                fields=("from_asset", "from_service", "to_asset", "to_service", "kind"),
                name="a_relation_is_there_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="statuschange",
            index=models.Index(fields=["asset", "-at", "-id"], name="status_change_of_asset"),
        ),
        migrations.AddConstraint(
            model_name="storagemedium",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["hdd", "ssd", "flash", "tape", "optical", "embedded", "other"])
                ),
                name="medium_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanitizationcertificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["clear", "purge", "destroy"])),
                name="sanitization_method_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="networkprofile",
            index=models.Index(
                condition=models.Q(("hostname", ""), _negated=True),
                fields=["hostname"],
                name="network_by_hostname",
            ),
        ),
        migrations.AddIndex(
            model_name="networkprofile",
            index=models.Index(
                condition=models.Q(("mac", ""), _negated=True), fields=["mac"], name="network_by_mac"
            ),
        ),
        migrations.AddIndex(
            model_name="networkprofile",
            index=models.Index(fields=["support_state"], name="network_by_support"),
        ),
        migrations.AddConstraint(
            model_name="networkprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(("mac", ""), ("mac__regex", "^[0-9A-F]{12}$"), _connector="OR"),
                name="mac_is_normal",
            ),
        ),
        migrations.AddConstraint(
            model_name="networkprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "zone__in",
                        [
                            "",
                            "clinical_critical",
                            "clinical",
                            "imaging",
                            "lab",
                            "facilities",
                            "corporate",
                            "guest",
                            "vendor",
                            "quarantine",
                        ],
                    )
                ),
                name="network_zone_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="networkprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "support_state__in",
                        [
                            "unknown",
                            "supported",
                            "extended",
                            "unsupported_mitigated",
                            "unsupported_unmitigated",
                        ],
                    )
                ),
                name="support_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="networkprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("support_state", "unsupported_mitigated"), _negated=True),
                    models.Q(("compensating_control", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_mitigated_device_names_its_control",
            ),
        ),
    ]
