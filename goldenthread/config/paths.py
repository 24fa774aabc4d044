"""Where an installation keeps its things: one folder that moves as a whole."""

from __future__ import annotations

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

DEMONSTRATION = "DEMONSTRATION"
"""The name of the file that marks a folder as a demonstration."""


@dataclass(frozen=True)
class DataFolder:
    """`db.sqlite3 media/ frozen/<board>/<period>/<hash>/ keys/ outbox/`."""

    root: Path

    @classmethod
    def from_environment(cls) -> DataFolder:
        return cls(Path(os.environ.get("GOLDENTHREAD_DATA", ".demo")).resolve())

    @property
    def database(self) -> Path:
        return self.root / "db.sqlite3"

    @property
    def frozen(self) -> Path:
        return self.root / "frozen"

    @property
    def reports(self) -> Path:
        return self.root / "media" / "reports"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"

    @property
    def mail_is_held(self) -> Path:
        """While this file is there, no mail leaves: a restored copy must not write to people."""
        return self.root / "MAIL-IS-HELD"

    @property
    def is_demonstration(self) -> bool:
        """Whether the folder carries the demonstration's marker: everything in it is synthetic, and may be replaced."""
        return (self.root / DEMONSTRATION).exists()

    @property
    def secret_key_file(self) -> Path:
        return self.keys / "secret-key"

    @property
    def secrets_file(self) -> Path:
        """The keys that second-factor secrets and kept forms are sealed with, the newest first."""
        return self.keys / "secrets"

    @property
    def vault_keys_file(self) -> Path:
        """The keys that identities of people in cases are sealed under, the newest first."""
        return self.keys / "vault"

    @property
    def vault_index_file(self) -> Path:
        """The key by which the same person is found again in the vault."""
        return self.keys / "vault-index"

    def make(self) -> None:
        """Make the folder, with a key of its own that nobody else may read."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.root.chmod(0o700)
        self.outbox.mkdir(exist_ok=True, mode=0o700)
        if not self.secret_key_file.exists():
            self.keys.mkdir(exist_ok=True, mode=0o700)
            self.secret_key_file.touch(mode=0o600)
            self.secret_key_file.write_text(secrets.token_urlsafe(50) + "\n", encoding="utf-8")
        if not self.secrets_file.exists():
            self.keys.mkdir(exist_ok=True, mode=0o700)
            self.secrets_file.touch(mode=0o600)
            self.secrets_file.write_bytes(base64.urlsafe_b64encode(secrets.token_bytes(32)) + b"\n")
        for file, name in ((self.vault_keys_file, f"k{secrets.token_hex(4)} "), (self.vault_index_file, "")):
            if not file.exists():
                file.touch(mode=0o600)
                key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
                file.write_text(f"{name}{key}\n", encoding="ascii")
