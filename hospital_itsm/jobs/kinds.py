"""The register of kinds of jobs: apps say what a kind is called and which function works it.

register(Kind("asset.export", _("Export of assets"), work, steps={"writing": _("Writing rows")}))

`work(job, progress)` returns a Result or None. It may be called again after a kill, so it either writes nothing but
its result, or moves a mark in the transaction that stores its rows. It calls `progress(done, total, step)` often.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Result:
    """A file a job made, kept under a random name (`core.files.intake.keep`)."""

    stored_name: str
    file_name: str
    content_type: str
    size: int
    rows: int


class JobFailed(Exception):
    """The job cannot be done; `code` is one of the kind's `failures`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Kind:
    """One kind of job. `steps` and `failures` are the words of the codes its function uses.

    `canceled` says what a cancelled one leaves behind, and `ended` what a finished one without a file did.
    `may_have` is asked whenever the file is fetched: may its person still have it?
    """

    code: str
    title: "str | Promise"
    work: Callable[[Any, Any], Result | None]
    steps: Mapping[str, "str | Promise"] = field(default_factory=dict)
    failures: Mapping[str, "str | Promise"] = field(default_factory=dict)
    canceled: "str | Promise" = _("It was canceled. Nothing was kept.")
    ended: "str | Promise" = _("It is done.")
    may_have: Callable[[Any], bool] = lambda job: True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind, or replace the one of the same code."""
    _kinds[kind.code] = kind


def get(code: str) -> Kind:
    """The kind of this code. Raises KeyError for one nobody registered."""
    return _kinds[code]
