"""Drawn pictures: four tiles of plain shapes, the same for the same seed for ever.

Pure. Every colour stands on a ground of its own, so that a picture looks right on a light
and on a dark page alike.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator

TILE = 32
SIZE = 2 * TILE

# Ground, second ground, and two colours for the shapes; neighbours differ in lightness.
_PALETTES = (
    ("#e8e1d3", "#2f4858", "#d9772f", "#f2c14e"),
    ("#dfe7e2", "#1f5c57", "#e0604c", "#f0b67f"),
    ("#e9e3ee", "#4b3f72", "#c9587c", "#f4b860"),
    ("#dbe6ef", "#25476b", "#3f9aa8", "#f3d17a"),
    ("#efe2d8", "#7a3b3b", "#d98e5f", "#4f7c6d"),
    ("#e4ead8", "#3c5a34", "#a3b656", "#e2a23b"),
    ("#f0e4e1", "#5a2f4d", "#c75b6b", "#7f9fbf"),
    ("#dde9ea", "#134e5e", "#71b095", "#f0a24c"),
    ("#ebe5da", "#37404f", "#7d8fb3", "#e07a5f"),
    ("#e6e0f0", "#2d3a73", "#7a6fc0", "#ef9f76"),
    ("#e3ebe6", "#24503f", "#59a27a", "#f4d35e"),
    ("#f1e6d2", "#5b4520", "#bf8b30", "#5f8f9f"),
)
_RADIUS_SMALL = 9


def _circle(x: int, y: int, turn: int, ink: str) -> str:
    return f'<circle cx="{x + 16}" cy="{y + 16}" r="{_RADIUS_SMALL + turn}" fill="{ink}"/>'


def _quarter(x: int, y: int, turn: int, ink: str) -> str:
    """A quarter disc as large as the tile, in one of its corners."""
    return _turned(x, y, turn, f"M0 0H{TILE}A{TILE} {TILE} 0 0 1 0 {TILE}Z", ink)


def _half(x: int, y: int, turn: int, ink: str) -> str:
    return _turned(x, y, turn, f"M0 {TILE}A16 16 0 0 1 {TILE} {TILE}Z", ink)


def _leaf(x: int, y: int, turn: int, ink: str) -> str:
    """Two corners rounded, two sharp."""
    return _turned(x, y, turn, f"M0 0H8A24 24 0 0 1 {TILE} 24V{TILE}H24A24 24 0 0 1 0 8Z", ink)


def _wedge(x: int, y: int, turn: int, ink: str) -> str:
    return _turned(x, y, turn, f"M0 0L{TILE} {TILE}H0Z", ink)


def _arch(x: int, y: int, turn: int, ink: str) -> str:
    return _turned(x, y, turn, f"M4 {TILE}V16A12 12 0 0 1 28 16V{TILE}H21V17A5 5 0 0 0 11 17V{TILE}Z", ink)


def _turned(x: int, y: int, turn: int, path: str, ink: str) -> str:
    return f'<path transform="translate({x} {y}) rotate({turn * 90} 16 16)" d="{path}" fill="{ink}"/>'


_SHAPES: tuple[Callable[[int, int, int, str], str], ...] = (_circle, _quarter, _half, _leaf, _wedge, _arch, _quarter)


def new_seed() -> str:
    """A fresh seed of 16 characters."""
    return secrets.token_hex(8)


def draw_avatar(seed: str) -> str:
    """The picture of a seed: an SVG of 64 × 64, without script, style or reference."""
    digest = hashlib.sha256(seed.encode()).digest()
    palette = _PALETTES[digest[0] % len(_PALETTES)]
    tiles = "".join(_tiles(digest[1:], palette))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}">{tiles}</svg>'


def _tiles(digest: bytes, palette: tuple[str, str, str, str]) -> Iterator[str]:
    light, dark, first, second = palette
    start = digest[0] % 2
    for index, (x, y) in enumerate(((0, 0), (TILE, 0), (0, TILE), (TILE, TILE))):
        shape, turn, choice = digest[3 * index + 1 : 3 * index + 4]
        is_dark = (index % 3 == 0) is bool(start)  # the diagonals share a ground, as on a chequerboard
        inks = (first, second, light) if is_dark else (first, second, dark)
        yield f'<rect x="{x}" y="{y}" width="{TILE}" height="{TILE}" fill="{dark if is_dark else light}"/>'
        yield _SHAPES[shape % len(_SHAPES)](x, y, turn % 4, inks[choice % len(inks)])
