"""The letters somebody gives the single-key shortcuts."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.people.actions.accounts import prefer
from hospital_itsm.people.key_words import WORDS
from hospital_itsm.people.rules.keys import TAKEN, faults, moved

KEYS: Final = "keys"


@housekeeping("A preference of the person's own pages.")
def choose_keys(letters: Mapping[str, str], *, actor: Any) -> Any:
    """Keep the letters that differ from the usual ones. Raises ValueRefused naming each that cannot be."""
    if found := faults(letters):
        raise ValueRefused({usual: _words(letters[usual], *fault) for usual, fault in found.items()})
    return prefer(actor=actor, **{KEYS: moved(letters) or None})


def _words(letter: str, fault: str, other: str) -> str:
    if fault != TAKEN:
        return _("Write one letter from A to Z.")
    said = {"letter": letter.strip().upper(), "words": WORDS[other]}
    return _("%(letter)s stands for “%(words)s”. Choose another letter.") % said
