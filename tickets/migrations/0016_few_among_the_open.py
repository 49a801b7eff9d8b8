from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0011_devices_with_patient_data"),
        ("people", "0016_opening_permissions"),
        ("tickets", "0015_search_by_title_and_number"),
        ("vendors", "0013_account_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="ticket",
            name="ticket_open_counted",
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
                fields=["team"],
                include=(
                    "id",
                    "joint_team",
                    "assignee",
                    "state",
                    "next_due_at",
                    "is_patient_safety",
                    "care_answer",
                    "reopened_count",
                    "is_restricted",
                    "kind",
                    "opened_at",
                    "merged_into",
                ),
                name="ticket_open_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(
                    ("priority__lte", 2),
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
                fields=["priority", "next_due_at", "id"],
                name="ticket_open_urgent",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(
                    ("is_patient_safety", True),
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
                fields=["opened_at"],
                name="ticket_open_unsafe",
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
                name="ticket_open_of_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                fields=["opened_at"],
                include=(
                    "id",
                    "kind",
                    "is_restricted",
                    "merged_into",
                    "care_area",
                    "category",
                    "service",
                    "team",
                    "care_answer",
                    "is_patient_safety",
                ),
                name="ticket_reported",
            ),
        ),
    ]
