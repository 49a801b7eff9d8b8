"""What a page weighs over the wire, gzipped (ux.md bars 15 and 16), and that immutable names reach every import."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.test import override_settings

from hospital_itsm.core.static import ModuleManifestStorage, ShrinksOurs

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"


def gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


class ModuleNames(ShrinksOurs, ManifestStaticFilesStorage):
    """Names and texts of our storage without its compression, which takes half a minute over all applications."""

    support_js_module_import_aggregation = ModuleManifestStorage.support_js_module_import_aggregation
    keep_intermediate_files = False


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collected files, each under its immutable name."""
    if not (STATIC / "vendor" / "icons.svg").exists():
        pytest.fail("The browser files are missing. Run: python -m hospital_itsm.embedded.frontend")
    root = tmp_path_factory.mktemp("static")
    storages = {"staticfiles": {"BACKEND": f"{__name__}.ModuleNames"}}
    with override_settings(STATIC_ROOT=root, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
    return root


def file_of(served: Path, name: str) -> Path:
    """A collected file by the name it has here."""
    folder, _, file = name.rpartition("/")
    stem, _, ending = file.rpartition(".")
    return next((served / folder).glob(f"{stem}.????????????.{ending}"))


def ours(served: Path, ending: str) -> list[Path]:
    """All of our scripts or sheets."""
    names = sorted(path.name for path in (STATIC / ending).glob(f"*.{ending}"))
    assert names
    return [file_of(served, f"{ending}/{name}") for name in names]


def test_our_script_and_htmx_stay_under_35_kb(served: Path) -> None:
    scripts = [*ours(served, "js"), file_of(served, "vendor/htmx.min.js")]

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
def test_a_page_without_its_html_stays_under_120_kb(served: Path, page: str, sheets: list[str]) -> None:
    names = ["tokens", "tokens-dark", "base", "controls", "status", "print", *sheets]
    files = [file_of(served, f"css/{name}.css") for name in names]
    files += [file_of(served, f"vendor/{name}") for name in ("bootstrap.css", "htmx.min.js", "icons.svg")]
    files += ours(served, "js")
    font = (STATIC / "vendor" / "inter-latin.woff2").stat().st_size

    assert sum(gzipped(file) for file in files) + font <= 120_000


def test_our_style_sheets_stay_small(served: Path) -> None:
    assert sum(gzipped(sheet) for sheet in ours(served, "css")) <= 36_000


def test_what_we_wrote_is_served_shorter_and_without_comments(served: Path) -> None:
    for ending in ("js", "css"):
        for written in (STATIC / ending).glob(f"*.{ending}"):
            text = file_of(served, f"{ending}/{written.name}").read_text()
            unnamed = re.sub(r"\.[0-9a-f]{12}\.", ".", text)
            assert 0 < len(unnamed) < len(written.read_text())
            assert "/*" not in text
            assert not re.search(r"^\s*//", text, re.MULTILINE)


def test_what_others_wrote_is_served_as_they_wrote_it(served: Path) -> None:
    for name in ("htmx.min.js", "bootstrap.css"):
        written = (STATIC / "vendor" / name).read_text()
        assert len(file_of(served, f"vendor/{name}").read_text()) >= len(written)


def test_every_module_is_imported_under_its_immutable_name(served: Path) -> None:
    for module in ours(served, "js"):
        text = module.read_text()
        imports = re.findall(r'(?:\bfrom ?|\bimport\(?)"\./([^"]+)"', text)

        assert len(imports) == len(re.findall(r"\bimport\b", text))
        assert all(re.fullmatch(r"[a-z_]+\.[0-9a-f]{12}\.js", name) for name in imports)
        assert all((served / "js" / name).exists() for name in imports)


def test_no_style_sheet_scrolls_smoothly() -> None:
    assert not any("smooth;" in sheet.read_text() for sheet in (STATIC / "css").glob("*.css"))
    assert "scroll-behavior: auto" in (STATIC / "css" / "base.css").read_text()
