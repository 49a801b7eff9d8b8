"""The register of audit verbs: an entry with an unregistered verb cannot be written."""

from django.utils.functional import Promise

_verbs: dict[str, "str | Promise"] = {}


def register(verb: str, sentence: "str | Promise") -> None:
    """Register a verb (`noun.verb`) with the words the timeline shows; the same verb twice must say the same."""
    if verb in _verbs and str(_verbs[verb]) != str(sentence):
        raise ValueError(f"Audit verb {verb} is registered twice.")
    _verbs[verb] = sentence


def known(verb: str) -> bool:
    """Is the verb registered?"""
    return verb in _verbs


def sentence(verb: str) -> str:
    """The words for a verb, or the verb itself for entries of an earlier release."""
    return str(_verbs.get(verb, verb))


def registered() -> dict[str, str]:
    """All verbs and their words."""
    return {verb: str(words) for verb, words in _verbs.items()}
