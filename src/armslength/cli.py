"""The command `armslength`: looks a command up and runs it. Commands are imported only when they are called."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module

import armslength

COMMANDS: dict[str, str] = {
    "check": "armslength.guard.command:run_check",
    "scan": "armslength.archive.command:run_scan",
    "demo": "armslength.platform.config.command:run_demo",
    "serve": "armslength.platform.config.command:run_serve",
    "vault": "armslength.platform.config.command:run_vault",
    "grant": "armslength.platform.config.command:run_grant",
    "sweep": "armslength.platform.config.command:run_sweep",
    "manage": "armslength.platform.config.command:run_manage",
}
"""Where the function is that runs a command: it takes the remaining arguments and returns an exit status."""

SUMMARIES: dict[str, str] = {
    "check": "say what in a text gives away or asks for a contact detail",
    "scan": "check whole files of messages, on all cores",
    "demo": "start a believable marketplace on this machine",
    "serve": "run the platform",
    "vault": "look after the keys of the contact vault",
    "grant": "make a member moderator or operator",
    "sweep": "do what is due: deadlines of held texts, deletions",
    "manage": "run a Django management command",
}

EXIT_USAGE = 2
EXIT_BROKEN_PIPE = 141
_PLATFORM_PACKAGES = frozenset({"django", "armslength.platform"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = _make_parser()
    if not arguments:
        parser.print_help()
        return EXIT_USAGE
    options, rest = parser.parse_known_args(arguments[:1])
    try:
        return _run(options.command, [*rest, *arguments[1:]])
    except BrokenPipeError:  # whoever reads the output has had enough; Python must not try to flush the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_BROKEN_PIPE


def _make_parser() -> ArgumentParser:
    lines = "\n".join(f"  {name:8} {SUMMARIES[name]}" for name in COMMANDS)
    parser = ArgumentParser(
        prog="armslength",
        description=armslength.__doc__,
        epilog=f"commands:\n{lines}\n\n`armslength COMMAND --help` tells more.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"armslength {armslength.__version__}")
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of those below")
    return parser


def _run(command: str, arguments: list[str]) -> int:
    module_name, _, function_name = COMMANDS[command].partition(":")
    try:
        status: int = getattr(import_module(module_name), function_name)(arguments)
    except ModuleNotFoundError as missing:  # commands import Django only when they are called
        if not _is_platform_part(missing.name or ""):
            raise
        print(f"`armslength {command}` needs the platform: pip install 'armslength[platform]'", file=sys.stderr)
        return EXIT_USAGE
    return status


def _is_platform_part(module_name: str) -> bool:
    return any(module_name == part or module_name.startswith(f"{part}.") for part in _PLATFORM_PACKAGES)
