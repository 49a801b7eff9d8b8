"""Let patient safety and the HTM manager of an existing installation read device-related patient events."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hospital_itsm.people.rules.roles import permissions_of

NEW = "patient_event.read"


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the permission to the roles of the table that have it."""
    for role in apps.get_model("people", "Role").objects.all():
        if NEW in permissions_of(role.code):
            role.permissions = sorted({*role.permissions, NEW})
            role.save(update_fields=["permissions"])


def take(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    for role in apps.get_model("people", "Role").objects.all():
        role.permissions = [name for name in role.permissions if name != NEW]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0007_retired_calendars")]
    operations = [migrations.RunPython(give, take)]
