"""What the commands share when they print."""


def printable(text: str) -> str:
    """Text of unknown origin in one line, without the control characters that could steer a terminal."""
    return "".join(each if each.isprintable() else " " if each.isspace() else "\ufffd" for each in text)
