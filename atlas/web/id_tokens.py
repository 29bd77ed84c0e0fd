"""ID tokens of a provider, by which a program says who sent it (OpenID Connect Core 1.0, 2 and 3.1.3.7)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry, decode

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Those by which the provider alone can sign."""

ASKED_AGAIN_AFTER = 60
"""Seconds for which a token with an unknown key is refused without asking the provider for its keys."""


class IdTokens:
    """Reads tokens that a provider has made out to a client, with keys that it fetches from the provider when it needs them.

    `metadata_address` is where the provider describes itself (OpenID Connect Discovery 1.0, 4).
    """

    def __init__(self, metadata_address: str, client: str) -> None:
        self._address = metadata_address
        self._client = client
        self._issuer = ""
        self._keys = KeySet([])
        self._asked_at = float("-inf")

    async def claims(self, token: str) -> Mapping[str, Any] | None:
        """What a token says; `None` where the provider does not vouch for it, to this client and now."""
        found = self._read(token)
        if found is None and time.monotonic() - self._asked_at > ASKED_AGAIN_AFTER:
            self._asked_at = time.monotonic()
            await self._ask()
            found = self._read(token)
        return found

    async def _ask(self) -> None:
        async with httpx2.AsyncClient(timeout=10) as client:
            described = (await client.get(self._address)).raise_for_status().json()
            keys = (await client.get(described["jwks_uri"])).raise_for_status().json()
        self._issuer, self._keys = described["issuer"], KeySet.import_key_set(keys)

    def _read(self, token: str) -> Mapping[str, Any] | None:
        claims = JWTClaimsRegistry(
            exp={"essential": True},
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._client},
        )
        try:
            read = decode(token, self._keys, algorithms=ALGORITHMS).claims
            claims.validate(read)
        except (JoseError, ValueError):
            return None
        return read
