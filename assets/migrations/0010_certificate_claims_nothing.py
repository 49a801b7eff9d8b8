"""Certificates that claim nothing nobody said: no defaults, the version of the tool, details, a witness."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0009_import_profiles_and_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="sanitizationcertificate",
            name="destination_of_medium_is_known",
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="technique_note",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="tool_version",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="sanitizationcertificate",
            name="witnessed_by",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
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
                max_length=8,
            ),
        ),
        migrations.AlterField(
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
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="sanitizationcertificate",
            name="destination_kind",
            field=models.CharField(
                choices=[
                    ("internal_reuse", "Reuse inside the house"),
                    ("external", "Reuse outside the house"),
                    ("manufacturer", "Manufacturer"),
                    ("recycler", "Recycler"),
                    ("kept", "Kept locked up"),
                    ("other", "Other"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="sanitizationcertificate",
            name="technique",
            field=models.CharField(
                choices=[
                    ("overwrite", "Overwrite"),
                    ("factory_reset", "Reset to factory settings"),
                    ("sanitize", "Sanitize command of the drive"),
                    ("block_erase", "Block erase"),
                    ("crypto_erase", "Cryptographic erase"),
                    ("degauss", "Degauss"),
                    ("shred", "Shred"),
                    ("disintegrate", "Disintegrate or pulverize"),
                    ("incinerate", "Incinerate"),
                    ("melt", "Melt"),
                    ("other", "Other"),
                ],
                max_length=80,
            ),
        ),
        migrations.AlterField(
            model_name="sanitizationcertificate",
            name="verification_method",
            field=models.CharField(
                choices=[
                    ("full", "Full"),
                    ("sampling", "Representative sampling"),
                    ("none_left", "Nothing left to read"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="sanitizationcertificate",
            name="verification_result",
            field=models.CharField(choices=[("passed", "Passed"), ("failed", "Failed")], max_length=8),
        ),
        migrations.AddConstraint(
            model_name="sanitizationcertificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "destination_kind__in",
                        ["internal_reuse", "external", "manufacturer", "recycler", "kept", "other"],
                    )
                ),
                name="destination_of_medium_is_known",
            ),
        ),
    ]
