"""Static files under names that carry their content's hash, the imports of our ES modules included."""

from typing import Any

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django has no public way to say which scripts are modules.
_DJANGOS: Any = HashedFilesMixin
_IMPORT_FORMS = _DJANGOS._js_module_import_aggregation_patterns[1]  # noqa: SLF001 - see above


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """So that a page and its modules are always of one version, and cached for ever.

    Only our own scripts are read for imports: those of packages are not all modules.
    """

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = ("armslength/js/*.js", _IMPORT_FORMS)
