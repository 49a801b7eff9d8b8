"""The pages of categories."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.views.setup_rows import RowKind
from hospital_itsm.setup.actions import categories
from hospital_itsm.setup.forms.category import CategoryForm
from tickets.models import Category

CATEGORIES: Final = RowKind(
    name="category",
    plural="categories",
    app="setup",
    title=_("Categories"),
    intro=_("What a report is about, and the queue it goes to. The desk finds the category from the words."),
    add_words=_("Add a category"),
    retire_words=_("Retire the category"),
    retire_hint=_("No new ticket gets it. Tickets that have it keep it."),
    icon="list",
    form=CategoryForm,
    rows=lambda: Category.objects.select_related("team"),
    columns=((_("Queue"), lambda row: row.team or _("First line")),),
    searched=("code", "name", "team__name", "team__code"),
    add=categories.add_category,
    change=categories.change_category,
    retire=categories.retire_category,
    restore=categories.restore_category,
)
