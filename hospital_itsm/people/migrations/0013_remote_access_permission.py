"""Let the managers and security of an existing installation approve remote access of vendors."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hospital_itsm.people.rules.roles import permissions_of

NEW = "remote_access.approve"


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the new permission to the roles that have it on a fresh installation."""
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
    dependencies = [("people", "0012_purchase_permissions")]
    operations = [migrations.RunPython(give, take)]
