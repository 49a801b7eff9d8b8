"""The form of an account number of a vendor."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.setup_rows import tick_field
from vendors.forms.fields import VersionForm, line
from vendors.models import AccountNumber


class AccountForm(VersionForm):
    """A number, and what it is for."""

    label = line(
        _("What it is for"),
        required=_("Say what the number is for, such as: imaging service."),
        most=60,
        hint=_("Such as imaging service, or Women & Children."),
    )
    number = line(_("Number to read out"), required=_("Type the number as it is read out."), most=60)
    is_active = tick_field(_("In use"), _("Without it nobody reads it out any more."))


def account_fields(account: AccountNumber) -> dict[str, Any]:
    """The present values for AccountForm."""
    return {name: getattr(account, name) for name in AccountForm.base_fields}
