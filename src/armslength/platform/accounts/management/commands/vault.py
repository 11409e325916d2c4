"""`armslength vault`: look after the keys of the vault."""

import base64
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from armslength.platform.accounts.actions import rotate_vault
from armslength.platform.core.sealing import KEY_BYTES


class Command(BaseCommand):
    """Subcommands `rotate` and `new-key`; how to use them together: docs/guide/vault.md."""

    help = "Seal everything under the current keys, or make a new key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand."""
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("rotate", help="seal and digest everything anew that is not under the current keys")
        commands.add_parser("new-key", help="print a fresh random key")

    def handle(self, *args: Any, command: str, **options: Any) -> None:
        """Run the subcommand."""
        if command == "new-key":
            self.stdout.write(base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode())
        else:
            self._rotate()

    def _rotate(self) -> None:
        rotation = rotate_vault(report=lambda name, count: self.stdout.write(f"{name}: {count} sealed anew"))
        if rotation.unreadable:
            raise CommandError(
                f"{rotation.unreadable} contact details could not be opened: the key that sealed them is not in "
                "ARMSLENGTH_VAULT_KEYS. Put it back at the end of the list and run this again."
            )
        self.stdout.write("Everything is under the current keys. Older keys may be taken out of the environment.")
