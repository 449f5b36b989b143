"""What people do on Discord, one file per family of commands: parse, call, render."""
