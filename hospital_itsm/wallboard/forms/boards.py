"""The form of a wallboard."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.continuity.forms.outages import boxes, service_choices
from hospital_itsm.people.forms.setup_rows import RowForm, code_field, row_field, text_field
from hospital_itsm.people.models import Site


class BoardForm(RowForm):
    """What a screen shows and where it stands."""

    code = code_field(30, _("Stands in its address, such as ops-center."))
    name = text_field(_("Name"), 60, required=True, hint=_("Stands on top of the screen."))
    site = row_field(_("Site"), Site.objects.filter(is_active=True).order_by("name"), empty=_("All sites"))
    networks = text_field(
        _("Networks"),
        400,
        hint=_(
            "Where the screen stands, such as 10.20.30.0/24. Empty: this machine and private networks "
            "(10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, fc00::/7)."
        ),
        spellcheck="false",
    )
    services = boxes(
        _("Services"),
        service_choices,
        hint=_("At most 14. None chosen: those in trouble and the most critical ones."),
    )

    def clean_services(self) -> list[str]:
        """The codes in a steady order."""
        return sorted(self.cleaned_data["services"])
