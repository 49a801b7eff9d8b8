"""One number sequence per kind: short to say on the phone, never reused, gaps allowed."""

from django.db import migrations

SEQUENCES = {"inc": 20001, "req": 11001, "sec": 3001, "prv": 2001}


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [
        migrations.RunSQL(
            f"CREATE SEQUENCE ticket_number_{prefix} START {start};", f"DROP SEQUENCE ticket_number_{prefix};"
        )
        for prefix, start in SEQUENCES.items()
    ]
