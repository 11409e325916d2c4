"""The platform's own settings under a test environment, for tests that call it in their own process.

Two things differ from a served installation, both for speed alone: passwords are hashed
with the least work Argon2 can do, and static files are named without their content's hash.
The journeys and the crash proof run a served installation and change nothing.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.environment import environment_in

_FOLDER = Path(tempfile.mkdtemp(prefix="armslength-test-"))
(_FOLDER / "static").mkdir(exist_ok=True)  # where a served installation has its collected files
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ.update(environment_in(_FOLDER))
(_FOLDER / "static").mkdir(exist_ok=True)  # where a served installation has its collected files

from armslength.platform.config.settings import *  # noqa: E402, F403 - the environment has to stand first

PASSWORD_HASHERS = ["tests.hashing.QuickArgon2Hasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405 - defined by the platform's settings
    # A file, as in real life: a database in memory knows no lock that one waits for.
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "test.sqlite3")}  # noqa: F405 - likewise
