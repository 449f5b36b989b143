"""Onrecord's tests."""
