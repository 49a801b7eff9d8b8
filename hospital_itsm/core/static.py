"""Static files under immutable names, imports between our JavaScript modules included."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's hashed and compressed storage that also rewrites `import ... from "./x.js"`."""

    support_js_module_import_aggregation = True


class PackageFiles(AppDirectoriesFinder):
    """Leaves out what installed packages bring and no page loads: one of these files imports a missing one."""

    unused = ("django_htmx", "rest_framework", "redoc")

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """List the files of the packages that pages do load."""
        return super().list([*(ignore_patterns or ()), *self.unused])
