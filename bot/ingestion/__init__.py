"""An article becomes a source with draft claims: fetched safely, read in a process of its own, cut and ranked."""
