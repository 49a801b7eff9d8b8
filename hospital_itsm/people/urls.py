"""Addresses of people and their settings."""

from django.urls import path

from hospital_itsm.people.views import (
    keys,
    me,
    rota,
    setup_calendars,
    setup_house,
    setup_index,
    setup_people,
    setup_places,
    swaps,
    telling,
)
from hospital_itsm.people.views.setup_rows import paths
from hospital_itsm.people.views.sign_in import UnitView

app_name = "people"
urlpatterns = [
    path("me/", me.MeView.as_view(), name="me"),
    path("me/unit/", UnitView.as_view(), name="unit"),
    path("me/password/", me.PasswordView.as_view(), name="password"),
    path("me/shortcuts/", me.ShortcutsView.as_view(), name="shortcuts"),
    path("me/keys/", keys.KeysView.as_view(), name="keys"),
    path("me/telling/", telling.TellingView.as_view(), name="telling"),
    path("me/sign-out-everywhere/", me.SignOutEverywhereView.as_view(), name="sign_out_everywhere"),
    path("me/tokens/", me.TokensView.as_view(), name="tokens"),
    path("me/tokens/<int:pk>/revoke/", me.RevokeTokenView.as_view(), name="revoke_token"),
    path("setup/", setup_index.SetupView.as_view(), name="setup"),
    path("setup/mail-check/", setup_index.MailCheckView.as_view(), name="mail_check"),
    *paths(setup_house.SITES, "sites"),
    *paths(setup_house.UNITS, "units"),
    *paths(setup_house.TEAMS, "teams"),
    *paths(setup_calendars.CALENDARS, "calendars"),
    path(
        "setup/calendars/<int:pk>/version/",
        setup_calendars.CalendarVersionView.as_view(),
        name="calendar_version",
    ),
    path("setup/people/", setup_people.PeopleView.as_view(), name="people"),
    path("setup/people/new/", setup_people.NewPersonView.as_view(), name="new_person"),
    path("setup/people/<int:pk>/", setup_people.PersonView.as_view(), name="person"),
    path("setup/people/<int:pk>/roles/", setup_people.GrantView.as_view(), name="grant_role"),
    path("setup/people/<int:pk>/password/", setup_people.SetPasswordView.as_view(), name="set_password"),
    path("setup/people/<int:pk>/sign-out/", setup_people.SignOutPersonView.as_view(), name="sign_out_person"),
    path("setup/people/<int:pk>/tokens/", setup_people.ServiceTokensView.as_view(), name="service_tokens"),
    path("setup/people/<int:pk>/deactivate/", setup_people.AccessView.as_view(ends=True), name="deactivate"),
    path("setup/people/<int:pk>/reactivate/", setup_people.AccessView.as_view(), name="reactivate"),
    path("setup/people/roles/<int:pk>/end/", setup_people.EndRoleView.as_view(), name="end_role"),
    path(
        "setup/tokens/<int:pk>/revoke/",
        setup_people.RevokeServiceTokenView.as_view(),
        name="revoke_service_token",
    ),
    path("setup/on-call/", rota.OnCallView.as_view(), name="on_call"),
    path("setup/on-call/<int:pk>/", rota.ShiftView.as_view(), name="shift"),
    path("setup/on-call/<int:pk>/times/", rota.ShiftTimesView.as_view(), name="shift_times"),
    path("setup/on-call/<int:pk>/end/", rota.EndShiftView.as_view(), name="end_shift"),
    path("setup/on-call/<int:pk>/remove/", rota.RemoveShiftView.as_view(), name="remove_shift"),
    path("setup/on-call/<int:pk>/ask/", swaps.AskSwapView.as_view(), name="ask_swap"),
    path("setup/on-call/swaps/<int:pk>/", swaps.SwapView.as_view(), name="swap"),
    path(
        "setup/on-call/swaps/<int:pk>/accept/", swaps.SwapStepView.as_view(step="accept"), name="accept_swap"
    ),
    path(
        "setup/on-call/swaps/<int:pk>/decline/",
        swaps.SwapStepView.as_view(step="decline"),
        name="decline_swap",
    ),
    path(
        "setup/on-call/swaps/<int:pk>/withdraw/",
        swaps.SwapStepView.as_view(step="withdraw"),
        name="withdraw_swap",
    ),
    path("setup/workstation/", setup_places.WorkstationView.as_view(), name="workstation"),
    path(
        "setup/workstation/<int:pk>/retire/",
        setup_places.RetireWorkstationView.as_view(),
        name="retire_workstation",
    ),
]
