"""Triggers that note on which days outages count, in the transaction of the change."""

import importlib

from django.db import migrations

hear = importlib.import_module("hospital_itsm.kpi.migrations.0002_hear_changes")

COLUMNS = (
    "is_planned", "effect", "users_percent", "planned_from", "planned_until", "began_at", "ended_at", "withdrawn_at",
)  # fmt: skip
OF_OUTAGES = """
    SELECT generate_series(r.began_at, coalesce(r.ended_at, now()), '1 day') FROM kpi_rows r
    UNION SELECT r.ended_at FROM kpi_rows r
"""
OF_LINKS = """
    SELECT generate_series(u.began_at, coalesce(u.ended_at, now()), '1 day')
    FROM kpi_rows r JOIN continuity_outage u ON u.id = r.outage_id
    UNION SELECT u.ended_at FROM kpi_rows r JOIN continuity_outage u ON u.id = r.outage_id
"""
DATED = (
    ("outage", "continuity_outage", COLUMNS, OF_OUTAGES),
    ("outage", "continuity_outage_services", ("service_id",), OF_LINKS),
    ("outage", "continuity_outage_care_areas", ("carearea_id",), OF_LINKS),
)


class Migration(migrations.Migration):
    dependencies = [("kpi", "0002_hear_changes"), ("continuity", "0001_outages")]
    operations = [migrations.RunSQL(hear.dated(*one), hear.dropped(f"kpi_hear_{one[1]}")) for one in DATED]
