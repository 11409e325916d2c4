"""Static files under names that carry their content's hash, ES module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """So that a page and its modules are always of one version, and cached for ever."""

    support_js_module_import_aggregation = True
