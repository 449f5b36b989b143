"""Which claims a server sees: its own, and those of everywhere that none of its own hides."""

#: A claim of everywhere is hidden where the server has one of its own with the same key.
HIDDEN = """claim.scope <> :own AND EXISTS (
      SELECT 1 FROM claim AS owned WHERE owned.scope = :own AND owned.key = claim.key)"""
