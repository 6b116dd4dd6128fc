"""`overzet config`."""

from __future__ import annotations

from rich.table import Table

from pipeline.commands.common import ConfigOption, SettingOption, show
from pipeline.config import load


def show_config(config: ConfigOption = [], setting: SettingOption = []) -> None:  # noqa: B006
    """Show the effective configuration and where each key came from."""
    table = Table("key", "value", "set by", box=None, pad_edge=False)
    for key, value, origin in load(config, setting).rows():
        table.add_row(key, str(value), origin)
    show(table)
