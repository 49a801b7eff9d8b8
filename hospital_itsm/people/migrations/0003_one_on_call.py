"""PostgreSQL refuses two people on call for the same team and level at the same time."""

from django.db import migrations

ADD = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE people_oncallshift ADD CONSTRAINT one_person_on_call_at_a_time EXCLUDE USING gist (
    level WITH =, (coalesce(team_id, 0)) WITH =, tstzrange(starts_at, ends_at) WITH &&
);
"""
DROP = "ALTER TABLE people_oncallshift DROP CONSTRAINT one_person_on_call_at_a_time;"


class Migration(migrations.Migration):
    dependencies = [("people", "0002_roles")]
    operations = [migrations.RunSQL(ADD, DROP)]
