from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models.functions.text import Upper

FILL = """
UPDATE tickets_ticketsearch AS found SET title = ticket.title, reversed_key = reverse(ticket.key)
FROM tickets_ticket AS ticket WHERE ticket.id = found.ticket_id
"""


class Migration(migrations.Migration):
    dependencies = [("tickets", "0014_moments_that_are_counted")]

    operations = [
        migrations.AddField(
            model_name="ticketsearch",
            name="reversed_key",
            field=models.CharField(default="", max_length=16),
        ),
        migrations.AddField(
            model_name="ticketsearch",
            name="title",
            field=models.CharField(default="", max_length=120),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="attachment",
            index=GinIndex(OpClass(Upper("file_name"), "gin_trgm_ops"), name="attachment_name_pieces"),
        ),
        migrations.AddIndex(
            model_name="ticketsearch",
            index=GinIndex(OpClass("title", "gin_trgm_ops"), name="search_title_pieces"),
        ),
        migrations.AddIndex(
            model_name="ticketsearch",
            index=models.Index(OpClass("reversed_key", "varchar_pattern_ops"), name="search_reversed_key"),
        ),
    ]
