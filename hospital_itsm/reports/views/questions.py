"""`/reports/`: the questions by subject; `/reports/<code>/`: one question, narrowed, with a preview."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import Refused, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.exporting.lists import ListMissing
from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.asked import Asked, columns_of
from hospital_itsm.reports.choices import Output, Shape, Span, Step
from hospital_itsm.reports.controls import controls_of, kept
from hospital_itsm.reports.declared import Question
from hospital_itsm.reports.models import ReportRun, SavedReport
from hospital_itsm.reports.questions import BY_CODE, readable
from hospital_itsm.reports.reading import ReportReading
from hospital_itsm.reports.rules.estimates import is_at_once, most_rows, seconds
from hospital_itsm.reports.shown import is_number, said
from hospital_itsm.reports.totals import total_facts

PREVIEW: Final = 20
RECENT: Final = 8
MOST_SHOWN: Final = 100
REFUSED: Final = 422


class QuestionsView(PageView):
    """The ready questions; saved ones, and what was run last, above them."""

    access = "report.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them; `q` narrows them by words."""
        q = request.GET.get("q", "").strip()[:80]
        found = [one for one in readable(request.user) if _has(q, str(one.words), str(one.told))]
        saved = (
            SavedReport.objects.visible_to(request.user)
            .select_related("owner", "team")
            .order_by("name", "pk")
        )
        saved = saved.filter(name__icontains=q.replace("\x00", "")) if q else saved
        runs = ReportRun.objects.visible_to(request.user).select_related("job").order_by("-pk")
        context = {
            "q": q,
            "subjects": _by_subject(found),
            "saved": [(one, BY_CODE[one.question]) for one in saved[:MOST_SHOWN]],
            "runs": [] if q else [(one, BY_CODE.get(one.question)) for one in runs[:RECENT]],
        }
        return render(request, "reports/questions.html", context)


def _has(q: str, *texts: str) -> bool:
    return all(word in " ".join(texts).lower() for word in q.lower().split())


def _by_subject(questions: list[Question]) -> list[tuple[str, list[Question]]]:
    found: dict[str, list[Question]] = {}
    for one in questions:
        found.setdefault(str(one.group or one.about.name), []).append(one)
    return list(found.items())


def question_or_404(request: HttpRequest, code: str) -> Question:
    """The question of an address. Raises Http404 for none, and for one whose list is not the person's to read."""
    question = BY_CODE.get(code)
    if question is None or not can(request.user, "report.read", question):
        raise Http404
    return question


class AskView(PageView):
    """One question: everything asked stands in the address; posting runs it."""

    access = "report.read"

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Ask, and show the first rows."""
        question = question_or_404(request, code)
        return ask_page(request, question, request.GET)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        """Run it, and go to the run or to its job."""
        question = question_or_404(request, code)
        return run_page(request, question, request.GET)


class SavedView(PageView):
    """`/reports/saved/<pk>/`: a saved report is its question with what was chosen."""

    access = "report.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask it."""
        saved = saved_or_404(request, pk)
        return ask_page(request, BY_CODE[saved.question], request.GET or saved.parameters, saved)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Run it."""
        saved = saved_or_404(request, pk)
        return run_page(request, BY_CODE[saved.question], request.GET or saved.parameters, saved)


def saved_or_404(request: HttpRequest, pk: int) -> SavedReport:
    """The saved report of an address. Raises Http404."""
    rows = SavedReport.objects.visible_to(request.user).select_related("owner", "team")
    found: SavedReport = get_object_or_404(rows, pk=pk)
    return found


def run_page(
    request: HttpRequest, question: Question, given: Any, saved: SavedReport | None = None
) -> HttpResponse:
    """Run what is asked; a refusal is said on the page, and nothing chosen is lost."""
    try:
        run = run_question(question, given, request.POST.get("output", ""), actor=request.user, saved=saved)
    except ValueRefused as refusal:
        return ask_page(request, question, given, saved, refusal)
    return redirect(run.job.get_absolute_url() if run.job else run.get_absolute_url())


def ask_page(
    request: HttpRequest,
    question: Question,
    given: Any,
    saved: SavedReport | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    """Draw a question with what is chosen, and the first rows where that can be asked."""
    asked = Asked(question, given, actor=request.user, now=timezone.now())
    errors = dict(refusal.errors) if isinstance(refusal, ValueRefused) else dict(asked.errors)
    drawn = controls_of(asked)
    context: dict[str, Any] = {
        "question": question,
        "saved": saved,
        "is_own": saved is not None and saved.is_owned_by(request.user),
        "asked": asked,
        "errors": list(errors.values()),
        "controls": drawn,
        "kept": kept(asked, drawn),
        "query": asked.query(),
        "shapes": [(one.value, one.label, one == asked.shape) for one in question.shapes],
        "dimensions": list(question.about.dimensions.items()),
        "spans": Span.choices if question.about.day else [],
        "span": (asked.given.get("days") or [question.days])[0],
        "may_be_any_time": not question.days,
        "steps": Step.choices,
        "orders": _orders(asked) if asked.shape == Shape.TABLE else [],
        "lines": None,
        "columns": _columns(asked) if asked.shape == Shape.TABLE else [],
        "takes_words": "q" in asked.filters.known,
    }
    if not asked.errors:
        context |= _preview(asked)
    return render(request, "reports/question.html", context, status=_status(refusal, asked))


def _status(refusal: Refused | None, asked: Asked) -> int:
    if refusal is not None:
        return REFUSED
    return 400 if asked.errors else 200


def _columns(asked: Asked) -> list[tuple[str, str, bool]]:
    chosen = {one.code for one in asked.columns}
    return [
        (one.code, str(one.column.title), one.code in chosen)
        for one in columns_of(asked.question, asked.actor)
    ]


def _orders(asked: Asked) -> list[tuple[str, str, bool]]:
    """The orders to choose from: the list's own one, and each column of a field both ways."""
    if not asked.orders:
        return []
    own = asked.question.sort if asked.sort in asked.orders else asked.sort
    columns = [(code, words, code == asked.sort) for code, (words, _path) in asked.orders.items()]
    return [(own, _("As usual"), asked.sort not in asked.orders), *columns]


def _preview(asked: Asked) -> dict[str, Any]:
    try:
        reading = ReportReading(asked)
    except ListMissing:
        raise Http404 from None
    total, lines = reading.count(), reading.first_lines(PREVIEW)
    return {
        "total": total,
        "counted": reading.table.of_rows if reading.is_counted else None,
        "headings": reading.headings(),
        "totals": total_facts(reading.totals),
        "lines": [_cells(line, reading) for line in lines],
        "outputs": [_output(one, total, len(reading.columns)) for one in Output],
    }


def _cells(line: list[Any], reading: ReportReading) -> dict[str, Any]:
    pairs = zip(reading.headings(), line, strict=True)
    cells = [(heading, said(value), is_number(value)) for heading, value in pairs]
    return {"first": cells[0], "others": cells[1:], "bar": _bar(line, reading)}


def _bar(line: list[Any], reading: ReportReading) -> int | None:
    """The number of a line of counts in percent of the largest."""
    if reading.asked.shape not in (Shape.COUNT, Shape.TREND):
        return None
    return 100 * line[1] // max(1, *(one[1] for one in reading.table.lines))


def _output(output: Output, rows: int, columns: int) -> dict[str, Any]:
    too_many = rows > most_rows(output, columns)
    wait = round(seconds(output, rows))
    return {
        "code": output.value,
        "label": output.label,
        "is_too_long": too_many,
        "wait": "" if is_at_once(output, rows) else _("about %(seconds)d s") % {"seconds": wait},
    }
