"""The pages of wallboards in the set-up, and of the address of each."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.core.errors import Conflict, StaleVersion
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.people.views.setup_rows import RowKind
from hospital_itsm.wallboard.actions import boards
from hospital_itsm.wallboard.forms.boards import BoardForm
from hospital_itsm.wallboard.models import Board


def address_words(row: Board) -> str:
    """Has it an address?"""
    return _("Made") if row.secret_hash else _("None yet")


def service_words(row: Board) -> str:
    """How many services it shows."""
    count = len(row.services)
    return (
        ngettext("%(count)d chosen", "%(count)d chosen", count) % {"count": count}
        if count
        else _("Most critical")
    )


def further(row: Board) -> dict[str, Any]:
    """The way to its address."""
    link = (_("Make or revoke the address"), reverse("wallboard:address", args=[row.pk]))
    return {"sections": [{"title": _("Address of the screen"), "rows": [link], "empty": ""}]}


BOARDS: Final = RowKind(
    name="row",
    plural="rows",
    app="wallboard",
    title=gettext_lazy("Wallboards"),
    intro=gettext_lazy(
        "Screens in the rooms of the desk: services, the major incident and what waits, without names. Each opens by "
        "an address of its own and in its network alone."
    ),
    add_words=gettext_lazy("Add a wallboard"),
    retire_words=gettext_lazy("Retire the wallboard"),
    retire_hint=gettext_lazy("Its screen turns dark within half a minute."),
    icon="device-desktop",
    form=BoardForm,
    rows=lambda: Board.objects.select_related("site"),
    columns=(
        (gettext_lazy("Site"), lambda row: row.site or _("All sites")),
        (gettext_lazy("Services"), service_words),
        (gettext_lazy("Address"), address_words),
    ),
    add=boards.add_board,
    change=boards.change_board,
    retire=boards.retire_board,
    restore=boards.restore_board,
    further=further,
)


class AddressView(PageView):
    """`/setup/wallboards/<pk>/address/`: make the address of a screen, which is shown once, or revoke it."""

    access = "setup.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say whether there is one."""
        return self.page(request, get_object_or_404(Board, pk=pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a new one; the one before ends. It is shown in this answer and never again."""
        board = get_object_or_404(Board, pk=pk)
        given = request.POST.get("version", "")
        version = int(given) if given.isdecimal() and len(given) < 10 else None
        try:
            board, secret = boards.make_address(board, actor=signed_in(request), version=version)
        except (Conflict, StaleVersion) as refusal:
            board.refresh_from_db()
            return self.page(request, board, refused=refusal.message, status=409)
        made = settings.SITE_URL.rstrip("/") + reverse("wallboard:open", args=[board.code, secret])
        return self.page(request, board, made=made)

    def page(self, request: HttpRequest, board: Board, *, status: int = 200, **further: str) -> HttpResponse:
        """The page."""
        return render(request, "wallboard/address.html", {"board": board, **further}, status=status)


class RevokeView(PageView):
    """`/setup/wallboards/<pk>/address/revoke/`."""

    access = "setup.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke it now."""
        boards.revoke_address(get_object_or_404(Board, pk=pk), actor=signed_in(request))
        messages.success(request, _("The address is revoked. The screen turns dark within half a minute."))
        return redirect("wallboard:address", pk=pk)
