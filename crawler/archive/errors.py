"""What goes wrong with an archive, in one line for a person."""


class ArchiveError(Exception):
    """The archive cannot be read or written; the message is one line for a person."""


class ArchiveBusy(ArchiveError):
    """Another program keeps the archive locked."""
