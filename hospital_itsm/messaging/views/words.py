"""`/setup/messages/`: what people are told, in the hospital's own words."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.messaging.actions.keeping import publish_wording, reset_wording, try_wording
from hospital_itsm.messaging.checking import checked
from hospital_itsm.messaging.forms.words import WordsForm
from hospital_itsm.messaging.queries.wordings import kind_with_words, newest_of, versions_of
from hospital_itsm.messaging.rules.words import Words
from hospital_itsm.messaging.shown import Standing, found, look, named, shipped, words_of
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.setup.forms.holidays import ReasonForm

MOST_VERSIONS: Final = 20
LOOK, TRY = "look", "try"


class WordingsView(PageView):
    """Every kind of message."""

    access = "setup.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them by topic; `q` narrows, `changed=1` leaves those in the hospital's own words."""
        words, changed = request.GET.get("q", "").strip()[:80], request.GET.get("changed") == "1"
        rows = found(words, changed=changed)
        return render(
            request,
            "messaging/wordings.html",
            {"rows": rows, "q": words, "changed": changed, "count": sum(row.is_changed for row in rows)},
        )


class WordingView(PageView):
    """The words of one kind of message."""

    access = "setup.manage"

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The words that hold, beside a message that has them; `from` starts with those of an older version."""
        standing = standing_or_404(kind)
        words = _started_from(request, standing)
        form = WordsForm(words=words, names=standing.names, version=standing.version)
        return self.show(request, standing, form, looked_at=_checked_or_none(standing, words))

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Look at the words, send them to oneself as a test (`do`), or publish them."""
        standing, do = standing_or_404(kind), request.POST.get("do", "")
        if do not in ("", LOOK, TRY):
            raise BadRequest("There is no such step.")
        form = WordsForm(request.POST, words=standing.words, names=standing.names, version=standing.version)
        if not form.is_ready(trying=bool(do)):
            return self.show(request, standing, form, status=422)
        words, actor = form.words(), signed_in(request)
        try:
            if do == LOOK:
                return self.show(request, standing, form, looked_at=checked(standing.kind, words))
            if do == TRY:
                try_wording(standing.kind, actor=actor, words=words)
                said = _("A test is on its way to you. Nothing has been published.")
                return self.show(request, standing, form, looked_at=checked(standing.kind, words), sent=said)
            reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
            publish_wording(standing.kind, actor=actor, words=words, reason=reason, version=version)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.show(request, standing, form, status=422)
        except StaleVersion as stale:
            form.show_version(stale.current)
            differing = _differing(form, standing_or_404(kind).words)
            return self.show(request, standing, form, 409, refused=stale.message, differing=differing)
        except Conflict as refusal:
            return self.show(request, standing, form, 409, looked_at=words, refused=refusal.message)
        messages.success(request, _("From now on the message is said in these words."))
        return redirect("messaging:wording", kind=kind)

    def show(
        self,
        request: HttpRequest,
        standing: Standing,
        form: WordsForm,
        status: int = 200,
        *,
        looked_at: Words | None = None,
        **further: Any,
    ) -> HttpResponse:
        """The form beside the message; with htmx the message alone."""
        context = {
            "one": standing,
            "form": form,
            "look": look(standing.kind, looked_at) if looked_at else None,
            **further,
        }
        if request.htmx and not request.htmx.boosted:  # type: ignore[attr-defined]
            return render(request, "messaging/_look.html", context, status=status)
        context |= {
            "names": named(standing.kind),
            "shipped": shipped(standing.kind),
            "versions": list(versions_of(standing.kind.code)[:MOST_VERSIONS]),
        }
        context.setdefault("reset_form", ReasonForm(auto_id="reset_%s"))
        return render(request, "messaging/wording.html", context, status=status)


class ResetView(WordingView):
    """Back to the words that came with the product."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Do it; a refusal is said above the words as they are."""
        standing, form = standing_or_404(kind), ReasonForm(request.POST, auto_id="reset_%s")
        if not form.is_valid():
            return self.again(request, standing, form, 422)
        try:
            version = _version(request)
            reset_wording(standing.kind, actor=signed_in(request), version=version, **form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.again(request, standing, form, 422)
        except (StaleVersion, Conflict) as refusal:
            return self.again(request, standing_or_404(kind), form, 409, refusal.message)
        messages.success(request, _("The message is said in the product's words again."))
        return redirect("messaging:wording", kind=kind)

    def again(
        self, request: HttpRequest, standing: Standing, reset_form: ReasonForm, status: int, refused: str = ""
    ) -> HttpResponse:
        """The page as it is stored, with what stood in the way."""
        form = WordsForm(words=standing.words, names=standing.names, version=standing.version)
        words = _checked_or_none(standing, standing.words)
        return self.show(
            request, standing, form, status, looked_at=words, reset_form=reset_form, refused=refused
        )


class VersionView(PageView):
    """One version, as it was published."""

    access = "setup.manage"

    def get(self, request: HttpRequest, kind: str, version: int) -> HttpResponse:
        """Show it."""
        standing = standing_or_404(kind)
        row = versions_of(kind).filter(version=version).first()
        if row is None:
            raise Http404
        words = shipped(standing.kind) if row.is_shipped else words_of(row)
        context = {"one": standing, "row": row, "words": words}
        return render(request, "messaging/version.html", context)


def standing_or_404(code: str) -> Standing:
    """A kind whose words may be changed, with those that hold. Raises Http404."""
    kind = kind_with_words(code)
    if kind is None:
        raise Http404
    return Standing(kind, newest_of(code))


def _started_from(request: HttpRequest, standing: Standing) -> Words:
    given = request.GET.get("from", "")
    if not (given.isascii() and given.isdigit() and len(given) < 9):
        return standing.words
    row = versions_of(standing.kind.code).filter(version=int(given)).first()
    if row is None or row.is_shipped:
        return standing.words
    return words_of(row)


def _checked_or_none(standing: Standing, words: Words) -> Words | None:
    """The words if they can be shown; those of an earlier release may not fit any more."""
    try:
        return checked(standing.kind, words)
    except ValueRefused:
        return None


def _differing(form: WordsForm, stored: Words) -> list[tuple[str, str, str]]:
    """What is stored now beside what was written, where they differ."""
    written = form.words()
    return [
        (str(form.fields[name].label), getattr(stored, name), getattr(written, name))
        for name in form.fields
        if hasattr(stored, name) and getattr(stored, name) != getattr(written, name)
    ]


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    if not (given.isascii() and given.isdigit() and len(given) < 9):
        raise BadRequest("A version is a number.")
    return int(given)
