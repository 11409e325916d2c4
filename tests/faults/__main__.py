"""Many crashes and a table: `python -m tests.faults --runs 10 --database sqlite`.

For PostgreSQL: `python -m tests.postgresql python -m tests.faults --runs 10 --database postgresql`.
"""

import argparse
import os
import secrets
import sys

from tests.faults.crash import run_crash

HEADINGS = ("run", "seed", "killed after", "stored, not answered", "retries", "reconnections", "messages", "seconds")


def main() -> int:
    """Run and print; the first run that loses or doubles anything ends it with a traceback."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Kill the server while people write.")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000), help="of the first run")
    options = parser.parse_args()
    if options.database == "postgresql" and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        parser.error("DATABASE_URL names no PostgreSQL; run it under python -m tests.postgresql")
    if options.database == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    print("| " + " | ".join(HEADINGS) + " |\n" + "|---:" * len(HEADINGS) + "|", flush=True)
    for run in range(options.runs):
        seed = options.seed + run
        o = run_crash(seed)
        cells = (run + 1, seed, o.killed_after, o.stored_unacknowledged, o.retries, o.reconnections, o.messages)
        print("| " + " | ".join(map(str, cells)) + f" | {o.seconds:.1f} |", flush=True)
    print(f"\n{options.database}: every message once, in one order; every stream whole.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
