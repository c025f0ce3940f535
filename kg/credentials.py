"""Who we are to a store: from the environment or a netrc, told only when the store asks, in the way that it asks."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth


@dataclass(frozen=True, slots=True)
class Credentials:
    """User and password, or a token; none of them where nothing is known."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str) -> Credentials:
        """Gives those for a URL: KG_STORE_TOKEN, KG_STORE_USER and KG_STORE_PASSWORD, or those of its host in ~/.netrc."""
        token, user = os.environ.get("KG_STORE_TOKEN", ""), os.environ.get("KG_STORE_USER", "")
        if token or user:
            return cls(user, os.environ.get("KG_STORE_PASSWORD", ""), token)
        found = requests.utils.get_netrc_auth(url) or ("", "")
        return cls(str(found[0]), str(found[1]))

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def first(self) -> AuthBase:
        """Gives what goes with the first request: a token, of which no store asks, else nothing."""
        return Bearer(self.token)

    def asked(self, challenge: str) -> AuthBase:
        """Gives the answer to a challenge: Virtuoso asks for Digest, most others for Basic."""
        kind = HTTPDigestAuth if "digest" in challenge.lower() else HTTPBasicAuth
        return kind(self.user, self.password)

    def hidden(self, text: str) -> str:
        """Gives a text without what is secret."""
        for secret in filter(None, (self.password, self.token)):
            text = text.replace(secret, "***")
        return text


@dataclass(frozen=True, slots=True)
class Bearer(AuthBase):
    """A token; without one it keeps requests from sending a netrc's password unasked, and as Basic."""

    token: str = field(repr=False)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self.token:
            request.headers["Authorization"] = f"Bearer {self.token}"
        return request
