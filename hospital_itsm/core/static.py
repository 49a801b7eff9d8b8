"""Static files under immutable names, imports between our JavaScript modules included."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's hashed and compressed storage that also rewrites `import ... from "./x.js"`."""

    support_js_module_import_aggregation = True


class StaticFiles(StaticFilesConfig):
    """Leaves out what installed packages bring and no page loads: one of these files imports a missing one."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx", "rest_framework", "redoc"]
