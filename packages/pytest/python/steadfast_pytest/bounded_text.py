"""Keeps a report small, however much a test prints."""

# As many characters are kept of a text, half of them from its beginning and half from its end.
LIMIT = 1024 * 1024


def bounded(text):
    """A text, or its head and tail with a note of what was left out between them."""
    omitted = len(text) - LIMIT
    if omitted <= 0:
        return text
    half = LIMIT // 2
    return f"{text[:half]}\n[... {omitted} characters left out ...]\n{text[-half:]}"
