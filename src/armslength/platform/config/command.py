"""The platform's part of the command line: demo, serve, manage, vault, grant."""

import argparse
import base64
import os
import secrets
import sys
from pathlib import Path

KEY_BYTES = 32
SETTINGS = "armslength.platform.config.settings"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _set_up() -> None:
    import django  # noqa: PLC0415 - only commands of the platform need it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def _prepare() -> None:
    """Bring the database and the static files up to date; quick when they are."""
    from django.core.management import call_command  # noqa: PLC0415 - only commands of the platform need it

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def new_key() -> str:
    """A fresh random key in url-safe base64."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def run_serve(arguments: list[str]) -> int:
    """`armslength serve`: migrate, collect static files, serve."""
    parser = argparse.ArgumentParser(prog="armslength serve", description="Serve the platform.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port; 0 takes a free one (default: %(default)s)")
    options = parser.parse_args(arguments)
    _set_up()
    from django.conf import settings  # noqa: PLC0415 - read after set-up

    if settings.IS_DEMO and options.host not in LOOPBACK:
        print("The demo lets anyone sign in as anyone, so it listens on this machine only.", file=sys.stderr)
        return 2
    _prepare()
    from armslength.platform.config.serving import serve  # noqa: PLC0415 - what it serves has to be there

    serve(options.host, options.port)
    return 0


def _demo_environment(folder: Path, port: int) -> None:
    """Take the demo's keys from its folder, making them the first time; nobody else may read them."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = folder / "keys.env"
    if not keys.exists():
        names = ("ARMSLENGTH_SECRET_KEY", "ARMSLENGTH_VAULT_KEYS", "ARMSLENGTH_LOOKUP_KEYS")
        descriptor = os.open(keys, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{name}={new_key()}\n" for name in names)
    pairs = (line.partition("=") for line in keys.read_text().splitlines() if line)
    os.environ.update({name: value for name, _, value in pairs})
    os.environ["ARMSLENGTH_MODE"] = "demo"
    os.environ["ARMSLENGTH_FOLDER"] = str(folder)
    os.environ["ARMSLENGTH_ORIGIN"] = f"http://127.0.0.1:{port}"


def run_demo(arguments: list[str]) -> int:
    """`armslength demo`: a marketplace with people in it, on this machine, with one-click sign-in."""
    parser = argparse.ArgumentParser(prog="armslength demo", description="Start the demo marketplace.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--folder", type=Path, default=Path("var/demo"), help="where its data live (default: var/demo)")
    parser.add_argument("--seed-only", action="store_true", help="prepare the data and stop")
    options = parser.parse_args(arguments)
    _demo_environment(options.folder.resolve(), options.port)
    _set_up()
    _prepare()
    from armslength.platform.config.demo.seed import seed  # noqa: PLC0415 - Django is set up by now
    from armslength.platform.config.serving import serve  # noqa: PLC0415 - Django is set up by now

    seed()
    if options.seed_only:
        return 0
    print(f"\n  Open http://127.0.0.1:{options.port}/demo/ and choose whom to be.")
    print("  Open it in a second browser (or a private window) as the other side, and talk.")
    print("  Stop with Ctrl+C. The data stay; `make demo-reset` starts afresh.\n")
    serve("127.0.0.1", options.port)
    return 0


def run_manage(arguments: list[str]) -> int:
    """`armslength manage …`: Django's own commands."""
    _set_up()
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - Django is set up by now

    execute_from_command_line(["armslength manage", *arguments])
    return 0


def run_sweep(arguments: list[str]) -> int:
    """`armslength sweep`: do once what a running server does by itself all the time."""
    argparse.ArgumentParser(prog="armslength sweep", description=run_sweep.__doc__).parse_args(arguments)
    _set_up()
    from armslength.platform.core.jobs import rescue_jobs, run_ready_jobs  # noqa: PLC0415 - Django is set up by now
    from armslength.platform.core.sweeps import run_all_sweeps  # noqa: PLC0415 - likewise

    rescued = rescue_jobs()
    swept = run_all_sweeps()
    run_ready_jobs()
    print(f"{swept} sweeps done, {rescued} jobs given back, ready jobs run")
    return 0


def run_vault(arguments: list[str]) -> int:
    """`armslength vault new-key` prints a key; `armslength vault rotate` seals everything under the first key."""
    if arguments[:1] == ["new-key"]:
        print(new_key())
        return 0
    return run_manage(["vault", *arguments])


def run_grant(arguments: list[str]) -> int:
    """`armslength grant ROLE MEMBER`: make a member moderator or operator."""
    return run_manage(["grant", *arguments])
