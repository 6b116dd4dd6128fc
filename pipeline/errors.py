"""The two kinds of error a user sees, each one line and one exit code."""

from __future__ import annotations


class OverzetError(Exception):
    """Something failed that the user did not cause: exit code 1."""

    exit_code = 1


class InputError(OverzetError):
    """Bad usage, configuration or input: exit code 2.

    The message names the file, key or option and says what to do.
    """

    exit_code = 2


class DataUnavailableError(InputError):
    """A test set is neither here nor reachable; the message names it and the ways on."""


class ModelUnavailableError(InputError):
    """A model is neither here nor reachable; the message names the model, what was tried and the ways on."""
