"""A wallboard with its token, for the pages whose statements are counted and for tests."""

from hospital_itsm.people.rules.tokens import hash_secret
from hospital_itsm.wallboard.models import Board

SECRET = "the-secret-of-the-board"


def board(**values: object) -> Board:
    """The board `ops`, opened by the secret."""
    says = {"name": "Operations center", "secret_hash": hash_secret(SECRET), **values}
    made, _is_new = Board.objects.get_or_create(code="ops", defaults=says)
    return made


def screen(path: str = "/wall/ops/") -> str:
    """The address of the board's screen."""
    board()
    return path
