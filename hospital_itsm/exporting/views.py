"""The address of a list's export: a short list comes at once, a long one is written by a worker."""

from typing import Any, ClassVar, Final

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from hospital_itsm.core.files.serving import sent
from hospital_itsm.core.views import PageView
from hospital_itsm.exporting.actions.exports import ask_export, record_export
from hospital_itsm.exporting.lists import ExportedList, ListMissing
from hospital_itsm.exporting.reading import NotReadable, Reading
from hospital_itsm.exporting.writing import TYPES, write

AT_ONCE: Final = 1000
"""Rows that are written while the person waits."""
LONGEST_BACK: Final = 2000


class ExportView(PageView):
    """Filters stand in the address as on the list; order, columns and format are posted."""

    http_method_names = ["post"]
    of: ClassVar[ExportedList]

    def post(self, request: HttpRequest, **where: Any) -> HttpResponseBase:
        """Send the file, or go to the page of the job. Raises Http404, BadRequest for filters there are not."""
        form = request.POST.get("format", "")
        if form not in TYPES:
            raise BadRequest("The format is not known.")
        key = str(next(iter(where.values()), ""))
        reading = self._reading(request, key)
        if reading.is_longer_than(AT_ONCE):
            return redirect(ask_export(reading, form, actor=request.user, back=self._back(reading, key)))
        return self._sent(request, reading, form)

    def _reading(self, request: HttpRequest, key: str) -> Reading:
        sort = request.POST.get("sort", "")
        try:
            return Reading(
                self.of,
                actor=request.user,
                given=request.GET,
                sort=sort,
                key=key,
                now=timezone.now(),
                chosen=request.POST.get("columns", ""),
            )
        except ListMissing as missing:
            raise Http404 from missing
        except NotReadable as fault:
            raise BadRequest("The filters, the order or the columns of the list are not known.") from fault

    def _sent(self, request: HttpRequest, reading: Reading, form: str) -> FileResponse:
        written = write(reading, form)
        record_export(reading, written, form, actor=request.user, target=request.user)  # type: ignore[arg-type]
        return sent(written.file, written.name, written.content_type)

    def _back(self, reading: Reading, key: str) -> str:
        page, query = reverse(self.of.page_name, args=[key] if key else None), reading.filters.query()
        return (f"{page}?{query}" if query else page)[:LONGEST_BACK]


def export_view(exported: ExportedList) -> Any:
    """The view of one list's export, behind the verb that opens the list."""
    view = type("ExportView", (ExportView,), {"of": exported, "access": exported.verb})
    return view.as_view()  # type: ignore[attr-defined]
