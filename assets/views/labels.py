"""`/assets/labels/`: labels of chosen assets, or of those a list shows, as a PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from assets.filters import AssetFilters
from assets.forms.labels import LabelsForm, initial_tags
from assets.label_sheet import pdf_of
from assets.models import Asset
from assets.rules.labels import MOST, STOCKS
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import posted
from hospital_itsm.people.views.layout import own_layout

NAMED = 10
"""How many tags that were not found are said."""


class LabelsView(PageView):
    """The filters of the address choose as they do in the list; typed tags go before them."""

    access = "asset.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; `?tag=` names one asset."""
        return self.show(request, LabelsForm(initial=initial_tags(request.GET.get("tag", "")[:40])))

    def post(self, request: HttpRequest) -> HttpResponse:
        """The PDF, or at the field what stands against it."""
        form = LabelsForm(posted(request))
        if not form.is_valid():
            return self.show(request, form, status=422)
        tags = form.cleaned_data["tags"]
        assets = _tagged(request, tags) if tags else _listed(request)
        if fault := _fault(tags, assets):
            form.add_error("tags", fault)
            return self.show(request, form, status=422)
        pdf = pdf_of(assets, STOCKS[form.cleaned_data["stock"]], form.cleaned_data["used"])
        answer = HttpResponse(pdf, content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="labels.pdf"'
        return answer

    def show(self, request: HttpRequest, form: LabelsForm, *, status: int = 200) -> HttpResponse:
        """Draw the page."""
        chosen = len(_listed(request))
        context: dict[str, Any] = {
            "layout": own_layout(request),
            "form": form,
            "chosen": min(chosen, MOST),
            "is_cut": chosen > MOST,
            "most": MOST,
        }
        return render(request, "assets/labels.html", context, status=status)


def _listed(request: HttpRequest) -> list[Any]:
    """What the filters of the address choose, one more than may be printed; nothing without a filter."""
    asked = AssetFilters(request.GET, actor=request.user, now=timezone.now())
    if asked.errors or not asked.query():
        return []
    rows = Asset.objects.visible_to(request.user).listed()
    rows = rows if {"status", "ended"} & set(request.GET) else rows.in_house()
    return list(asked.apply(rows).order_by("tag")[: MOST + 1])


def _tagged(request: HttpRequest, tags: list[str]) -> list[Any]:
    """Those with the tags, in their order."""
    rows = Asset.objects.visible_to(request.user).listed().filter(tag__in=tags[: MOST + 1])
    by_tag = {asset.tag: asset for asset in rows}
    return [by_tag[tag] for tag in tags if tag in by_tag]


def _fault(tags: list[str], assets: list[Any]) -> str:
    known = {asset.tag for asset in assets}
    if max(len(tags), len(assets)) > MOST:
        return _("One request prints at most %(most)d labels. Choose fewer, or print them in parts.") % {
            "most": MOST
        }
    if unknown := [tag for tag in tags if tag not in known]:
        return _("No asset you can see has this tag: %(tags)s. Correct it or take it out.") % {
            "tags": ", ".join(unknown[:NAMED])
        }
    return "" if assets else _("Type at least one tag, or choose assets in the list first.")
