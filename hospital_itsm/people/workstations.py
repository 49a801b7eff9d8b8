"""The signed cookie that says which registered computer this is."""

from django.core import signing
from django.http import HttpRequest, HttpResponse

from hospital_itsm.people.models import Workstation

COOKIE = "workstation"
SALT = "hospital.workstation"
TEN_YEARS = 10 * 365 * 24 * 3600


def workstation_of(request: HttpRequest) -> Workstation | None:
    """The registered, active workstation this browser runs on, or None; read once per request."""
    if not hasattr(request, "_workstation"):
        request._workstation = _read(request)  # type: ignore[attr-defined]
    return request._workstation  # type: ignore[attr-defined]


def _read(request: HttpRequest) -> Workstation | None:
    raw = request.COOKIES.get(COOKIE)
    if not raw:
        return None
    try:
        said = signing.loads(raw, salt=SALT)
    except signing.BadSignature:
        return None
    pk, epoch = said if isinstance(said, list) else (said, 0)
    rows = Workstation.objects.select_related("care_area")
    return rows.filter(pk=pk, epoch=epoch, is_active=True).first()


def mark(response: HttpResponse, workstation: Workstation, *, secure: bool) -> None:
    """Make the browser that gets this response the given workstation."""
    response.set_cookie(
        COOKIE,
        signing.dumps([workstation.pk, workstation.epoch], salt=SALT),
        max_age=TEN_YEARS,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )
