"""Storing a few documents of the demo hospital, as plain texts that say what they stand for."""

from typing import Final

from django.core.files.base import ContentFile

from hospital_itsm.demo.hospital.baas import IMANI
from hospital_itsm.people.models import User
from vendors.actions.documents import add_document, add_version
from vendors.choices import DocumentKind
from vendors.models import Baa, Contract, Document

CONTRACTS: Final = (
    (
        "C-1015",
        DocumentKind.CONTRACT,
        "Pump software order form",
        ("As signed", "With the amended price list"),
    ),
    ("C-1015", DocumentKind.SOC_REPORT, "SOC 2 report of the pump library host", ("Year 2025",)),
    ("C-1024", DocumentKind.CONTRACT, "Staffing agreement", ("As signed",)),
)
"""Contract, kind, title and what is new in each version."""
AGREEMENTS: Final = (
    ("Ashgrove Infusion", "Business associate agreement 2023"),
    ("Harbor Health Systems", "Business associate agreement 2022"),
)


def is_loaded() -> bool:
    """Is any document in this database?"""
    return Document.objects.exists()


def load() -> None:
    """Keep every document whose contract or agreement is known."""
    keeper = User.objects.filter(username=IMANI).first()
    if keeper is None:
        return
    known = {row.number: row for row in Contract.objects.filter(number__in=[row[0] for row in CONTRACTS])}
    for number, kind, title, versions in CONTRACTS:
        if number in known:
            first, *later = versions
            made = add_document(
                known[number], actor=keeper, kind=kind, title=title, upload=_text(title, first), note=first
            )
            for note in later:
                add_version(made.pk, actor=keeper, upload=_text(title, note), note=note)
    for vendor, title in AGREEMENTS:
        if agreement := Baa.objects.filter(vendor__name=vendor).first():
            add_document(
                agreement, actor=keeper, kind=DocumentKind.BAA, title=title, upload=_text(title, "Signed")
            )


def _text(title: str, note: str) -> ContentFile:
    words = f"{title}\n{note}\n\nThis text stands for the signed paper of the demo hospital.\n"
    return ContentFile(words.encode(), name=f"{title}.txt")
