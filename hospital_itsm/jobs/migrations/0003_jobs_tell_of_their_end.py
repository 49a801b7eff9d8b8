from typing import Any

from django.db import migrations, models
from django.db.models import F


def those_of_before_are_old_news(apps: Any, schema_editor: Any) -> None:
    """Nobody is told now of what ended before this release."""
    jobs = apps.get_model("jobs", "Job").objects.filter(ended_at__isnull=False)
    jobs.update(told_at=F("ended_at"))


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_jobs_people_wait_for")]

    operations = [
        migrations.AddField("job", "mail_wanted", models.BooleanField(default=False)),
        migrations.AddField("job", "seen_at", models.DateTimeField(null=True)),
        migrations.AddField("job", "told_at", models.DateTimeField(null=True)),
        migrations.RunPython(those_of_before_are_old_news, migrations.RunPython.noop),
        migrations.RemoveIndex("job", "job_by_age"),
        migrations.AddIndex("job", models.Index(fields=["ended_at"], name="job_by_end")),
        migrations.AddIndex(
            "job",
            models.Index(
                fields=["ended_at"],
                name="job_to_be_told",
                condition=models.Q(ended_at__isnull=False, seen_at__isnull=True, told_at__isnull=True),
            ),
        ),
    ]
