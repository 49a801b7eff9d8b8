"""The words of updates that a fresh installation begins with: three for the first minutes, no change, works again."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIRST = (
    (
        "known",
        "Known problem",
        "We know that {{ services }} does not work since {{ began }}. We are working on it. Next update by {{ next_update }}.",
    ),
    (
        "cause_known",
        "Cause known, fix expected",
        "We found the cause of the problem with {{ services }} and are fixing it. Next update by {{ next_update }}.",
    ),
    (
        "use_downtime",
        "Cause unknown, use downtime procedures",
        "{{ services }} stays down for longer. Use your downtime procedures: {{ units }}. Next update by {{ next_update }}.",
    ),
    ("no_change", "No change", "No change for {{ services }}. Next update by {{ next_update }}."),
    (
        "restored",
        "Works again",
        "{{ services }} works again. Enter what you wrote on paper, and tell us at once if anything is still wrong.",
    ),
)


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Store those that are not there."""
    template = apps.get_model("continuity", "UpdateTemplate")
    for position, (code, name, body) in enumerate(FIRST, 1):
        template.objects.get_or_create(code=code, defaults={"name": name, "body": body, "position": position})


class Migration(migrations.Migration):
    dependencies = [("continuity", "0002_major_incidents")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
