"""A browser every answer of which is searched, and that remembers which routes it has called."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_plus, urlsplit

from tests.caller import Answer, Caller
from tests.leaks.watch import Watch

RouteOf = Callable[[str], str | None]
LINK = re.compile(r"""(?:href|src|action|data-url|hx-get)=["']([^"'#]+)""")
MAX_PAGES = 400


@dataclass
class Visitor(Caller):
    """One person's browser. `typed` are details that the person wrote into a text: they may see their own words."""

    name: str = "nobody"
    watch: Watch | None = None
    route_of: RouteOf = lambda _path: None
    typed: set[str] = field(default_factory=set)
    routes: set[str] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def crawl(self, *starts: str) -> None:
        """Open every page that can be reached by links from these, and everything that they load."""
        waiting = [path for path in starts if path not in self.paths]
        while waiting and len(self.paths) < MAX_PAGES:
            path = waiting.pop()
            if path in self.paths:
                continue
            self.paths.add(path)
            answer = self.get(path)
            waiting += [answer.location] if answer.location else self._links(path, answer)
        assert len(self.paths) < MAX_PAGES, "the crawl does not end"

    def _links(self, path: str, answer: Answer) -> list[str]:
        if "html" not in answer.headers.get("Content-Type", ""):
            return []
        found = []
        for link in LINK.findall(answer.text.replace("&amp;", "&")):
            target = urlsplit(link)
            is_ours = not target.netloc or link.startswith(self.origin)
            if is_ours and target.scheme in ("", "http"):
                base = target.path or urlsplit(path).path
                found.append(base + (f"?{target.query}" if target.query else ""))
        return [link for link in found if link.startswith("/") and not link.startswith("/static/")]

    def _request(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        answer = super()._request(method, path, body, headers)
        route = self.route_of(urlsplit(path).path)
        if route:
            self.routes.add(route)
        if answer.status >= 500:
            self.errors.append(f"{answer.status} for {self.name} at {method} {path}")
        self._search(f"{method} {route or path} for {self.name}", path.encode() + b" " + body, answer)
        return answer

    def _search(self, place: str, request: bytes, answer: Answer) -> None:
        """What a request says may come back in its own answer and in no other."""
        if self.watch is None:
            return
        sent = unquote_plus(request.decode()).lower()
        echo = {value for value in self.watch.values if value.lower() in sent}
        self.watch.search(place, answer.body, allowed=self.typed | echo)
        self.watch.search(f"headers of {place}", str(answer.headers).encode(), allowed=echo)
