"""The screen itself: opened once by its address, which leaves a cookie, and read again and again by that cookie.

The token is in no address that is asked for repeatedly, so that neither logs of proxies nor a Referer fill with it.
"""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from hospital_itsm.core.networks import INSIDE, read_networks
from hospital_itsm.core.strangers import let_in
from hospital_itsm.core.views import PageView
from hospital_itsm.people.rules.tokens import hash_secret
from hospital_itsm.wallboard.models import Board
from hospital_itsm.wallboard.shown import wall_of

COOKIE: Final = "wall"
COOKIE_SECONDS: Final = 400 * 86400
PUBLIC: Final = (
    "a screen on a wall cannot sign in; the token of its address and the network it stands in let it in"
)
KEPT_NOWHERE: Final = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


class OpenView(PageView):
    """`/wall/<code>/open/<secret>/`: remembers the token in this browser and goes on to the board."""

    public_because = PUBLIC
    http_method_names = ["get"]

    def get(self, request: HttpRequest, code: str, secret: str) -> HttpResponse:
        """Go on. Raises Http404 for anything that is not right."""
        board_or_404(request, code, secret)
        path = reverse("wallboard:board", args=[code])
        answer = HttpResponseRedirect(path, headers=KEPT_NOWHERE)
        answer.status_code = 303
        answer.set_cookie(
            COOKIE, secret, max_age=COOKIE_SECONDS, path=path, secure=settings.BEHIND_TLS, httponly=True, samesite="Lax"
        )  # fmt: skip
        return answer


class BoardView(PageView):
    """`/wall/<code>/`: the whole screen."""

    public_because = PUBLIC
    http_method_names = ["get"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it. Raises Http404 for anything that is not right."""
        board = board_or_404(request, code, request.COOKIES.get(COOKIE, ""))
        return drawn(request, board, "wallboard/board.html")


class NowView(PageView):
    """`/wall/<code>/now/`: what is on the screen, read again every few seconds."""

    public_because = PUBLIC
    http_method_names = ["get"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show it; a screen that is no longer let in is told to load its page, which is gone."""
        try:
            board = board_or_404(request, code, request.COOKIES.get(COOKIE, ""))
        except Http404:
            if request.headers.get("HX-Request") == "true":
                return HttpResponseNotFound(headers={"HX-Refresh": "true", **KEPT_NOWHERE})
            raise
        return drawn(request, board, "wallboard/_now.html")


def board_or_404(request: HttpRequest, code: str, secret: str) -> Board:
    """The board that this secret opens from where the request comes. Raises Http404, TooMany.

    A board that is unknown, retired or without an address, a wrong secret and a foreign network look alike.
    """
    rows = Board.objects.filter(is_active=True, code=code).exclude(secret_hash="").select_related("site")
    board = rows.filter(secret_hash=hash_secret(secret)).first()
    let_in(request, (read_networks(board.networks) if board else ()) or INSIDE)
    if board is None:
        raise Http404
    return board


def drawn(request: HttpRequest, board: Board, template: str) -> HttpResponse:
    """The board now; always dark, in no cache."""
    context = {
        "board": board,
        "wall": wall_of(board, timezone.now()),
        "theme": "dark",
        "dark_sheet_media": "screen",
    }
    answer = render(request, template, context)
    for name, value in KEPT_NOWHERE.items():
        answer[name] = value
    return answer
