"""Let duty and IT managers of an existing installation open restricted tickets in an emergency, privacy review it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hospital_itsm.people.rules.roles import permissions_of

NEW = {"ticket.break_glass", "opening.review"}


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the new permissions to the roles that have them on a fresh installation."""
    for role in apps.get_model("people", "Role").objects.all():
        new = [name for name in permissions_of(role.code) if name in NEW]
        if new:
            role.permissions = sorted({*role.permissions, *new})
            role.save(update_fields=["permissions"])


def take(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    for role in apps.get_model("people", "Role").objects.all():
        role.permissions = [name for name in role.permissions if name not in NEW]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0015_workstation_epochs")]
    operations = [migrations.RunPython(give, take)]
