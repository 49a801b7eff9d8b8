"""Light, dark or as the system says: a cookie per device, so that the server paints the first pixel right."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from hospital_itsm.core.views import PageView

COOKIE = "theme"
YEAR_SECONDS = 365 * 86400
DARK_SHEET_MEDIA = {"light": "not all", "dark": "screen", "auto": "screen and (prefers-color-scheme: dark)"}


def chosen_theme(request: HttpRequest) -> str:
    """Return light, dark or auto; anything else in the cookie counts as auto."""
    theme = request.COOKIES.get(COOKIE, "auto")
    return theme if theme in DARK_SHEET_MEDIA else "auto"


class ThemeView(PageView):
    """Remember the theme on this device and go back to the page it was chosen on."""

    public_because = "A preference of the device, offered on the sign-in page too."

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set the cookie from `theme`; unknown values clear it, which means: as the system says."""
        response = HttpResponseRedirect(_return_address(request))
        theme = request.POST.get("theme", "auto")
        if theme in ("light", "dark"):
            secure = request.is_secure()
            response.set_cookie(COOKIE, theme, max_age=YEAR_SECONDS, samesite="Lax", secure=secure)
        else:
            response.delete_cookie(COOKIE)
        return response


def _return_address(request: HttpRequest) -> str:
    address = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else "/"
