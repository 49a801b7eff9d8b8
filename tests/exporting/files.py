"""Exports as their readers open them."""

import csv
import io
from dataclasses import dataclass
from typing import Any

import openpyxl
from django.http import HttpResponse
from django.test import Client

from hospital_itsm.core.exports import WORKBOOK_TYPE
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job


@dataclass
class Book:
    """A workbook: the cells below the headings, and what its second sheet says."""

    headings: list[str]
    rows: list[list[Any]]
    about: dict[str, str]
    sheet: Any

    def column(self, heading: str) -> list[Any]:
        """The values of one column."""
        at = self.headings.index(heading)
        return [row[at] for row in self.rows]


def posted(who: Any, path: str, form: str = "csv", **data: str) -> HttpResponse:
    """Ask for an export."""
    client = Client()
    client.force_login(who)
    return client.post(path, {"format": form, **data})


def body(answer: Any) -> bytes:
    """The bytes of a file that was sent."""
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer)


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def csv_of(who: Any, path: str, **data: str) -> list[dict[str, str]]:
    """The rows a person gets as CSV."""
    return rows_of(body(posted(who, path, **data)))


def book_of(who: Any, path: str, **data: str) -> Book:
    """The workbook a person gets."""
    answer = posted(who, path, "xlsx", **data)
    assert answer["Content-Type"] == WORKBOOK_TYPE
    return opened(body(answer))


def opened(data: bytes) -> Book:
    """A workbook from its bytes."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len(book.sheetnames) == 2
    sheet, facts = (book[name] for name in book.sheetnames)
    first, *rest = sheet.iter_rows()
    about: dict[str, str] = {}
    for word, says in facts.iter_rows(values_only=True):
        about[str(word)] = f"{about[str(word)]}; {says}" if str(word) in about else str(says)
    rows = [[cell.value for cell in row] for row in rest]
    return Book([str(cell.value) for cell in first], rows, about, sheet)


def worked(answer: Any) -> Job:
    """The job an export became, worked to its end."""
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    running.carry_on_all()
    return Job.objects.get()
