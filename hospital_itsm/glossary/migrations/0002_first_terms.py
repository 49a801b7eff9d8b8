"""The 66 terms of the field, and what the wards say."""

from dataclasses import asdict

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hospital_itsm.glossary.rules.first_terms import TERMS, WARD_TERMS


def store(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store each term."""
    table = apps.get_model("glossary", "GlossaryTerm")
    table.objects.bulk_create(
        table(**{**asdict(one), "synonyms": list(one.synonyms)}) for one in (*TERMS, *WARD_TERMS)
    )


class Migration(migrations.Migration):
    dependencies = [("glossary", "0001_initial")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
