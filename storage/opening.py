"""Opens the backend that a database URL names."""

from contextlib import AbstractAsyncContextManager

from storage.protocol import Storage


def open_storage(url: str) -> AbstractAsyncContextManager[Storage]:
    """Open the record at ``sqlite:///path``, creating it when missing; ``storage.created`` tells."""
    raise NotImplementedError
