"""The guard in a room, in the languages of the people who write there, in whichever direction they write."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.installation import Installation
from tests.journeys.conftest import OpenTab, tabs_of
from tests.journeys.guarding import expect_delivered, expect_kept_back, expect_marked, expect_stopped
from tests.journeys.tab import Tab


@dataclass(frozen=True)
class Talk:
    """What is said in one language. `detail` is the part of `share` that has to be marked, and nothing else of it."""

    language: str
    work: str
    ask: str
    refusal: str
    share: str
    detail: str


TALKS = (
    Talk(
        "en",
        work="I moved the map below the opening hours.",
        ask="What's your WhatsApp?",
        refusal="I don't give out my number, let's stay here.",
        share="You can mail me at jana.moreno@gmail.com",
        detail="jana.moreno@gmail.com",
    ),
    Talk(
        "es",
        work="He cambiado el color de los botones.",
        ask="Dame tu número de teléfono",
        refusal="No doy mi número, mejor hablamos por aquí.",
        share="Escríbeme a jana.moreno@gmail.com",
        detail="jana.moreno@gmail.com",
    ),
    Talk(
        "de",
        work="Ich habe die Farben der Knöpfe geändert.",
        ask="Gibst du mir deine Telefonnummer?",
        refusal="Meine Nummer gebe ich nicht heraus, bleiben wir hier.",
        share="Meine Nummer ist +49 176 34528917",
        detail="+49 176 34528917",
    ),
    Talk(
        "fr",
        work="J'ai changé la couleur des boutons.",
        ask="Tu peux me donner ton adresse e-mail ?",
        refusal="Je ne donne pas mon numéro, restons ici.",
        share="Mon numéro est le 06 12 34 56 78",
        detail="06 12 34 56 78",
    ),
    Talk(
        "ru",
        work="Я поменял цвет кнопок на сайте.",
        ask="Дай свой номер телефона",
        refusal="Я не даю свой номер, давайте общаться здесь.",
        share="Мой номер +7 916 234-56-78",
        detail="+7 916 234-56-78",
    ),
    Talk(
        "ar",
        work="غيّرت ألوان الأزرار في الصفحة.",
        ask="أعطني رقم هاتفك",
        refusal="لا أعطي رقمي، لنبق هنا.",
        share="رقمي هو ٠٥٥١٢٣٤٥٦٧ للتواصل",
        detail="٠٥٥١٢٣٤٥٦٧",
    ),
    Talk(
        "hi",
        work="मैंने बटनों का रंग बदल दिया है।",
        ask="मुझे अपना व्हाट्सएप नंबर भेजो",
        refusal="मैं अपना नंबर नहीं देता, यहीं बात करते हैं।",
        share="मेरा नंबर +91 98765 43210 है",
        detail="+91 98765 43210",
    ),
    Talk(
        "zh",
        work="我把按钮的颜色改好了。",
        ask="你的微信号是多少？",
        refusal="我不会给我的电话号码，我们在这里聊。",
        share="我的手机号是 138 1234 5678",
        detail="138 1234 5678",
    ),
    Talk(
        "ja",
        work="ボタンの色を変更しました。",
        ask="電話番号を教えてください",
        refusal="電話番号は教えられません、ここで話しましょう。",
        share="電話番号は090-1234-5678です",
        detail="090-1234-5678",
    ),
    Talk(
        "tr",
        work="Düğmelerin rengini değiştirdim.",
        ask="Telefon numaranı ver",
        refusal="Numaramı vermiyorum, burada konuşalım.",
        share="Numaram 0532 123 45 67",
        detail="0532 123 45 67",
    ),
)
EnterRoom = Callable[[], tuple[Tab, Tab]]


@pytest.fixture(scope="module")
def enter_room(browser: Browser, installation: Installation) -> Iterator[EnterRoom]:
    """`enter_room()`: the client's and the freelancer's tab, in a room where nobody has spoken yet."""
    scene = installation.call("tests.journeys.inside", "rooms", str(len(TALKS)))
    rooms = iter(scene["rooms"])
    with tabs_of(browser, installation) as open_tab:
        tabs = open_tab(), open_tab()
        for tab, side in zip(tabs, ("client", "freelancer"), strict=True):
            tab.sign_in(scene[side]["mail"])

        def enter() -> tuple[Tab, Tab]:
            room = next(rooms)
            for tab in tabs:
                tab.open_room(room)
            return tabs

        yield enter


@pytest.mark.parametrize("talk", TALKS, ids=[talk.language for talk in TALKS])
def test_work_goes_through_and_details_stay_with_their_writer(enter_room: EnterRoom, talk: Talk) -> None:
    client, freelancer = enter_room()
    expect_delivered(freelancer, client, talk.work)
    client.say(talk.ask)
    expect_kept_back(client, freelancer, talk.ask)
    expect_stopped(freelancer, client, talk.share, detail=talk.detail)
    expect(freelancer.message(talk.share).locator("mark")).to_have_text([talk.detail])
    expect_delivered(freelancer, client, talk.refusal)
    assert talk.share not in client.page.content()
    assert talk.ask not in freelancer.page.content()


# ---- from right to left

MAX_GAP_PX = 1.5
# A number in the digits of the language, and Latin letters that run the other way inside the line.
ARABIC = (
    ("رقمي هو ", "٠٥٥١٢٣٤٥٦٧", " للتواصل"),
    ("بريدي ", "jana@gmail.com", " فقط"),
)
LAYOUT = """
(selector) => {
  const box = [...document.querySelectorAll(selector)].at(-1);
  const measure = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const { left, right, top } = range.getBoundingClientRect();
    return { left, right, top };
  };
  const style = getComputedStyle(box);
  const edge = box.getBoundingClientRect().right - parseFloat(style.paddingRight) - parseFloat(style.borderRightWidth);
  return { edge, parts: [...box.childNodes].slice(0, 3).map(measure) };
}
"""


def expect_laid_out_from_the_right(tab: Tab, selector: str) -> None:
    """In the last such box what precedes the mark begins at the right edge; mark and rest follow without a gap."""
    layout: dict[str, Any] = tab.evaluate(LAYOUT, selector)
    before, mark, after = layout["parts"]
    edges = (layout["edge"], before["right"]), (before["left"], mark["right"]), (mark["left"], after["right"])
    assert all(abs(one - other) <= MAX_GAP_PX for one, other in edges), layout
    assert before["left"] < before["right"]
    assert mark["left"] < mark["right"], layout


@pytest.mark.parametrize("is_phone", [False, True], ids=["desktop", "phone"])
def test_mark_lies_under_the_detail_in_a_line_from_the_right(
    open_tab: OpenTab, scene: dict[str, Any], is_phone: bool
) -> None:
    tab = open_tab(is_phone=is_phone)
    tab.sign_in(scene["client"]["mail"])
    tab.open_room(scene["room"])
    for parts in ARABIC:
        tab.write("".join(parts))
        expect_marked(tab, parts[1])
        expect(tab.page.locator("#composer-text")).to_have_css("direction", "rtl")
        expect_laid_out_from_the_right(tab, ".composer .mirror")
        tab.page.get_by_role("button", name="Send").click()
        stopped = tab.message(parts[1])
        expect(stopped.locator(".verdict")).to_be_visible()
        expect(stopped.locator("mark")).to_have_text([parts[1]])
        expect_laid_out_from_the_right(tab, "li.message .message-text")
