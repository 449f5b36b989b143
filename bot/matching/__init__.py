"""Pure matching: strings and claims in, a Match out."""
