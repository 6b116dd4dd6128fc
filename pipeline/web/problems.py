"""What the desk cannot do, each with the HTTP status that says so."""

from __future__ import annotations

from pipeline.errors import OverzetError


class DeskError(OverzetError):
    """Base: one line for whoever asked."""

    status = 500


class MissingError(DeskError):
    """There is no such article, segment or finding."""

    status = 404


class ConflictError(DeskError):
    """It cannot be done as things stand, such as an edit of a text that another has changed meanwhile."""

    status = 409


class BusyError(DeskError):
    """Too many articles wait already."""

    status = 503
