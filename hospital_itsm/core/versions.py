"""Changes of what somebody else changed meanwhile."""

from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.core.errors import StaleVersion


def refuse_overtaken(row: Any, version: int | None) -> None:
    """Raise StaleVersion where the row, already locked, is not in the version its writer read; None skips this."""
    if version is not None and version != row.version:
        words = _("It was changed after you opened this page. Compare, then save yours again.")
        raise StaleVersion(words, current=row.version, given=version)
