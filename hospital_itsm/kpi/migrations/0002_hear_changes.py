"""Triggers that note what figures have to count again, in the transaction of the change, whoever makes it.

A statement notes each day once. What a changed row counted on before and counts on now is known only here.
"""

from collections.abc import Sequence

from django.db import migrations

TICKET_COLUMNS = (
    "kind", "is_restricted", "merged_into_id", "care_area_id", "team_id", "asset_id", "category_id", "source",
    "phi_decision", "is_patient_safety", "care_answer", "priority", "impact", "reopened_count", "close_code",
)  # fmt: skip
TICKET_MOMENTS = (
    "opened_at", "responded_at", "restored_at", "resolved_at", "first_resolved_at", "closed_at",
)  # fmt: skip
OF_TICKETS = """
    SELECT unnest(ARRAY[{moments}]) FROM kpi_rows r
    UNION SELECT unnest(ARRAY[c.stopped_at, c.breached_at]) FROM kpi_rows r JOIN tickets_clock c ON c.ticket_id = r.id
    UNION SELECT g.rated_at FROM kpi_rows r JOIN tickets_rating g ON g.ticket_id = r.id
""".format(moments=", ".join(f"r.{name}" for name in TICKET_MOMENTS))
OF_CLOCKS = "SELECT unnest(ARRAY[r.stopped_at, r.breached_at]) FROM kpi_rows r"
OF_RATINGS = """
    SELECT unnest(ARRAY[r.rated_at, t.first_resolved_at]) FROM kpi_rows r JOIN tickets_ticket t ON t.id = r.ticket_id
"""
OF_HANDOVERS = """
    SELECT unnest(ARRAY[t.opened_at, t.first_resolved_at]) FROM kpi_rows r JOIN tickets_ticket t ON t.id = r.ticket_id
"""
OF_DEVICES = """
    SELECT unnest(ARRAY[t.opened_at, t.resolved_at]) FROM kpi_rows r JOIN tickets_ticket t ON t.asset_id = r.id
"""
OF_RECALLS = """
    SELECT unnest(ARRAY[r.closed_at, r.triaged_at, r.close_by]) FROM kpi_rows r
    UNION SELECT n.received_at FROM kpi_rows r JOIN assets_recallnotice n ON n.id = r.notice_id
"""
OF_NOTICES = """
    SELECT unnest(ARRAY[c.closed_at, c.triaged_at, c.close_by, r.received_at])
    FROM kpi_rows r JOIN assets_recallcase c ON c.notice_id = r.id
"""
STILL = "CASE WHEN {row}.stopped_at IS NULL THEN NULL ELSE {row}.consumed END"
DATED: tuple[tuple[str, str, Sequence[str], str], ...] = (
    ("ticket", "tickets_ticket", (*TICKET_COLUMNS, *TICKET_MOMENTS), OF_TICKETS),
    (
        "clock", "tickets_clock",
        ("outcome", "stopped_at", "breached_at", "breach_by_reprioritisation", STILL), OF_CLOCKS,
    ),
    ("rating", "tickets_rating", ("score",), OF_RATINGS),
    ("handover", "tickets_handover", ("state",), OF_HANDOVERS),
    ("asset", "assets_asset", ("asset_class", "life_support", "high_risk", "model_id"), OF_DEVICES),
    ("recall", "assets_recallcase", ("closed_at", "triaged_at", "close_by", "treated_as", "dismissed_because"), OF_RECALLS),
    ("recall", "assets_recallnotice", ("recall_class", "received_at"), OF_NOTICES),
)  # fmt: skip
STATES = (
    ("asset", "assets_asset"),
    ("asset", "assets_devicemodel"),
    ("network", "assets_networkprofile"),
    ("pm", "cmms_pmstatus"),
    ("service", "assets_service"),
    ("license", "assets_license"),
    ("contract", "vendors_contract"),
    ("vendor", "vendors_vendor"),
    ("baa", "vendors_baa"),
    ("budget", "budget_fiscalyear"),
    ("budget", "budget_budgetline"),
    ("budget", "budget_linecontract"),
    ("budget", "budget_spentmonth"),
    ("recall", "assets_recallcase"),
)
WHOLE = (("people_team", ("domain",)), ("people_carearea", ("site_id", "care_class")))
"""What places every ticket there is: a change of it asks for all history anew."""


def compared(columns: Sequence[str], row: str) -> str:
    """The columns of a row as one value."""
    return ", ".join(one.format(row=row) if "{" in one else f"{row}.{one}" for one in columns)


def changed(columns: Sequence[str]) -> str:
    """The condition that an update changed one of the columns."""
    return f"ROW({compared(columns, 'o')}) IS DISTINCT FROM ROW({compared(columns, 'n')})"


def triggers(table: str, name: str) -> str:
    """One trigger for each kind of statement, because rows before and after cannot be named together in one."""
    given = {"INSERT": "NEW TABLE AS kpi_new", "UPDATE": "OLD TABLE AS kpi_old NEW TABLE AS kpi_new", "DELETE": "OLD TABLE AS kpi_old"}  # fmt: skip
    return "".join(
        f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON {table} REFERENCING {rows} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}();\n"
        for event, rows in given.items()
    )


def dated(source: str, table: str, columns: Sequence[str], moments: str) -> str:
    """A function that notes the days on which the changed rows counted and count now."""
    name = f"kpi_hear_{table}"
    note = f"""INSERT INTO kpi_heardchange (source, day)
    SELECT DISTINCT '{source}', (m.at AT TIME ZONE 'UTC')::date FROM ({moments}) AS m(at) WHERE m.at IS NOT NULL;"""
    both = f"""(SELECT o.* FROM kpi_old o JOIN kpi_new n USING (id) WHERE {changed(columns)}
    UNION ALL SELECT n.* FROM kpi_old o JOIN kpi_new n USING (id) WHERE {changed(columns)})"""
    bodies = {
        "INSERT": note.replace("kpi_rows", "kpi_new"),
        "UPDATE": note.replace("kpi_rows", both),
        "DELETE": note.replace("kpi_rows", "kpi_old"),
    }
    branches = "\n  ELSIF ".join(f"TG_OP = '{event}' THEN {body}" for event, body in bodies.items())
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {branches}
  END IF;
  RETURN NULL;
END $$;
{triggers(table, name)}"""


def state(source: str, table: str) -> str:
    """A trigger that notes that states of today may have changed, where a statement changed a row at all."""
    name = f"kpi_hear_{table}_state"
    here = f"INSERT INTO kpi_heardchange (source) SELECT '{source}' WHERE EXISTS (SELECT 1 FROM {{rows}});"
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN {here.format(rows="kpi_old")} ELSE {here.format(rows="kpi_new")} END IF;
  RETURN NULL;
END $$;
{triggers(table, name)}"""


def whole(table: str, columns: Sequence[str]) -> str:
    """A trigger that asks for everything about tickets anew."""
    name = f"kpi_hear_{table}"
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kpi_heardchange (source) SELECT 'place' WHERE EXISTS (
    SELECT 1 FROM kpi_old o JOIN kpi_new n USING (id) WHERE {changed(columns)});
  RETURN NULL;
END $$;
CREATE TRIGGER {name}_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS kpi_old NEW TABLE AS kpi_new
FOR EACH STATEMENT EXECUTE FUNCTION {name}();"""


def dropped(name: str) -> str:
    """Take a function away with its triggers."""
    return f"DROP FUNCTION {name}() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("kpi", "0001_snapshots"),
        ("assets", "0011_devices_with_patient_data"),
        ("budget", "0001_plans_and_costs"),
        ("cmms", "0001_sources_and_rows"),
        ("people", "0010_budget_permissions"),
        ("tickets", "0013_feed_moves_out"),
        ("vendors", "0012_contacts"),
    ]
    operations = [
        *(migrations.RunSQL(dated(*one), dropped(f"kpi_hear_{one[1]}")) for one in DATED),
        *(migrations.RunSQL(state(*one), dropped(f"kpi_hear_{one[1]}_state")) for one in STATES),
        *(migrations.RunSQL(whole(*one), dropped(f"kpi_hear_{one[0]}")) for one in WHOLE),
    ]
