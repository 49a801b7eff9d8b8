"""PostgreSQL refuses to change or remove the history of clocks, and policies once they are written.

A policy is edited by inserting its next version: open tickets keep the version they got.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION tickets_row_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are final: add a row instead.', TG_TABLE_NAME;
END $$;
"""
TRIGGER = """
CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION tickets_row_is_final();
CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION tickets_row_is_final();
"""
DROP = "DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_all ON {table};"
TABLES = (
    "tickets_clocksegment",
    "tickets_clocktargethistory",
    "tickets_slapolicy",
    "tickets_slatarget",
    "tickets_escalationstep",
)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_numbers")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION tickets_row_is_final();"),
        *[migrations.RunSQL(TRIGGER.format(table=table), DROP.format(table=table)) for table in TABLES],
    ]
