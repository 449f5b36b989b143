"""Tests of claims in and out."""
