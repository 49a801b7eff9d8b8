"""Reading the scope of a notice out of its free text."""

import re
from typing import Final

from assets.rules.matching.code_lists import codes_in
from assets.rules.matching.codes import CodeSet, plain_code
from assets.rules.matching.device_identifiers import udis_in, without_udis
from assets.rules.matching.periods import periods_in
from assets.rules.matching.references import after_labels, references_in
from assets.rules.matching.scope import Scope
from assets.rules.matching.versions import versions_in
from assets.rules.udi import canonical

LONGEST_TEXT: Final = 100_000
"""Characters read of each text; FDA's longest code lists have about 30,000."""

_ALL = re.compile(
    r"\ball\s+(?:\w+\s+){0,2}?(?:lots?|units?|serials?|devices?|batch(?:es)?|codes?|products?|versions?|models?)\b"
    r"(?:\s+(?:numbers?|nos?\b\.?|codes?))?"
    r"(?!\s*(?:\w+\s+)?(?:below|above|between|from|prior|before|after|beginning|starting|with|made|manufactured|produced"
    r"|built|ranging|listed|in|up|under|over|lower|higher|distributed|shipped|sold|[<>\u2264\u2265])(?![a-z]))"
    r"|\b(?:numbers?|nos?|lots?|serials?|codes?|versions?)\s*[:.#-]+\s*all\b",
    re.IGNORECASE,
)
_EXCEPTIONS = re.compile(
    r"\b(?:except(?:ing|ion)?|excluding|excludes|other\s+than|unaffected|not\s+affected|not\s+impacted|not\s+included)\b",
    re.IGNORECASE,
)


def read_scope(*, firm: str, product_code: str, description: str, codes: str) -> Scope:
    """What a notice covers; `description` and `codes` are the free texts about the product and its numbers."""
    about, listed = _spaced(description), _spaced(codes)
    is_cut = max(len(description), len(codes)) > LONGEST_TEXT
    udis = udis_in(f"{about}\n{listed}")
    bare_about, bare_listed = without_udis(about), without_udis(listed)
    both = f"{bare_about}\n{bare_listed}"
    serials, lots = codes_in(_ALL.sub(" ", both))
    return Scope(
        firm=firm,
        product_code=product_code.strip().upper(),
        description=about,
        identifiers=frozenset(canonical(udi.di) for udi in udis),
        doubtful_identifiers=frozenset(canonical(udi.di) for udi in udis if not udi.di_valid),
        references=references_in(both),
        after_labels=after_labels(both),
        serials=_with(serials, [udi.serial for udi in udis], is_cut=is_cut),
        lots=_with(lots, [udi.lot for udi in udis], is_cut=is_cut),
        versions=versions_in(both),
        periods=periods_in(both),
        covers_all=bool(_ALL.search(both)),
        has_exceptions=bool(_EXCEPTIONS.search(both)),
    )


def _spaced(text: str) -> str:
    """The text on one line with single blanks, as far as it is read."""
    return " ".join(text[:LONGEST_TEXT].split())


def _with(listed: CodeSet, more: list[str], *, is_cut: bool) -> CodeSet:
    """The set with the numbers of whole UDIs; a text that was cut may have held more."""
    singles = listed.singles | {plain_code(code) for code in more if code}
    return CodeSet(singles, listed.ranges, listed.beginnings, listed.is_unread or is_cut)
