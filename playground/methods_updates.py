"""Methods that bring updates to the bot: polling and webhooks."""

import re
from typing import Any
from urllib.parse import urlsplit

from playground.errors import Json, bad_request, conflict
from playground.registry import method
from playground.server import Server
from playground.updates import KNOWN_KINDS

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PORTS = (None, 80, 88, 443, 8443)


@method("getUpdates")
async def get_updates(
    server: Server,
    offset: int = 0,
    limit: int = 100,
    timeout: int = 0,  # noqa: ASYNC109 - the API's word
    allowed_updates: list[Any] | None = None,
) -> list[Json]:
    if server.webhook.url:
        why = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        raise conflict(why)
    _allow(server, allowed_updates)
    return await server.updates.poll(offset, min(max(limit, 1), 100), min(max(timeout, 0), 50))


@method("setWebhook")
def set_webhook(
    server: Server,
    url: str = "",
    max_connections: int = 40,
    allowed_updates: list[Any] | None = None,
    drop_pending_updates: bool = False,
    secret_token: str = "",
    ip_address: str = "",
) -> bool:
    if not url:
        return delete_webhook(server, drop_pending_updates)
    parts = urlsplit(url)
    local = parts.hostname in ("127.0.0.1", "::1", "localhost")  # the one licence: plain HTTP on this machine
    if parts.scheme != "https" and not local:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in _PORTS and not local:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if secret_token and not _SECRET.fullmatch(secret_token):
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= max_connections <= 100:
        raise bad_request("bad webhook: max_connections must be between 1 and 100")
    _allow(server, allowed_updates)
    if drop_pending_updates:
        server.updates.pending.clear()
    server.webhook.start(url, secret_token, max_connections)
    return True


@method("deleteWebhook")
def delete_webhook(server: Server, drop_pending_updates: bool = False) -> bool:
    server.webhook.stop()
    if drop_pending_updates:
        server.updates.pending.clear()
    return True


@method("getWebhookInfo")
def get_webhook_info(server: Server) -> Json:
    return server.webhook.info()


def _allow(server: Server, kinds: list[Any] | None) -> None:
    for kind in kinds or []:
        if kind not in KNOWN_KINDS:
            server.complain(f'unknown kind of update "{kind}" in allowed_updates')
    server.updates.allow(kinds)
