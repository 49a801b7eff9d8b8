"""Static files under immutable names, imports between our JavaScript modules included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's hashed and compressed storage that also rewrites `import ... from "./x.js"`."""

    support_js_module_import_aggregation = True
