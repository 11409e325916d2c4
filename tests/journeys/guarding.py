"""What two people see of the guard when one of them writes."""

import re

from playwright.sync_api import Response, expect

from tests.journeys.tab import Tab


def expect_stopped(writer: Tab, reader: Tab, text: str, *, detail: str | None = None) -> None:
    """Marked while it is typed; sent anyway, it stays with its writer. For `detail` see `expect_marked`."""
    writer.write(text)
    expect_marked(writer, detail)
    expect(writer.page.locator("[data-sentence]")).not_to_be_empty()
    writer.page.locator("#composer-text").press("Enter")
    expect_kept_back(writer, reader, text)


def expect_marked(writer: Tab, detail: str | None = None) -> None:
    """Something in the composer is underlined: `detail` and nothing else, where it is given."""
    marks = writer.page.locator(".composer .mirror mark")
    expect(marks.first).to_be_visible()
    if detail is not None:
        expect(marks).to_have_text([detail])


def expect_kept_back(writer: Tab, reader: Tab, text: str) -> None:
    """What was sent stands with its writer, who is told why, and nowhere else."""
    stopped = writer.message(text)
    expect(stopped).to_have_attribute("data-state", re.compile("refused|held"))
    expect(stopped.locator(".verdict")).to_be_visible()
    assert text not in reader.page.content()


def expect_delivered(writer: Tab, reader: Tab, text: str) -> None:
    """Not marked, and there at once."""

    def is_about_all_of_it(answer: Response) -> bool:
        return answer.url.endswith("/check/") and answer.request.post_data_json == {"text": text}

    with writer.page.expect_response(is_about_all_of_it) as answer:
        writer.page.locator("#composer-text").fill(text)
    assert answer.value.json()["marks"] == []
    writer.page.locator("#composer-text").press("Enter")
    expect(reader.message(text)).to_be_visible()
    expect(writer.message(text)).to_have_attribute("data-state", "delivered")
