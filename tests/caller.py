"""A browser without a face: keeps cookies, sends the CSRF token, speaks HTTP to a served installation."""

import json
import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

CSRF_COOKIE = "csrftoken"
TIMEOUT_SECONDS = 30.0
# The server closes connections that were idle for five seconds; one that is about to be is not used again.
MAX_IDLE_SECONDS = 2.0
FORM = "application/x-www-form-urlencoded"
PAGE = "text/html,application/xhtml+xml"


@dataclass(frozen=True)
class Answer:
    """What came back for one request; redirects are not followed."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)

    @property
    def location(self) -> str:
        """Where a redirect leads, as a path; empty when it is none."""
        target = urlsplit(self.headers.get("Location", ""))
        return target.path + (f"?{target.query}" if target.query else "")


@dataclass
class Caller:
    """One person's browser."""

    origin: str
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: HTTPConnection | None = None
    _used_at: float = 0.0

    @property
    def cookie_header(self) -> str:
        """All cookies as the header sends them."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str, *, accept: str = PAGE) -> Answer:
        """Ask for `path`."""
        return self._request("GET", path, b"", {"Accept": accept})

    def post_json(self, path: str, body: dict[str, Any]) -> Answer:
        """Send JSON, as the page's modules do."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", **self._csrf()}
        return self._request("POST", path, json.dumps(body).encode(), headers)

    def post_form(self, path: str, fields: dict[str, Any], *, accept: str = PAGE) -> Answer:
        """Send a form, as a page without modules does."""
        body = urlencode(fields, doseq=True).encode()
        return self._request("POST", path, body, {"Content-Type": FORM, "Accept": accept, **self._csrf()})

    def sign_in(self, mail: str, password: str) -> None:
        """Sign in through the form."""
        self.get("/sign-in/")
        answer = self.post_form("/sign-in/", {"mail": mail, "password": password})
        assert answer.status == 302, f"sign-in was refused: {answer.status} {_visible(answer.text)}"

    def close(self) -> None:
        """Let go of the connection; cookies stay."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _csrf(self) -> dict[str, str]:
        return {"X-CSRFToken": self.cookies.get(CSRF_COOKIE, ""), "Origin": self.origin}

    def _request(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        if time.monotonic() - self._used_at > MAX_IDLE_SECONDS:
            self.close()
        if self._connection is None:
            self._connection = HTTPConnection(urlsplit(self.origin).netloc, timeout=TIMEOUT_SECONDS)
        try:
            self._connection.request(method, path, body or None, {**headers, "Cookie": self.cookie_header})
            response = self._connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except Exception:
            self.close()
            raise
        self._used_at = time.monotonic()
        self._keep_cookies(answer.headers)
        return answer

    def _keep_cookies(self, headers: HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)


def _visible(page: str) -> str:
    text = re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(text.split())[:500]
