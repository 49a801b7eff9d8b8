"""Triggers that note on which days vendors' promises, major incidents and notice dates count."""

import importlib

from django.db import migrations

hear = importlib.import_module("hospital_itsm.kpi.migrations.0002_hear_changes")

OF_MAJOR = "SELECT unnest(ARRAY[{0}.promoted_at, {0}.restored_at, {0}.stood_down_at, {0}.reviewed_at, {1}])"
DUE = "{0}.review_due_on::timestamp AT TIME ZONE 'UTC'"
MAJORS = OF_MAJOR.format("r", DUE.format("r")) + " FROM kpi_rows r"
BEHIND = (
    OF_MAJOR.format("u", DUE.format("u")) + " FROM kpi_rows r JOIN continuity_majorincident u ON u.id = r."
)
NOTICE = "SELECT r.notice_on::timestamp AT TIME ZONE 'UTC' FROM kpi_rows r"
MAJOR_COLUMNS = (
    "promoted_at", "began_at", "restored_at", "stood_down_at", "reviewed_at", "review_due_on", "ticket_id",
)  # fmt: skip
DATED = (
    ("major", "continuity_majorincident", MAJOR_COLUMNS, MAJORS),
    ("major", "continuity_majorincident_services", ("service_id",), BEHIND + "majorincident_id"),
    ("major", "continuity_majorarea", ("care_area_id",), BEHIND + "major_id"),
    ("major", "continuity_majorupdate", ("posted_at", "next_update_due"), BEHIND + "major_id"),
    (
        "vendor_task", "underpinning_vendorclock", ("state", "settled_at"),
        "SELECT r.settled_at FROM kpi_rows r",
    ),
    (
        "vendor_task", "underpinning_vendortask", ("answered_at", "handed_at", "ended_at"),
        "SELECT unnest(ARRAY[r.answered_at, r.handed_at, r.ended_at]) FROM kpi_rows r",
    ),
    ("notice", "vendors_contract", ("notice_on", "status", "domain"), NOTICE),
    ("notice", "vendors_decisionrecord", ("notice_on", "decided_at"), NOTICE),
)  # fmt: skip
STATES = (("vendor_case", "vendor_work_vendorcase"), ("vendor_case", "vendor_work_caseticket"))
TICKETS = hear.changed(("is_restricted", "care_area_id", "team_id"))
OF_TICKETS = f"""
CREATE FUNCTION kpi_hear_ticket_of_vendor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_heardchange (source, day)
  SELECT DISTINCT 'vendor_task', (m.at AT TIME ZONE 'UTC')::date FROM (
    SELECT unnest(ARRAY[k.handed_at, k.answered_at, c.settled_at])
    FROM kpi_old o JOIN kpi_new n USING (id) JOIN underpinning_vendortask k ON k.ticket_id = n.id
         LEFT JOIN underpinning_vendorclock c ON c.task_id = k.id
    WHERE {TICKETS}) AS m(at) WHERE m.at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER kpi_hear_ticket_of_vendor_update AFTER UPDATE ON tickets_ticket
REFERENCING OLD TABLE AS kpi_old NEW TABLE AS kpi_new FOR EACH STATEMENT EXECUTE FUNCTION kpi_hear_ticket_of_vendor();
"""
"""A ticket that is restricted, or that another team has, moves what its vendor did."""


class Migration(migrations.Migration):
    dependencies = [
        ("kpi", "0003_hear_outages"),
        ("continuity", "0002_major_incidents"),
        ("underpinning", "0001_vendor_tasks_clocks_and_promises"),
        ("vendor_work", "0001_cases_and_sessions"),
        ("vendors", "0012_contacts"),
    ]
    operations = [
        *(migrations.RunSQL(hear.dated(*one), hear.dropped(f"kpi_hear_{one[1]}")) for one in DATED),
        *(migrations.RunSQL(hear.state(*one), hear.dropped(f"kpi_hear_{one[1]}_state")) for one in STATES),
        migrations.RunSQL(OF_TICKETS, hear.dropped("kpi_hear_ticket_of_vendor")),
    ]
