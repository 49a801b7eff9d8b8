from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0011_devices_with_patient_data"),
        ("people", "0020_requests_about_shifts"),
        ("tickets", "0018_answering_for_files_afterwards"),
        ("vendors", "0013_account_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["next_due_at", "id"], name="ticket_by_due"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["priority", "next_due_at", "id"], name="ticket_by_priority"),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(fields=["-reporters_count", "next_due_at", "id"], name="ticket_by_reports"),
        ),
    ]
