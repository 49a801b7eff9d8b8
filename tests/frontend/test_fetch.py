"""The browser files: what is copied, what is stripped, when there is nothing to do."""

import json
from pathlib import Path

import pytest

from hospital_itsm.core.icons import ICONS
from hospital_itsm.embedded import frontend

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a{}\n/*# sourceMappingURL=bootstrap.min.css.map */", b"a{}"),
        (b"let a\n//# sourceMappingURL=htmx.js.map\n", b"let a"),
        (b"a{}", b"a{}"),
    ],
)
def test_the_line_that_names_a_source_map_is_dropped(before: bytes, after: bytes) -> None:
    assert frontend.strip_source_map(before) == after


def test_the_sprite_holds_a_symbol_per_icon_without_the_bounding_box(tmp_path: Path) -> None:
    box = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'
    (tmp_path / "plus.svg").write_text(f'<svg viewBox="0 0 24 24">{box}<path d="M12 5v14" /></svg>')

    assert frontend.sprite(["plus"], tmp_path) == (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        '<symbol id="plus" viewBox="0 0 24 24"><path d="M12 5v14" /></symbol></svg>\n'
    )


def test_an_icon_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(frontend.FrontendError, match="no Tabler icon named spaceship"):
        frontend.sprite(["spaceship"], tmp_path)


def test_a_second_run_has_nothing_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend, "install_packages", lambda: pytest.fail("npm was called"))

    assert frontend.is_current(frontend.fingerprint())
    assert frontend.prepare() is False


def test_a_changed_input_is_noticed() -> None:
    assert not frontend.is_current("fingerprint of another lock file")


def test_without_npm_the_wheel_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend.shutil, "which", lambda name: None)
    monkeypatch.setattr(frontend, "_npm_inside_wheel", lambda: ["node", "npm-cli.js"])

    assert frontend.npm_command() == ["node", "npm-cli.js"]


def test_the_lock_file_names_no_download_host_and_pins_every_package() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert not [name for name, package in packages.items() if "resolved" in package]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_the_served_sprite_is_that_of_the_list() -> None:
    served = (frontend.VENDOR / "icons.svg").read_text()

    assert served.count("<symbol ") == len(ICONS)
