"""Encryption at rest: a master key on disk, a data key a person; destroying the key erases the person."""

from __future__ import annotations

import hmac
import json
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import StoreError

KEY_BYTES, NONCE_BYTES = 32, 12


class Seal:
    """AES-256-GCM under one key; `context` binds a text to its place, so rows cannot be swapped."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, context: str) -> bytes:
        """Return nonce and ciphertext; the same text sealed twice never looks the same."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """Return the plain bytes; raise StoreError when key, context or bytes do not fit."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context.encode())
        except InvalidTag:
            raise StoreError(f"a sealed {context} cannot be read with this master key") from None

    def seal_json(self, value: Any, context: str) -> bytes:
        """Seal a JSON value."""
        return self.seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), context)

    def open_json(self, sealed: bytes, context: str) -> Any:
        """Open what seal_json sealed."""
        return json.loads(self.open(sealed, context))


class MasterKey:
    """The one secret of an installation: wraps data keys, seals the inbox and blinds chat ids."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise StoreError("the master key file must hold exactly 32 bytes; restore it from your backup")
        self.wrap = Seal(_derive(secret, "wrap"))
        self.inbox = Seal(_derive(secret, "inbox"))
        self._blind = _derive(secret, "blind")

    def blind(self, text: str) -> str:
        """Return the same opaque word for the same text, which nobody can turn back without the key."""
        return hmac.new(self._blind, text.encode(), sha256).hexdigest()


def load_master_key(path: Path, *, create: bool) -> MasterKey:
    """Read the key file, or make it (mode 0600) when `create`; raise StoreError when it is missing."""
    if path.exists():
        return MasterKey(path.read_bytes())
    if not create:
        raise StoreError(f"no master key at {path}: without it the database cannot be read; restore the file")
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_bytes(KEY_BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    return MasterKey(secret)


def new_data_key() -> bytes:
    """Return a fresh key for one person."""
    return secrets.token_bytes(KEY_BYTES)


def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"alder {purpose}".encode()).derive(secret)
