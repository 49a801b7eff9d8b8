"""Purchases ask the manager of their domain first, where the rule still is the one a hospital begins with."""

from django.db import migrations, models

FIRST = {"code": "PURCHASE-MANAGER", "name": "Purchases: IT manager", "approver": "it_manager"}
NOW = {"name": "Purchases: manager of the domain", "approver": "domain_manager"}


def ask_the_manager(apps, schema_editor):
    apps.get_model("approvals", "ApprovalRule").objects.filter(**FIRST).update(**NOW)


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0003_people_involved"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="approvalrule",
            name="rule_approver_is_known",
        ),
        migrations.AlterField(
            model_name="approvalrule",
            name="approver",
            field=models.CharField(
                choices=[
                    ("vendor_manager", "Vendor manager"),
                    ("it_manager", "IT manager"),
                    ("htm_manager", "HTM manager"),
                    ("domain_manager", "Manager of the domain"),
                    ("domain_leader", "VP of the domain"),
                    ("finance", "Finance"),
                    ("cio", "CIO"),
                    ("privacy", "Privacy"),
                    ("security", "CISO or security"),
                ],
                max_length=20,
                verbose_name="approver",
            ),
        ),
        migrations.AlterField(
            model_name="approvalstep",
            name="approver",
            field=models.CharField(
                choices=[
                    ("vendor_manager", "Vendor manager"),
                    ("it_manager", "IT manager"),
                    ("htm_manager", "HTM manager"),
                    ("domain_manager", "Manager of the domain"),
                    ("domain_leader", "VP of the domain"),
                    ("finance", "Finance"),
                    ("cio", "CIO"),
                    ("privacy", "Privacy"),
                    ("security", "CISO or security"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "approver__in",
                        [
                            "vendor_manager",
                            "it_manager",
                            "htm_manager",
                            "domain_manager",
                            "domain_leader",
                            "finance",
                            "cio",
                            "privacy",
                            "security",
                        ],
                    )
                ),
                name="rule_approver_is_known",
            ),
        ),
        migrations.RunPython(ask_the_manager, migrations.RunPython.noop),
    ]
