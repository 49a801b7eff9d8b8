"""PostgreSQL refuses UPDATE, DELETE and TRUNCATE of audit entries and seals, whoever asks."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only.';
END $$;
"""
TRIGGER = """
CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
"""
DROP = "DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_all ON {table};"
TABLES = ("audit_auditentry", "audit_seal")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION audit_is_append_only();"),
        *[migrations.RunSQL(TRIGGER.format(table=table), DROP.format(table=table)) for table in TABLES],
    ]
