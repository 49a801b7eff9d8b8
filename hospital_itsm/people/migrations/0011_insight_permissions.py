"""Let leaders, managers and auditors of an existing installation read figures, and some set targets."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hospital_itsm.people.rules.roles import permissions_of

NEW = "insight."
BEFORE = ("vp_infrastructure", "vp_applications", "cio", "cmio")


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the new permissions of each role to those it has."""
    for role in apps.get_model("people", "Role").objects.all():
        added = {name for name in permissions_of(role.code) if name.startswith(NEW)}
        role.permissions = sorted({*role.permissions, *added})
        role.save(update_fields=["permissions"])


def take(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again, but from those who had them before."""
    for role in apps.get_model("people", "Role").objects.exclude(code__in=BEFORE):
        role.permissions = [name for name in role.permissions if not name.startswith(NEW)]
        role.save(update_fields=["permissions"])


class Migration(migrations.Migration):
    dependencies = [("people", "0010_budget_permissions")]
    operations = [migrations.RunPython(give, take)]
