"""Static files under immutable names, imports between our modules included; ours without what no browser reads."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import rcssmin
import rjsmin
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHRINKERS: Final[Mapping[str, Callable[[str], str]]] = {"js": rjsmin.jsmin, "css": rcssmin.cssmin}
"""What takes comments and needless space out of our own files, by their folder."""


@dataclass(frozen=True)
class Shrunk:
    """Reads one of our files as it is served, where collecting would read it as it was written."""

    source: Any
    shrink: Callable[[str], str]

    def open(self, path: str) -> "ContentFile[bytes]":
        """The file with the shorter text."""
        with self.source.open(path) as file:
            return ContentFile(self.shrink(file.read().decode()).encode())


class ShrinksOurs:
    """For a storage of collected files: our scripts and sheets say the same in fewer characters."""

    def post_process(self, paths: Mapping[str, Any], **options: Any) -> Iterator[Any]:
        """Name and link each file by what is served of it."""
        read = {name: (_shrunk(name, source), path) for name, (source, path) in paths.items()}
        yield from super().post_process(read, **options)  # type: ignore[misc]


def _shrunk(name: str, source: Any) -> Any:
    shrink = SHRINKERS.get(name.partition("/")[0])
    return Shrunk(source, shrink) if shrink else source


class ModuleManifestStorage(ShrinksOurs, CompressedManifestStaticFilesStorage):
    """WhiteNoise's hashed and compressed storage that also rewrites `import ... from "./x.js"`."""

    support_js_module_import_aggregation = True


class PackageFiles(AppDirectoriesFinder):
    """Leaves out what installed packages bring and no page loads: one of these files imports a missing one."""

    unused = ("django_htmx", "rest_framework", "redoc")

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """List the files of the packages that pages do load."""
        return super().list([*(ignore_patterns or ()), *self.unused])
