"""The record: claims, their quotes and sources, behind one small Protocol per store."""

from storage.opening import open_storage

__all__ = ["open_storage"]
