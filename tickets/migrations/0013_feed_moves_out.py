from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tickets", "0012_visits"), ("feed", "0001_rows_of_the_feed")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="ChangeRecord")]),
    ]
