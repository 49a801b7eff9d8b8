"""Work out by which spelling the vendors of an existing installation are found."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def compare(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Save every vendor once: the column works itself out."""
    for vendor in apps.get_model("vendors", "Vendor").objects.all():
        vendor.save(update_fields=["compared_name"])


class Migration(migrations.Migration):
    dependencies = [("vendors", "0002_names_and_kinds")]
    operations = [migrations.RunPython(compare, migrations.RunPython.noop)]
