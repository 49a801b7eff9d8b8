from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0011_devices_with_patient_data"),
        ("people", "0016_opening_permissions"),
        ("tickets", "0016_few_among_the_open"),
        ("vendors", "0013_account_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="ticket",
            name="ticket_open_of_unit",
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(
                    ("reopened_count__gt", 0),
                    (
                        "state__in",
                        (
                            "new",
                            "triaged",
                            "assigned",
                            "in_progress",
                            "pending_requester",
                            "pending_vendor",
                            "pending_parts",
                            "pending_change",
                            "pending_scheduled",
                            "restored",
                        ),
                    ),
                ),
                fields=["id"],
                name="ticket_open_reopened",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "new",
                            "triaged",
                            "assigned",
                            "in_progress",
                            "pending_requester",
                            "pending_vendor",
                            "pending_parts",
                            "pending_change",
                            "pending_scheduled",
                            "restored",
                        ),
                    )
                ),
                fields=["care_area", "next_due_at", "id"],
                include=(
                    "state",
                    "priority",
                    "is_restricted",
                    "team",
                    "joint_team",
                    "assignee",
                    "care_answer",
                ),
                name="ticket_open_of_unit",
            ),
        ),
    ]
