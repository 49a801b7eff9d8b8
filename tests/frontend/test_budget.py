"""What a page weighs over the wire, gzipped (ux.md bars 15 and 16), and that immutable names reach every import."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.test import override_settings

from hospital_itsm.core.static import ModuleManifestStorage

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"


def gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


@pytest.fixture(autouse=True)
def _fetched() -> None:
    if not (STATIC / "vendor" / "icons.svg").exists():
        pytest.fail("The browser files are missing. Run: python -m hospital_itsm.embedded.frontend")


def test_our_script_and_htmx_stay_under_35_kb() -> None:
    scripts = [*(STATIC / "js").glob("*.js"), STATIC / "vendor" / "htmx.min.js"]

    assert sum(gzipped(script) for script in scripts) <= 35_000


@pytest.mark.parametrize(
    ("page", "sheets"),
    [
        ("portal", ["portal"]),
        ("queue", ["layout", "queue"]),
        ("ticket", ["layout", "ticket"]),
        ("wall", ["wall"]),
        ("dashboard", ["layout", "lists", "dashboard"]),
        ("search", ["layout", "people", "search"]),
    ],
)
def test_a_page_without_its_html_stays_under_120_kb(page: str, sheets: list[str]) -> None:
    ours = ["tokens", "tokens-dark", "base", "controls", "status", "print", *sheets]
    files = [STATIC / "css" / f"{name}.css" for name in ours]
    files += [STATIC / "vendor" / name for name in ("bootstrap.css", "htmx.min.js", "icons.svg")]
    files += (STATIC / "js").glob("*.js")
    font = (STATIC / "vendor" / "inter-latin.woff2").stat().st_size

    assert sum(gzipped(file) for file in files) + font <= 120_000


def test_our_style_sheets_stay_small() -> None:
    assert sum(gzipped(sheet) for sheet in (STATIC / "css").glob("*.css")) <= 36_000


class ModuleNames(ManifestStaticFilesStorage):
    """The names of our storage without its compression, which takes half a minute over all applications."""

    support_js_module_import_aggregation = ModuleManifestStorage.support_js_module_import_aggregation


def test_every_module_is_imported_under_its_immutable_name(tmp_path: Path) -> None:
    storages = {"staticfiles": {"BACKEND": f"{__name__}.ModuleNames"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        entry = next((tmp_path / "js").glob("app.????????????.js")).read_text()
    imports = re.findall(r'import\(?\s*"\./([^"]+)"', entry)

    assert len(imports) == len(re.findall(r"\bimport\b", entry))
    assert all(re.fullmatch(r"[a-z_]+\.[0-9a-f]{12}\.js", name) for name in imports)
    assert all((tmp_path / "js" / name).exists() for name in imports)


def test_no_style_sheet_scrolls_smoothly() -> None:
    assert not any("smooth;" in sheet.read_text() for sheet in (STATIC / "css").glob("*.css"))
    assert "scroll-behavior: auto" in (STATIC / "css" / "base.css").read_text()
