"""The form of a service in the set-up."""

from django.utils.translation import gettext_lazy as _

from assets.choices import Tier
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.forms.people import TEAMS
from hospital_itsm.people.forms.setup_rows import RowForm, choice_field, code_field, row_field, text_field


class ServiceForm(RowForm):
    """A service, its recovery tier and the queue that answers for it."""

    code = code_field(12, _("Short and lasting, such as A001. It is never changed."))
    name = text_field(_("Name"), 120, required=True)
    tier = choice_field(_("Tier"), Tier.choices, hint=_("How soon it must be back."))
    domain = choice_field(_("Answers to"), Domain.choices)
    team = row_field(_("Queue"), TEAMS, empty=_("None"), hint=_("Reports that name the service go there."))
