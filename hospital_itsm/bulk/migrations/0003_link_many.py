from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bulk", "0002_snooze_many"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bulkchange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("take", "Assign to me"),
                    ("assign", "Assign"),
                    ("team", "Team"),
                    ("priority", "Priority"),
                    ("state", "State"),
                    ("macro", "Macro"),
                    ("merge", "Merge"),
                    ("link", "Link"),
                    ("snooze", "Snooze"),
                    ("export", "Export"),
                ],
                max_length=10,
            ),
        ),
    ]
