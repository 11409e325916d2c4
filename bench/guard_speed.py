"""How fast the guard is, beside peers in the same run: messages, hostile texts, one and two cores, start, memory.

    python bench/guard_speed.py [--lines FILE] [--count N]

FILE holds one message a line; without it, messages are made up from a fixed seed. Times are of the thread's own
processor time. The result is printed as a table and written to bench/results/guard_speed.json.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import phonenumbers

from armslength.guard import Guard

RESULTS = Path(__file__).parent / "results" / "guard_speed.json"
SEED = 20_240
SUBJECTS = (
    "the header|the second draft|the chapter about storms|the logo|our checkout page|the invoice|the colour of the sky"
)
VERBS = "looks great to me|needs another round|is too tall on phones|was uploaded yesterday|still misses the last part"
ENDS = "thanks!|what do you think?|I can look again on Monday.|no rush.|3 hours of work.|see main.py line 80."
DETAILS = "mail me at jane.doe (at) gmail (dot) com|call me on (212) 555-0178|what's your whatsapp?|pay me directly"
SHARE_WITH_DETAIL = 0.05
HOSTILE_UNITS = (
    "5 ", "a.", "@", "five ", "(at)[dot]", "a b ", "telegram ", "+1", "a_1", "a at b dot ", "a@a.",
    "what's your number ",
    "pay me directly ", "jane dot doe at gmail dot com ", "jane@gmail.com ", "a.com ", "at ", "w4ts4pp ", "QUJDREVG",
    "aGVsbG9Ad29ybGQuY29t ", "4a6b", "%40", "&#64;", "de89 3704 ", "12:34 ", "$1,000.00 ", "moc.liamg ", "one 0 ",
    "\u4e00\u4e09\u516b", "\u5fae\u4fe1\u7535\u8bdd", "g\u043c\u0430\u0456l.", "5\u200b", "a\u0301", "\U0001f600",
    "((([[[",
)  # fmt: skip
HOSTILE_CHARS = 10_000
NAIVE = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[\w.+-]+@[\w-]+\.[\w.]+",
        r"\+?\d[\d ().-]{7,}\d",
        r"https?://\S+",
        r"whatsapp|telegram|skype|paypal",
    )
]


def make_messages(count: int) -> list[str]:
    """Messages of a job, a few of them with a contact detail; the same ones on every run."""
    choose = random.Random(SEED)
    parts = [block.split("|") for block in (SUBJECTS, VERBS, ENDS)]
    messages = [" ".join(choose.choice(block) for block in parts) for _ in range(count)]
    return [m if choose.random() > SHARE_WITH_DETAIL else f"{m} {choose.choice(DETAILS.split('|'))}" for m in messages]


def time_each(check: Callable[[str], object], messages: Iterable[str]) -> dict[str, float]:
    """Median, 99th percentile and worst time a message, in microseconds."""
    times = []
    for message in messages:
        start = time.thread_time_ns()
        check(message)
        times.append((time.thread_time_ns() - start) / 1000)
    times.sort()
    return {"median_us": times[len(times) // 2], "p99_us": times[int(len(times) * 0.99)], "worst_us": times[-1]}


def check_naively(message: str) -> bool:
    """What a handful of patterns does."""
    return any(pattern.search(message) for pattern in NAIVE)


def check_with_phonenumbers(message: str) -> bool:
    """The matcher of libphonenumber, which finds phone numbers only."""
    return any(True for _ in phonenumbers.PhoneNumberMatcher(message, "US"))


def time_hostile(check: Callable[[str], object]) -> dict[str, float]:
    """The best of three times for each hostile text of `HOSTILE_CHARS` characters, in milliseconds, the worst first."""
    times = {}
    for unit in HOSTILE_UNITS:
        text = unit * (HOSTILE_CHARS // len(unit))
        check(text)
        times[unit] = min(time_each(check, [text])["worst_us"] for _ in range(3)) / 1000
    return dict(sorted(times.items(), key=lambda item: -item[1]))


def _check_all(messages: list[str]) -> None:
    guard = Guard()
    for message in messages:
        guard.check(message)


def time_throughput(messages: list[str], cores: int) -> float:
    """Messages a second of as many processes as cores, by the clock, start of the processes left out."""
    with multiprocessing.get_context("fork").Pool(cores) as pool:
        pool.map(_check_all, [messages[:50]] * cores, chunksize=1)
        start = time.perf_counter()
        pool.map(_check_all, [messages] * cores, chunksize=1)
        return len(messages) * cores / (time.perf_counter() - start)


def time_start() -> dict[str, float]:
    """Import and first check in a fresh process, in milliseconds of its processor time, and its memory in megabytes."""
    code = (
        "import time, resource\n"
        "from armslength.guard import Guard\n"
        "Guard().check('mail me at jane@example.com')\n"
        "print(time.process_time() * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    start_ms, memory_mb = map(float, done.stdout.split())
    return {"start_ms": start_ms, "memory_mb": memory_mb}


def measure(messages: list[str]) -> dict[str, Any]:
    """All figures."""
    guard = Guard()
    for text in messages[:200]:
        guard.check(text)
    return {
        "messages": len(messages),
        "guard": time_each(guard.check, messages),
        "four patterns": time_each(check_naively, messages),
        "phonenumbers": time_each(check_with_phonenumbers, messages),
        "hostile_ms": time_hostile(guard.check),
        "messages_per_second": {cores: time_throughput(messages, cores) for cores in (1, 2)},
        "start": time_start(),
    }


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=Path, help="a file of messages, one a line")
    parser.add_argument("--count", type=int, default=5_000, help="how many messages (default %(default)s)")
    options = parser.parse_args()
    lines = options.lines.read_text(encoding="utf-8").split("\n") if options.lines else make_messages(options.count)
    figures = measure(lines[: options.count])
    print(f"{'':18}{'median µs':>12}{'99 % µs':>12}{'worst µs':>12}")
    for name in ("guard", "four patterns", "phonenumbers"):
        row = figures[name]
        print(f"{name:18}{row['median_us']:12.1f}{row['p99_us']:12.1f}{row['worst_us']:12.1f}")
    for unit, spent_ms in list(figures["hostile_ms"].items())[:8]:
        print(f"hostile {unit!r:34} {spent_ms:7.1f} ms for {HOSTILE_CHARS} characters")
    for cores, rate in figures["messages_per_second"].items():
        print(f"{rate:,.0f} messages a second on {cores} core(s)")
    print(f"import and first check {figures['start']['start_ms']:.0f} ms, {figures['start']['memory_mb']:.0f} MB")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
