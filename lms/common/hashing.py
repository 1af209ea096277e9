"""One way to say whether two pieces of content are the same."""

import hashlib
import json
from typing import Any


def content_hash(data: Any) -> str:
    """SHA-256 (64 hex digits) of JSON-like data; the order of keys does not matter, that of lists does."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
