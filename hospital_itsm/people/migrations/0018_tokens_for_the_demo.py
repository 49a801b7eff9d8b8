from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Tokens that are confined to the demo hospital say so in their words and in their row, always both."""

    dependencies = [("people", "0017_preferences")]

    operations = [
        migrations.AddField(
            model_name="apitoken", name="demo_only", field=models.BooleanField(default=False)
        ),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=models.CheckConstraint(
                condition=Q(demo_only=True, prefix__startswith="demo")
                | (Q(demo_only=False) & ~Q(prefix__startswith="demo")),
                name="a_token_for_the_demo_says_so_in_its_words",
            ),
        ),
    ]
