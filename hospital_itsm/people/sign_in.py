"""Sign-in through allauth: no sign-up, the same answer for unknown and known names, lock-out in words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class SignInAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators or single sign-on, never by sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any) -> HttpResponse:
    """Answer a sign-in that is locked for this name from this address, or for this name everywhere."""
    return render(request, "account/locked.html", status=429)
