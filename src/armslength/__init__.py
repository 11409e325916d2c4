"""A guarded freelance platform, and the guard by itself (`armslength.guard`)."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("armslength")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+unknown"
