"""Which policy a ticket gets: the first by position whose conditions hold."""

from collections.abc import Mapping, Sequence

CONDITIONS = ("kind", "care_class", "team", "site", "category")


def applies(conditions: Mapping[str, Sequence[str]], facts: Mapping[str, str]) -> bool:
    """Do all conditions hold? Each names a fact and the codes it may have; no condition holds always.

    A condition outside CONDITIONS is a ValueError: a promise must not hang on a word nobody reads.
    """
    if unknown := set(conditions) - set(CONDITIONS):
        raise ValueError(f"Unknown conditions of a policy: {', '.join(sorted(unknown))}.")
    return all(facts.get(name, "") in allowed for name, allowed in conditions.items())
