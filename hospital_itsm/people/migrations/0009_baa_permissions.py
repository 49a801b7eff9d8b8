"""Let privacy, security and the vendor manager of an existing installation keep business associate agreements."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hospital_itsm.people.rules.roles import permissions_of

NEW = {"baa.manage", "baa.override"}


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the new permissions of each role to those it has."""
    for role in apps.get_model("people", "Role").objects.all():
        role.permissions = sorted({*role.permissions, *(NEW & set(permissions_of(role.code)))})
        role.save(update_fields=["permissions"])


def take(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    for role in apps.get_model("people", "Role").objects.all():
        role.permissions = [name for name in role.permissions if name not in NEW]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0008_patient_event_permission")]
    operations = [migrations.RunPython(give, take)]
