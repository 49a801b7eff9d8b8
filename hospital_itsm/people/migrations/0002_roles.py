"""Store the roles of a fresh installation."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hospital_itsm.people.rules.roles import PERMISSIONS, permissions_of


def store_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add every role that is missing, with its permissions."""
    role = apps.get_model("people", "Role")
    for code in PERMISSIONS:
        role.objects.get_or_create(code=code, defaults={"permissions": list(permissions_of(code))})


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(store_roles, migrations.RunPython.noop)]
