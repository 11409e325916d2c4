"""One person's browser tab, as a person uses it; whatever goes wrong in it is kept."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from tests.people import PASSWORD

VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts.push(entry.value);
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass
class Tab:
    """A tab. `problems` collects console errors, page errors and answers of 500 and above."""

    context: BrowserContext
    page: Page
    origin: str
    problems: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, context: BrowserContext, origin: str) -> "Tab":
        """A new tab that tells its problems."""
        context.add_init_script(VIOLATIONS + SHIFTS)
        page = context.new_page()
        tab = cls(context, page, origin)
        page.on("console", tab._on_console)
        page.on("pageerror", lambda error: tab.problems.append(f"page error: {error}"))
        page.on("response", tab._on_response)
        return tab

    def _on_console(self, message: ConsoleMessage) -> None:
        # Answers that are no success are judged by the test that causes them, and servers' faults below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.url}")

    def go(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.origin + path)

    def sign_in(self, mail: str, password: str = PASSWORD) -> None:
        """Sign in through the form."""
        self.go("/sign-in/")
        self.page.get_by_label("E-mail address").fill(mail)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_url("**/projects/")

    def sign_out(self) -> None:
        """Forget who is here, as closing a private window does."""
        self.context.clear_cookies()

    def submit(self) -> None:
        """Send the page's main form as it is, whatever the browser would say to it."""
        self.page.evaluate("() => { const form = document.querySelector('main form'); form.noValidate = true; }")
        with self.page.expect_navigation():
            self.page.locator("main form button:not([type=button])").last.click()

    def evaluate(self, expression: str, argument: Any = None) -> Any:
        """Run script in the page."""
        return self.page.evaluate(expression, argument)

    # ---- in a room

    def open_room(self, path: str) -> None:
        """Open a room, and wait until its modules have taken over."""
        self.go(path)
        self.page.locator("#composer-text").wait_for()
        self.page.wait_for_load_state("load")  # module scripts run before it

    def write(self, text: str) -> None:
        """Type into the composer, key by key."""
        self.page.locator("#composer-text").press_sequentially(text, delay=5)

    def say(self, text: str) -> None:
        """Write and send."""
        self.page.locator("#composer-text").fill(text)
        self.page.locator("#composer-text").press("Enter")

    def message(self, text: str) -> Any:
        """The message with this text (last one, if there are several)."""
        return self.page.locator("li.message", has_text=text).last

    def states(self) -> list[str]:
        """The state of every message on the page, in order."""
        states: list[str] = self.evaluate("[...document.querySelectorAll('li.message')].map((m) => m.dataset.state)")
        return states
