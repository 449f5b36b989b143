"""Tests of the storage: one contract for every backend, and what each backend adds."""
