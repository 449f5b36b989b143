"""Onrecord's program: the command line, the Discord client, and the matching they share."""
