"""Which addresses Telegram makes a link of."""

from urllib.parse import urlsplit, urlunsplit


def web_address(url: str) -> str | None:
    """The address as Telegram stores it (a scheme and at least a slash), or None if it is not one that it links to."""
    if not url or any(character.isspace() for character in url):
        return None
    full = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(full)
    except ValueError:
        return None
    if parts.scheme in ("tg", "ton"):
        return full
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or ("." not in host and host != "localhost"):
        return None
    return urlunsplit(parts._replace(path=parts.path or "/"))
