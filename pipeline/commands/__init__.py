"""The commands of `overzet`, a module each."""
