"""Drawn pictures and drawn names."""

import re
from xml.etree import ElementTree as ET

import pytest

from armslength.platform.profiles.avatars import SIZE, draw_avatar, new_seed
from armslength.platform.profiles.pseudonyms import TRIES_BEFORE_NUMBERS, draw_pseudonym

SEEDS = [f"seed-{number}" for number in range(300)]
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {
    "svg": {"viewBox"},
    "rect": {"x", "y", "width", "height", "fill"},
    "circle": {"cx", "cy", "r", "fill"},
    "path": {"d", "transform", "fill"},
}


def test_picture_is_the_same_for_the_same_seed() -> None:
    assert draw_avatar("heron") == draw_avatar("heron")


def test_pictures_differ() -> None:
    assert len({draw_avatar(seed) for seed in SEEDS}) == len(SEEDS)


def test_picture_is_nothing_but_shapes() -> None:
    for seed in SEEDS:
        root = ET.fromstring(draw_avatar(seed))
        assert root.get("viewBox") == f"0 0 {SIZE} {SIZE}"
        for element in root.iter():
            name = element.tag.removeprefix(SVG)
            assert set(element.attrib) <= ALLOWED[name], (seed, name)
            assert element.text is None


def test_every_tile_has_a_ground_and_a_shape_in_another_colour() -> None:
    for seed in SEEDS:
        colours = re.findall(r'fill="(#[0-9a-f]{6})"', draw_avatar(seed))
        assert len(colours) == 8
        assert all(ground != shape for ground, shape in zip(colours[::2], colours[1::2], strict=True)), seed


def test_picture_is_small() -> None:
    assert max(len(draw_avatar(seed)) for seed in SEEDS) < 1000


def test_seeds_are_not_repeated() -> None:
    assert len({new_seed() for _ in range(200)}) == 200


def test_pseudonym_is_two_words() -> None:
    assert all(re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", draw_pseudonym()) for _ in range(200))


@pytest.mark.parametrize("attempt", [TRIES_BEFORE_NUMBERS, 40])
def test_pseudonyms_never_run_out(attempt: int) -> None:
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+ \d+", draw_pseudonym(attempt))
