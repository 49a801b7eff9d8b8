"""The form of a category."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.forms.people import TEAMS
from hospital_itsm.people.forms.setup_rows import RowForm, code_field, row_field, text_field


class CategoryForm(RowForm):
    """A category and the queue that works it."""

    code = code_field(40, _("A group, a dot and a name, such as net.wired. It is never changed."))
    name = text_field(_("Name"), 80, required=True)
    team = row_field(
        _("Queue"),
        TEAMS,
        empty=_("The first line, SD-L1"),
        hint=_("Reports of this category go there. Open tickets stay where they are."),
    )
