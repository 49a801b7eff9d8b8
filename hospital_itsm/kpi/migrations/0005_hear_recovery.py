"""Triggers that note on which days tests of recovery count, and that plans, feeds and units changed."""

import importlib

from django.db import migrations

hear = importlib.import_module("hospital_itsm.kpi.migrations.0002_hear_changes")

COLUMNS = (
    "kind",
    "service_id",
    "care_area_id",
    "done_on",
    "result",
    "rto_minutes",
    "rpo_minutes",
    "withdrawn_reason",
)
TESTS = (
    "recovery",
    "continuity_recoverytest",
    COLUMNS,
    "SELECT r.done_on::timestamp AT TIME ZONE 'UTC' FROM kpi_rows r",
)
STATES = (
    ("recovery", "continuity_recoveryplan"),
    ("feed", "continuity_datafeed"),
    ("area", "people_carearea"),
)


class Migration(migrations.Migration):
    dependencies = [("kpi", "0004_hear_vendors_and_majors"), ("continuity", "0004_registers")]
    operations = [
        migrations.RunSQL(hear.dated(*TESTS), hear.dropped("kpi_hear_continuity_recoverytest")),
        *(migrations.RunSQL(hear.state(*one), hear.dropped(f"kpi_hear_{one[1]}_state")) for one in STATES),
    ]
