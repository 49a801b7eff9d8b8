"""The three joint procedures of clinical engineering and IT, version 1."""

from dataclasses import asdict

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from hospital_itsm.procedures.rules.first_templates import TEMPLATES


def store(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store each template with its steps."""
    template_table = apps.get_model("procedures", "ProcedureTemplate")
    step_table = apps.get_model("procedures", "ProcedureStepTemplate")
    for one in TEMPLATES:
        made = template_table.objects.create(
            code=one.code,
            version=1,
            kind=one.kind,
            title=one.title,
            required_for=sorted(one.required_for),
            made_at=timezone.now(),
        )
        step_table.objects.bulk_create(
            step_table(template=made, position=position, **asdict(step))
            for position, step in enumerate(one.steps, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_ended_is_final")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
