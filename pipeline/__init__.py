"""overzet: Dutch news into English, translated, summarised, checked and scored."""

__version__ = "0.1.0"
