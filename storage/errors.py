"""Refusals. The docstring of each is the sentence people read, filled in by ``str``."""


class UserError(Exception):
    """Something the user asked for cannot be done."""

    #: What the command line exits with: 1 the job failed, 2 wrong use or setting.
    exit_code = 1

    def __str__(self) -> str:
        """Fill the class docstring with the arguments."""
        return (self.__doc__ or "").format(*self.args)


class BadDatabaseUrl(UserError):
    """DATABASE_URL {0!r} cannot be used: {1}."""

    exit_code = 2


class BadServer(UserError):
    """{0} is no Discord server's id."""

    exit_code = 2


class NewerDatabase(UserError):
    """The database is of version {0}, this program knows up to {1}: update Onrecord. Nothing was changed."""


class UnusableDatabase(UserError):
    """The database {0} cannot be used: {1}."""


class QuoteNotFound(UserError):
    """The quote does not stand in the source's text. The nearest passage there is “{0}”."""


class InvalidClaim(UserError):
    """The claim cannot be taken: {0}."""


class UnknownClaim(UserError):
    """No claim {0!r} is on record here."""
