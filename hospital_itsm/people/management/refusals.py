"""Refusals of an action as a command says them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from hospital_itsm.core.errors import Refused, ValueRefused
from hospital_itsm.people.models import User


@contextmanager
def refusals_as_errors() -> Iterator[None]:
    """Turn a refusal inside the block into the command's error, each field with its mend."""
    try:
        yield
    except ValueRefused as refusal:
        raise CommandError(
            "\n".join(f"{name}: {words}" for name, words in refusal.errors.items())
        ) from refusal
    except Refused as refusal:
        raise CommandError(refusal.message) from refusal


def account(username: str) -> User:
    """The account of that user name, whatever its case; CommandError for none."""
    found = User.objects.filter(username__iexact=username).first()
    if found is None:
        raise CommandError(f"There is no account {username}.")
    return found
