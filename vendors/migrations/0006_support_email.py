"""Say whose address it is: the vendor's support, no person's."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vendors", "0005_external_numbers")]
    operations = [migrations.RenameField("vendor", "email", "support_email")]
