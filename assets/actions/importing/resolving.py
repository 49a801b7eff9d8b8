"""From words to rows: makers, models, units, places, and the asset that a row of a file means."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from assets.actions.importing.findings import (
    AMBIGUOUS,
    ELSEWHERE,
    MISSING,
    TWICE,
    UNKNOWN,
    Desk,
    Finding,
)
from assets.models import Asset
from hospital_itsm.audit.actions import step

COMPANIES: Final = ("maker", "vendor", "service_provider")
JOINED: Final = ("model", "location", "network", "care_area", "owner_department", "vendor")


@step
def resolve(desk: Desk, findings: Sequence[Finding]) -> None:
    """Turn the names of makers, models, units and places into rows; unknown ones are proposed, never made."""
    desk.learn(str(one.said[key]) for one in findings for key in COMPANIES if key in one.said)
    for one in findings:
        _put(desk, one, "care_area", desk.units)
        _put(desk, one, "owner_department", desk.units)
        _put(desk, one, "location", desk.places)
        _put(desk, one, "vendor", desk.vendors, exact=True)
        _put(desk, one, "service_provider", desk.vendors, exact=True)
        _put(desk, one, "contract", desk.contracts)
        _put(desk, one, "team", desk.teams)
        _put_model(desk, one)


def _put(desk: Desk, one: Finding, name: str, known: Mapping[str, Any], *, exact: bool = False) -> None:
    if name in one.said:
        text = str(one.said.pop(name))
        row = known.get(text if exact else text.upper())
        if row is None:
            one.wrong(name, UNKNOWN, desk.near(name, "", text, known) or text[:60])
        else:
            one.said[name] = row


def _put_model(desk: Desk, one: Finding) -> None:
    maker, name, number = (str(one.said.pop(key, "")) for key in ("maker", "model", "model_number"))
    if not (maker or name or number):
        return
    if maker not in desk.vendors:
        one.wrong("maker", UNKNOWN if maker else MISSING, maker)
        return
    mine = desk.models[desk.vendors[maker].pk]
    found = mine.get((name or number).upper(), [])
    narrowed = [row for row in found if number.upper() in (row.model_number.upper(), "")] or found
    if len(narrowed) == 1:
        one.said["model"] = narrowed[0]
    elif name or number:
        hint = desk.near("model", maker, name or number, mine)
        one.wrong("model", AMBIGUOUS if narrowed else UNKNOWN, hint or (name or number)[:60])
    else:
        one.wrong("model", MISSING)


@step
def match(desk: Desk, findings: Sequence[Finding]) -> None:
    """Find the asset of each row: by tag, else by model and serial number, else by network address."""
    rows = Asset.objects.visible_to(desk.actor).select_related(*JOINED)
    by_tag = {row.tag: row for row in rows.filter(tag__in=_said(findings, "tag"))}
    serials: dict[tuple[Any, str], list[Asset]] = {}
    for row in rows.filter(serial__in=_said([one for one in findings if "tag" not in one.said], "serial")):
        serials.setdefault((row.model_id, row.serial), []).append(row)
    macs: dict[str, list[Asset]] = {}
    for row in rows.filter(network__mac__in=_said(findings, "mac")):
        macs.setdefault(row.network.mac, []).append(row)
    for one in findings:
        if not one.faults:
            _meant(one, by_tag, serials, macs)
        if not one.faults:
            _alone(desk, one, macs)


def _meant(
    one: Finding,
    by_tag: Mapping[str, Asset],
    serials: Mapping[tuple[Any, str], list[Asset]],
    macs: Mapping[str, list[Asset]],
) -> None:
    if "tag" in one.said:
        one.asset = by_tag.get(one.said["tag"])
        return
    model = one.said.get("model")
    found = serials.get((model.pk, one.said.get("serial", "")), []) if model else []
    found = found or macs.get(one.said.get("mac", ""), [])
    if len(found) > 1:
        one.wrong("serial", AMBIGUOUS, ", ".join(row.tag for row in found[:5]))
    elif found:
        one.asset = found[0]
    else:
        one.wrong("tag", MISSING)


def _alone(desk: Desk, one: Finding, macs: Mapping[str, list[Asset]]) -> None:
    """One row an asset, one asset a network address."""
    if one.asset is not None and desk.is_again("asset", one.asset.pk):
        one.wrong("tag", TWICE, one.asset.tag)
    others = [row.tag for row in macs.get(one.said.get("mac", ""), []) if row != one.asset]
    if others:
        one.wrong("mac", ELSEWHERE, ", ".join(others[:5]))


def _said(findings: Sequence[Finding], name: str) -> set[str]:
    return {one.said[name] for one in findings if one.said.get(name)}
