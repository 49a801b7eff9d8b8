"""The table of the feed moves here with its rows: readers keep their places."""

from django.db import migrations, models

import hospital_itsm.feed.models

MOVE = """
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE tickets_changerecord RENAME TO feed_change;
    ALTER SEQUENCE tickets_changerecord_id_seq RENAME TO feed_change_id_seq;
    ALTER TABLE feed_change ADD COLUMN subject bigint, ADD COLUMN label varchar(120);
    UPDATE feed_change SET subject = coalesce(ticket_id, notice_id), label = coalesce(
        (SELECT key FROM tickets_ticket WHERE tickets_ticket.id = feed_change.ticket_id), 'notice ' || notice_id
    );
    ALTER TABLE feed_change ALTER COLUMN subject SET NOT NULL, ALTER COLUMN label SET NOT NULL,
        ALTER COLUMN kind TYPE varchar(20), DROP COLUMN ticket_id, DROP COLUMN notice_id;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("tickets", "0012_visits")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(MOVE)],
            state_operations=[
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "transaction",
                            models.BigIntegerField(db_default=hospital_itsm.feed.models.CurrentTransaction()),
                        ),
                        ("kind", models.CharField(max_length=20)),
                        ("subject", models.BigIntegerField()),
                        ("label", models.CharField(max_length=120)),
                        ("verb", models.CharField(max_length=60)),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("at", models.DateTimeField()),
                    ],
                    options={"indexes": [models.Index(fields=["transaction", "id"], name="change_feed")]},
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["kind", "subject", "id"], name="changes_of_one"),
        ),
    ]
