"""Labels as a PDF: Code 128 of the tag, QR of the address to report at, tag, name and unit."""

import json
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from assets.rules.code128 import bars, modules
from assets.rules.labels import Stock, bar_width, lines_of, places

LAYOUT: Final = settings.BASE_DIR / "templates" / "assets" / "labels.typ"
REPORT: Final = "/report/device/{tag}/"
TALL: Final = 20
"""Modules; the height of the bars in their own drawing, which the label stretches."""


def pdf_of(assets: Sequence[Any], stock: Stock, used: int = 0) -> bytes:
    """The labels of these assets; the first `used` places of the first page stay empty.

    Draws `title` and `care_area` of each: read them along. 200 labels take about a second.
    """
    return drawn(assets, stock, used, format="pdf")


def drawn(assets: Sequence[Any], stock: Stock, used: int = 0, **options: Any) -> Any:
    """What the typesetter makes of the labels, in the format the options name."""
    import typst

    corners = [(page, at) for page, sheet in enumerate(places(len(assets), stock, used)) for at in sheet]
    sheets: list[list[dict[str, Any]]] = []
    for asset, (page, at) in zip(assets, corners, strict=True):
        if page == len(sheets):
            sheets.append([])
        sheets[page].append({"at": at, **label_of(asset)})
    data = {"title": _("Labels"), "page": stock.page, "sheets": sheets}
    fonts: dict[str, Any] = {"ignore_system_fonts": True}
    return typst.compile(str(LAYOUT), sys_inputs={"labels": json.dumps(data)}, **fonts, **options)


def label_of(asset: Any) -> dict[str, Any]:
    """What stands on one label; the drawings are SVG without anybody's words in them."""
    import segno

    address = settings.SITE_URL.rstrip("/") + REPORT.format(tag=asset.tag)
    return {
        "tag": lines_of(asset.tag),
        "name": asset.title,
        "unit": asset.care_area.name if asset.care_area else "",
        "address": address,
        "qr": segno.make_qr(address, error="m").svg_inline(border=4, omitsize=True),
        "bars": _bars(asset.tag),
        "bar_width": bar_width(modules(asset.tag)),
    }


def _bars(tag: str) -> str:
    path = "".join(f"M{at} 0h{width}v{TALL}h-{width}z" for at, width in bars(tag))
    box = f'viewBox="0 0 {modules(tag)} {TALL}" preserveAspectRatio="none"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}"/></svg>'
