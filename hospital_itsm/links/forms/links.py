"""The form of a link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.links.choices import Relation
from hospital_itsm.people.forms.setup_rows import choice_field, text_field


class LinkForm(forms.Form):
    """What this ticket is to another."""

    use_required_attribute = False
    relation = choice_field(_("What is it?"), Relation.choices)
    other = text_field(_("Number of the other ticket"), 20, required=True, hint=_("Such as INC-20418."))
