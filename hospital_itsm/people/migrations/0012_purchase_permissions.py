"""Let those who answer for money in an existing installation ask for purchases, order and receive."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hospital_itsm.people.rules.roles import permissions_of

NEW = "purchase."


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the new permissions of each role to those it has."""
    for role in apps.get_model("people", "Role").objects.all():
        added = {name for name in permissions_of(role.code) if name.startswith(NEW)}
        role.permissions = sorted({*role.permissions, *added})
        role.save(update_fields=["permissions"])


def take(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    for role in apps.get_model("people", "Role").objects.all():
        role.permissions = [name for name in role.permissions if not name.startswith(NEW)]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0011_insight_permissions")]
    operations = [migrations.RunPython(give, take)]
