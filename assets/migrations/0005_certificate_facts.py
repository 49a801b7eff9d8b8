"""Certificates with every fact of domain 3.10, and where a medium is kept that was taken out."""

from django.conf import settings
from django.db import migrations, models

NO_TRUNCATE = """
CREATE TRIGGER assets_sanitizationcertificate_all BEFORE TRUNCATE ON assets_sanitizationcertificate
    FOR EACH STATEMENT EXECUTE FUNCTION custody_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0004_custody_is_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            NO_TRUNCATE, "DROP TRIGGER assets_sanitizationcertificate_all ON assets_sanitizationcertificate;"
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="asset_maker",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="asset_model",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="asset_serial",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="asset_tag",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="backup",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="chain_of_custody",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
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
            model_name="sanitizationcertificate",
            name="data_class_after",
            field=models.CharField(
                choices=[
                    ("unknown", "Unknown"),
                    ("phi", "Patient data (PHI)"),
                    ("pii", "Personal data (PII)"),
                    ("pci", "Card data (PCI)"),
                    ("none", "None of these"),
                ],
                default="none",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="destination_kind",
            field=models.CharField(
                choices=[
                    ("internal_reuse", "Reuse inside the house"),
                    ("external", "Reuse outside the house"),
                    ("manufacturer", "Manufacturer"),
                    ("recycler", "Recycler"),
                    ("other", "Other"),
                ],
                default="other",
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="exceptions",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="medium_kind",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="medium_property_number",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="medium_serial",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="performed_organization",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="performed_phone",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="performed_place",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="performed_title",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="validated_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="validated_organization",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="validated_phone",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="validated_place",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="validated_title",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="verification_method",
            field=models.CharField(
                choices=[
                    ("full", "Full"),
                    ("sampling", "Representative sampling"),
                    ("none_left", "Nothing left to read"),
                ],
                default="full",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="verification_result",
            field=models.CharField(
                choices=[("passed", "Passed"), ("failed", "Failed")], default="passed", max_length=8
            ),
        ),
        migrations.AddField(
            model_name="storagemedium",
            name="kept_at",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddConstraint(
            model_name="sanitizationcertificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("verification_result__in", ["passed", "failed"])),
                name="verification_result_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanitizationcertificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "destination_kind__in",
                        ["internal_reuse", "external", "manufacturer", "recycler", "other"],
                    )
                ),
                name="destination_of_medium_is_known",
            ),
        ),
    ]
