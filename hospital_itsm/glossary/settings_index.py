"""What the glossary puts into the index of the set-up."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.setup_index import Setting, register

GLOSSARY = Setting(
    _("Glossary"),
    "glossary:glossary",
    _("What IT and clinical engineering mean, and the words that search treats as the same."),
    _("term word synonym language definition abbreviation tooltip"),
    "book-2",
    70,
)


def fill() -> None:
    """Register the page."""
    register(GLOSSARY)
