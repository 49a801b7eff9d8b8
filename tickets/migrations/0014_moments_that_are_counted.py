import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tickets", "0013_feed_moves_out")]

    operations = [
        migrations.AddIndex(
            model_name="clock",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["stopped_at", "breached_at"], name="clock_by_end", autosummarize=True
            ),
        ),
        migrations.AddIndex(
            model_name="ticket",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["responded_at", "restored_at", "first_resolved_at", "resolved_at", "closed_at"],
                name="ticket_by_moments",
                autosummarize=True,
            ),
        ),
    ]
