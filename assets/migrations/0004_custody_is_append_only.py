"""PostgreSQL refuses to change or delete rows of the logs of movement and life, and signed certificates."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION custody_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log of custody is append-only.';
END $$;
"""
TRIGGER = """
CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION custody_is_append_only();
"""
TABLES = ("assets_movement", "assets_statuschange", "assets_sanitizationcertificate")


class Migration(migrations.Migration):
    dependencies = [("assets", "0003_inventory")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION custody_is_append_only();"),
        *[
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER {table}_rows ON {table};")
            for table in TABLES
        ],
    ]
