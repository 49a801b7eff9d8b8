import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """Whom a shift was taken from and why, and its version, so that nobody overwrites what they have not seen."""

    dependencies = [("people", "0018_tokens_for_the_demo")]

    operations = [
        migrations.AddField(
            model_name="oncallshift",
            name="covers",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="covered_shifts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="oncallshift",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="oncallshift", name="version", field=models.PositiveIntegerField(default=1)
        ),
        migrations.AddConstraint(
            model_name="oncallshift",
            constraint=models.CheckConstraint(
                condition=Q(covers__isnull=True) | ~Q(covers=F("user")), name="nobody_covers_for_themselves"
            ),
        ),
        migrations.AddConstraint(
            model_name="oncallshift",
            constraint=models.CheckConstraint(
                condition=Q(reason="") | Q(covers__isnull=False), name="a_reason_is_of_somebody_put_in"
            ),
        ),
    ]
