"""The form that lets somebody follow."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.setup_rows import text_field

HINT = _("Such as dana.reyes. They have to see the ticket.")


class FollowerForm(forms.Form):
    """Who."""

    use_required_attribute = False
    person = text_field(_("User name"), most=60, required=True, hint=HINT)
