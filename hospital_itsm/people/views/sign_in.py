"""Signing in and out, and choosing the unit one works in."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from hospital_itsm.core.navigation import Navigation, home_of
from hospital_itsm.core.views import AccessMixin, PageView
from hospital_itsm.people.actions.places import choose_unit
from hospital_itsm.people.actions.sign_ins import note_sign_out
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.people.forms.sign_in import SignInForm, UnitForm
from hospital_itsm.people.middleware import wiped
from hospital_itsm.people.models import CareArea, User
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.people.workstations import workstation_of


class SignInView(AccessMixin, LoginView):
    """Name and password; the unit beside them where the computer is not registered."""

    public_because = "Strangers sign in here."
    form_class = SignInForm

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Start a fresh signed-in time, or go on to the second step and keep the unit until then."""
        response: HttpResponse = super().form_valid(form)
        unit = form.cleaned_data.get("unit")
        if isinstance(self.request.user, User):
            return settle(self.request, response, unit.pk if unit else None)
        if unit:
            self.request.session["pending_unit"] = unit.pk
        return response

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """Say what is wrong, keep the name."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the registered computer."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        further = {"workstation": workstation_of(self.request), "next": safe_next(self.request, "")}
        return {**context, **further, "provider": settings.OIDC_NAME if settings.OIDC_ISSUER else ""}


def settle(request: HttpRequest, response: HttpResponse, unit_id: int | None) -> HttpResponse:
    """Remember the unit of whoever just signed in, and ask for it where nothing says it."""
    user = signed_in(request)
    chosen = CareArea.objects.filter(pk=unit_id, is_active=True).first() if unit_id else None
    unit = chosen or _usual_unit(request, user)
    choose_unit(request.session, actor=user, care_area=unit)
    if unit is None and workstation_of(request) is None and _reports_from_units(user):
        return HttpResponseRedirect(f"{reverse('people:unit')}?{urlencode({'next': response.url})}")  # type: ignore[attr-defined]
    return response


def _usual_unit(request: HttpRequest, user: User) -> CareArea | None:
    """The one unit somebody belongs to; nothing where there are several, or the computer says it."""
    own = {held.care_area_id: held.care_area for held in user.valid_memberships if held.care_area_id}
    if workstation_of(request) is not None or len(own) != 1:
        return None
    return next(iter(own.values()))


def _reports_from_units(user: User) -> bool:
    """Is this somebody of the units, rather than of the desk or the offices?"""
    return bool(user.role_codes & {RoleCode.REQUESTER, RoleCode.UNIT_LEAD})


def safe_next(request: HttpRequest, fallback: str) -> str:
    """The page asked for before signing in, when it is one of ours."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else fallback


class SignOutView(PageView):
    """One press ends the signed-in time and wipes what the browser kept; `next` is kept for the next person."""

    public_because = "Whoever signs out is a stranger afterwards."
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the press: a link must not sign anybody out."""
        if not request.user.is_authenticated:
            return redirect("account_login")
        return render(request, "account/logout.html", {"next": safe_next(request, "")})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign out."""
        following = safe_next(request, "")
        if request.user.is_authenticated:
            note_sign_out(actor=signed_in(request))
        logout(request)
        messages.info(request, _("You are signed out."))
        return wiped(redirect_to_login(following) if following else redirect("account_login"))


class UnitView(PageView):
    """Where are you working today?"""

    access = "people.me"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Offer the person's own units first."""
        unit = getattr(request, "unit", None)
        return self._page(request, UnitForm(initial={"unit": unit.pk if unit else None}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the unit and go on."""
        form = UnitForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        choose_unit(request.session, actor=request.user, care_area=form.cleaned_data["unit"])
        return HttpResponseRedirect(safe_next(request, reverse("home")))

    def _page(self, request: HttpRequest, form: UnitForm, status: int = 200) -> HttpResponse:
        own = {
            held.care_area_id: held.care_area
            for held in signed_in(request).valid_memberships
            if held.care_area
        }
        context = {
            "form": form,
            "own_units": sorted(own.values(), key=lambda area: area.name),
            "next": safe_next(request, ""),
            "workstation": workstation_of(request),
        }
        return render(request, "people/unit.html", context, status=status)


class HomeView(PageView):
    """The start page sends people on by what they do: the desk to its queue, leaders to theirs, others to report."""

    access = "people.me"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go to the first page of the person's side."""
        if (home := home_of(request.user)) is not None:
            return redirect(home)
        navigation = Navigation(request)
        works = "ticket.work" in signed_in(request).permissions
        entries = navigation.agent + navigation.portal if works else navigation.portal + navigation.agent
        return redirect(entries[0].url if entries else "people:me")
