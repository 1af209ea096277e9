"""What kind of sound or film a file holds, told from its first bytes: a name or a browser may say anything. Pure."""

# Media type → ending of the stored file.
ENDINGS = {
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
}
HEAD = 64


def media_type_of(head: bytes) -> str:
    """One of `ENDINGS`, or empty for what players can't play. `head`: the first `HEAD` bytes."""
    if head[4:8] == b"ftyp":
        return "audio/mp4" if head[8:11] in (b"M4A", b"M4B") else "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav"
    # An MPEG frame begins with eleven set bits; layer "00" is reserved.
    is_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 != 0
    return "audio/mpeg" if head.startswith(b"ID3") or is_frame else ""


def are_captions(text: bytes) -> bool:
    """Whether this is a WebVTT file, by its first line (W3C WebVTT, section 4.1)."""
    text = text.removeprefix(b"\xef\xbb\xbf")
    return text.startswith(b"WEBVTT") and (len(text) == 6 or text[6:7] in b" \t\r\n")
