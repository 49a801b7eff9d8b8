"""Profiles of import sources, sheets of workbooks, steps and networks of known assets.

The first step of an asset's life goes only with an asset whose import is taken back; all else of the log of custody
stays append-only.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NEW = """
CREATE FUNCTION first_steps_go_with_an_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.verb = 'create' AND current_setting('assets.import_undo', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The log of custody is append-only.';
END $$;
DROP TRIGGER assets_statuschange_rows ON assets_statuschange;
CREATE TRIGGER assets_statuschange_rows BEFORE UPDATE OR DELETE ON assets_statuschange
    FOR EACH ROW EXECUTE FUNCTION first_steps_go_with_an_import();
"""
BACK = """
DROP TRIGGER assets_statuschange_rows ON assets_statuschange;
CREATE TRIGGER assets_statuschange_rows BEFORE UPDATE OR DELETE ON assets_statuschange
    FOR EACH ROW EXECUTE FUNCTION custody_is_append_only();
DROP FUNCTION first_steps_go_with_an_import();
"""


def keep_profiles(apps, schema_editor):
    """The columns that were chosen for each source last are its profile."""
    profiles = apps.get_model("assets", "AssetImportProfile")
    for run in apps.get_model("assets", "AssetImport").objects.exclude(source="").order_by("pk"):
        profiles.objects.update_or_create(
            name=run.source,
            defaults={
                "columns": [column for column, _field in run.mapping],
                "mapping": run.mapping,
                "date_format": run.date_format,
                "update_existing": run.update_existing,
                "saved_at": run.asked_at,
                "saved_by_id": run.asked_by_id,
            },
        )


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0008_asset_imports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssetImportProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("columns", models.JSONField(default=list)),
                ("mapping", models.JSONField(default=list)),
                ("date_format", models.CharField(max_length=3)),
                ("update_existing", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.RemoveIndex(
            model_name="assetimport",
            name="asset_import_of_source",
        ),
        migrations.AddField(
            model_name="assetimport",
            name="header_row",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="assetimport",
            name="sheet",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="assetimport",
            name="sheets",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="assetimportrow",
            name="network_before",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="assetimportrow",
            name="step",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="assetimportprofile",
            name="saved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(keep_profiles, migrations.RunPython.noop),
        migrations.RunSQL(NEW, BACK),
    ]
