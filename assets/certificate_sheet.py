"""A certificate of sanitization as a tagged PDF that a screen reader can read.

It keeps PDF/UA-1, unless a name in it has letters the fonts do not hold: that one is tagged alike, and is sent all the
same.
"""

import json
from typing import Any, Final

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assets.certificate_facts import sections_of, signature_of
from assets.models import SanitizationCertificate

LAYOUT: Final = settings.BASE_DIR / "templates" / "assets" / "certificate.typ"


def pdf_of(row: SanitizationCertificate) -> bytes:
    """The certificate on paper. Reads `signed_by`: select it along."""
    data = {
        "title": _("Certificate of sanitization %(number)s") % {"number": row.number},
        "number": row.number,
        "lang": (get_language() or "en").split("-")[0],
        "failed": "" if row.has_passed else _("The verification failed. This certificate proves nothing."),
        "sections": sections_of(row),
        "signature": [_("Signature"), signature_of(row)],
        "page": _("Page"),
    }
    try:
        return _drawn(data, pdf_standards="ua-1")
    except typst.TypstError:
        return _drawn(data)


def _drawn(data: Any, **options: Any) -> bytes:
    made: bytes = typst.compile(
        str(LAYOUT),
        sys_inputs={"certificate": json.dumps(data)},
        format="pdf",
        ignore_system_fonts=True,
        **options,
    )
    return made
