"""The real program over real sockets, against a Discord of our own on 127.0.0.1."""
