"""The shifts a hospital begins with; administrators change them under Settings."""

from datetime import time

from django.db import migrations

SHIFTS = (("DAY", "Day", time(7)), ("EVENING", "Evening", time(15)), ("NIGHT", "Night", time(23)))


def add(apps, schema_editor):
    shifts = apps.get_model("shifts", "Shift")
    shifts.objects.bulk_create(
        shifts(code=code, name=name, begins_at=begins_at) for code, name, begins_at in SHIFTS
    )


class Migration(migrations.Migration):
    dependencies = [("shifts", "0001_handovers")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
