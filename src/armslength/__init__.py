"""A guarded freelance platform, and the guard by itself (`armslength.guard`)."""


def __getattr__(name: str) -> str:
    """`__version__` is looked up when it is asked for: the look-up costs more than importing the guard."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - loads half of `email`

    try:
        return version("armslength")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0+unknown"
