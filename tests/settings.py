"""Settings of a test run: those of the project, with a home of its own and nothing that leaves the machine."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A home for each process of the run, in memory where the machine offers that.
_shared_memory = Path("/dev/shm")
_home = tempfile.mkdtemp(prefix="kheo-test-", dir=_shared_memory if os.access(_shared_memory, os.W_OK) else None)
(Path(_home) / "static").mkdir()
atexit.register(shutil.rmtree, _home, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("KHEO_")]:
    if _name not in {"KHEO_DATABASE_URL", "KHEO_SHARED"}:
        del os.environ[_name]
os.environ["KHEO_HOME"] = _home
os.environ["KHEO_SECRET_KEY"] = "only-for-tests"

from kheo.config.words import prepare_words  # noqa: E402

prepare_words()

from kheo.config.settings import *  # noqa: E402, F403  the environment comes first
from kheo.config.settings import DATABASES, HOME  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the server of a browser test has its own connections, as in real life.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
