"""Pictures of every page, from a demo that is started for it: desktop and phone, light and dark.

    python -m tools.shots [--only WORD] [--into shots] [--readme]

Needs Debian's chromium. `--readme` also renews the few pictures of docs/images/.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.ports import free_port
from tools.chromium import CHROMIUM, FLAGS, wait_until_served

ROOT = Path(__file__).resolve().parent.parent
README_IMAGES = ROOT / "docs" / "images"
SIZES: dict[str, ViewportSize] = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
SCHEMES = ("light", "dark")
CLIENT, FREELANCER, MANY = "Warm Sparrow", "Quiet Heron", "Greta H."
DETAIL = "Great! You can mail me at jane.doe (at) gmail (dot) com"
README = {
    "room-typing-desktop-light": "room-typing.png",
    "room-typing-phone-dark": "room-phone-dark.png",
    "landing-desktop-light": "landing.png",
}


@dataclass(frozen=True)
class Shot:
    """A page: its name, who looks at it (None: a visitor), where it is and what to do there first."""

    name: str
    who: str | None
    path: str
    prepare: Callable[[Page], None] = lambda page: None
    is_whole: bool = True


def _first_room(page: Page) -> None:
    page.locator("main a[href^='/rooms/']").first.click()
    page.wait_for_selector("textarea")
    page.wait_for_timeout(600)


def _type_detail(page: Page) -> None:
    _first_room(page)
    page.locator("textarea").first.type(DETAIL, delay=10)
    page.wait_for_selector(".mirror mark")
    page.wait_for_timeout(300)


def _send_detail(page: Page) -> None:
    _type_detail(page)
    page.keyboard.press("Enter")
    page.wait_for_timeout(900)


def _first_project(page: Page) -> None:
    page.locator("main h2 a").first.click()
    page.wait_for_load_state()


def _propose(page: Page) -> None:
    _first_project(page)
    page.get_by_role("link", name="Make a proposal").click()
    page.wait_for_load_state()


def _person(page: Page) -> None:
    _first_room(page)
    page.locator("main a[href^='/people/']").locator("visible=true").first.click()
    page.wait_for_load_state()


def _own_project(page: Page) -> None:
    page.get_by_role("link", name="Yours").click()
    page.wait_for_load_state()
    _first_project(page)


def _guarded_form(page: Page) -> None:
    page.locator("[name=title]").fill("A logo for a small bakery")
    page.locator("[name=text]").fill("Two colours, no gradients. Write to hello@bakery-logo.com with your ideas.")
    page.locator("[name=budget]").fill("400")
    page.locator("[name=deadline]").fill("2099-01-31")
    page.locator("main form button[type=submit], main form button:not([type])").last.click()
    page.wait_for_load_state()


def _open_search(page: Page) -> None:
    _first_room(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Search").or_(page.get_by_role("link", name="Search")).first.click()
    page.keyboard.type("page", delay=20)
    page.wait_for_timeout(900)


SHOTS = (
    Shot("landing", None, "/"),
    Shot("rules", None, "/rules/"),
    Shot("sign-up", None, "/sign-up/"),
    Shot("sign-in", None, "/sign-in/"),
    Shot("reset", None, "/reset/"),
    Shot("cast", None, "/demo/"),
    Shot("demo-mail", None, "/demo/mail/"),
    Shot("not-found", None, "/nothing-here/"),
    Shot("projects", FREELANCER, "/projects/"),
    Shot("projects-none-found", FREELANCER, "/projects/?q=zeppelin"),
    Shot("project-as-freelancer", FREELANCER, "/projects/", _first_project),
    Shot("project-as-client", CLIENT, "/projects/", _own_project),
    Shot("propose", FREELANCER, "/projects/", _propose),
    Shot("project-new", CLIENT, "/projects/new/"),
    Shot("project-new-marked", CLIENT, "/projects/new/", _guarded_form),
    Shot("rooms", MANY, "/rooms/"),
    Shot("room", FREELANCER, "/rooms/", _first_room, is_whole=False),
    Shot("room-typing", FREELANCER, "/rooms/", _type_detail, is_whole=False),
    Shot("room-refused", FREELANCER, "/rooms/", _send_detail, is_whole=False),
    Shot("room-search", FREELANCER, "/rooms/", _open_search, is_whole=False),
    Shot("person", FREELANCER, "/rooms/", _person),
    Shot("profile-edit", FREELANCER, "/settings/profile/"),
    Shot("security", FREELANCER, "/settings/security/"),
    Shot("private", FREELANCER, "/settings/private/"),
)


@contextmanager
def running_demo() -> Iterator[str]:
    """The address of a fresh demo."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "armslength", "demo", "--folder", folder, "--port", str(port)]
        demo = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            wait_until_served(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            demo.terminate()
            demo.wait(20)


def take(browser: Browser, origin: str, shot: Shot, into: Path) -> list[str]:
    """Take one page in all sizes and schemes; returns the names of what was taken."""
    taken = []
    for size, viewport in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(viewport=viewport, color_scheme="dark" if scheme == "dark" else "light")
            page = context.new_page()
            if shot.who:
                page.goto(f"{origin}/demo/")
                page.get_by_role("button", name=f"Be {shot.who}").click()
                page.wait_for_load_state()
            page.goto(origin + shot.path)
            shot.prepare(page)
            name = f"{shot.name}-{size}-{scheme}"
            page.screenshot(path=into / f"{name}.png", full_page=shot.is_whole)
            taken.append(name)
            context.close()
    return taken


def main() -> None:
    """Take the pictures, telling each as it is done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only pages whose name contains this")
    parser.add_argument("--into", type=Path, default=ROOT / "shots", help="the folder (default: shots)")
    parser.add_argument("--readme", action="store_true", help="also renew docs/images/")
    options = parser.parse_args()
    options.into.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if options.only in shot.name]
    with running_demo() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for number, shot in enumerate(shots, 1):
            print(f"{number}/{len(shots)} {shot.name}", flush=True)
            for name in take(browser, origin, shot, options.into):
                if options.readme and name in README:
                    README_IMAGES.mkdir(parents=True, exist_ok=True)
                    shutil.copy(options.into / f"{name}.png", README_IMAGES / README[name])
        browser.close()


if __name__ == "__main__":
    main()
