"""All routes of the platform, and those that the crawl need not call."""

from collections.abc import Iterator

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

# Name of a route, and why it is not called. Empty is best.
NOT_CALLED: dict[str, str] = {}


def all_routes() -> set[str]:
    """The name of every route."""
    return {pattern.name or str(pattern.pattern) for pattern in _patterns(get_resolver())}


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            yield from _patterns(part)
        else:
            yield part


def route_of(path: str) -> str | None:
    """The name of the route that serves `path`."""
    try:
        return resolve(path).url_name
    except Resolver404:
        return None
