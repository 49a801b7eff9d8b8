from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0011_devices_with_patient_data"),
        ("budget", "0004_costs_of_ownership"),
        ("vendors", "0013_account_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="costentry",
            index=models.Index(
                condition=models.Q(("is_void", True)),
                fields=["-booked_on", "-id"],
                name="cost_entry_taken_back",
            ),
        ),
    ]
