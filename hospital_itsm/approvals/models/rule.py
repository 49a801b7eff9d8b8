"""From which amount on who approves what."""

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hospital_itsm.approvals.choices import Approver
from hospital_itsm.people.models.setup_row import SetupRow

CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Use the code of a currency, such as USD."))
NOT_NEGATIVE = MinValueValidator(Decimal(0))


class ApprovalRule(SetupRow):
    """One rung of the ladder of a kind of subject. Requests keep the steps they were asked with."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("what"), max_length=20)
    from_amount = models.DecimalField(
        _("from amount"),
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        validators=[NOT_NEGATIVE],
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        validators=[CURRENCY],
    )
    approver = models.CharField(_("approver"), max_length=20, choices=Approver.choices)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        ordering = ["kind", "currency", "from_amount", "position", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approver__in=Approver.values), name="rule_approver_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(from_amount__gte=0), name="rule_amount_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name
