"""The rules a hospital begins with, in US dollars; administrators change them under Settings."""

from decimal import Decimal

from django.db import migrations

RULES = (
    ("CONTRACT-LEADER", "Contracts: VP of the domain", "contract", 0, "domain_leader"),
    ("CONTRACT-FINANCE", "Contracts: finance", "contract", 50_000, "finance"),
    ("CONTRACT-CIO", "Contracts: CIO", "contract", 250_000, "cio"),
    ("PURCHASE-MANAGER", "Purchases: IT manager", "purchase", 0, "it_manager"),
    ("PURCHASE-LEADER", "Purchases: VP of the domain", "purchase", 5_000, "domain_leader"),
    ("PURCHASE-FINANCE", "Purchases: finance", "purchase", 50_000, "finance"),
    ("PURCHASE-CIO", "Purchases: CIO", "purchase", 100_000, "cio"),
)


def add(apps, schema_editor):
    rules = apps.get_model("approvals", "ApprovalRule")
    rules.objects.bulk_create(
        rules(code=code, name=name, kind=kind, from_amount=Decimal(amount), currency="USD", approver=approver)
        for code, name, kind, amount, approver in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_requests_and_rules")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
