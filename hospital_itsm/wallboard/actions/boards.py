"""Keeping wallboards and the addresses that open them."""

import re
import secrets
from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.networks import NoNetwork, read_networks
from hospital_itsm.people.actions.setup_rows import add_row, change_row, locked, refuse_stale, set_active
from hospital_itsm.people.rules.tokens import hash_secret
from hospital_itsm.wallboard.models import MOST_SERVICES, Board

SECRET_BYTES: Final = 32
CODE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
MAKE_WORDS: Final = gettext_lazy("made an address of the wallboard")


@action("wallboard.add", gettext_lazy("added the wallboard"))
def add_board(*, actor: Any, fields: Mapping[str, Any]) -> Board:
    """Store a board; nothing opens it before an address is made. Raises Forbidden, ValueRefused."""
    if not CODE.match(fields.get("code", "")):
        raise ValueRefused({"code": _("Use lower-case letters, digits and hyphens, such as ops-center.")})
    return add_row(Board(), _plain(fields), actor=actor, verb="wallboard.add")


@action("wallboard.change", gettext_lazy("changed the wallboard"))
def change_board(row: Board, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> Board:
    """Change a board; its address stays. Raises Forbidden, StaleVersion, ValueRefused."""
    return change_row(row, _plain(fields), actor=actor, verb="wallboard.change", version=version)


@action("wallboard.retire", gettext_lazy("retired the wallboard"))
def retire_board(row: Board, *, actor: Any) -> Board:
    """Take a board out of use; its screen turns dark. Raises Forbidden."""
    return set_active(row, False, actor=actor, verb="wallboard.retire")


@action("wallboard.restore", gettext_lazy("took the wallboard back into use"))
def restore_board(row: Board, *, actor: Any) -> Board:
    """Take it back into use; an address that was not revoked opens it again. Raises Forbidden."""
    return set_active(row, True, actor=actor, verb="wallboard.restore")


@action("wallboard.make_address", MAKE_WORDS)
def make_address(row: Board, *, actor: Any, version: int | None = None) -> tuple[Board, str]:
    """Give a board a new address and end the one before; return its secret, shown only now.

    Raises Forbidden, Conflict for a retired one, StaleVersion.
    """
    board = locked(row)
    require(actor, "setup.manage", board)
    refuse_stale(board, version)
    if not board.is_active:
        raise Conflict(_("The board is retired. Take it back into use first."))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    _keep(board, hash_secret(secret))
    record(actor, "wallboard.make_address", board)
    return board, secret


@action("wallboard.revoke_address", gettext_lazy("revoked the address of the wallboard"))
def revoke_address(row: Board, *, actor: Any) -> Board:
    """End the address of a board now; one without stays as it is. Raises Forbidden."""
    board = locked(row)
    require(actor, "setup.manage", board)
    if board.secret_hash:
        _keep(board, "")
        record(actor, "wallboard.revoke_address", board)
    return board


@step
def _keep(board: Board, digest: str) -> None:
    board.secret_hash = digest
    board.secret_made_at = timezone.now() if digest else None
    board.version += 1
    board.save(update_fields=["secret_hash", "secret_made_at", "version"])


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with networks written one way. Raises ValueRefused."""
    given = dict(fields)
    if len(given.get("services", ())) > MOST_SERVICES:
        raise ValueRefused({"services": _("Choose at most %(most)d services.") % {"most": MOST_SERVICES}})
    if "networks" in given:
        try:
            given["networks"] = ", ".join(map(str, read_networks(given["networks"])))
        except NoNetwork as fault:
            words = _("%(text)s is no network. Write it like 10.20.0.0/16.")
            raise ValueRefused({"networks": words % {"text": str(fault)[:60]}}) from fault
    return given
