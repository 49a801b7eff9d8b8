from django.db import migrations, models


class Migration(migrations.Migration):
    """What people choose about how pages look, read with the person so that no page asks for it."""

    dependencies = [("people", "0016_opening_permissions")]

    operations = [
        migrations.AddField(
            model_name="user", name="preferences", field=models.JSONField(blank=True, default=dict)
        ),
    ]
