"""What people see on Discord: cards, lists and buttons."""
