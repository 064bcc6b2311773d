"""Sentences made from data: amounts, counts, arithmetic. Templates stay thin; each file registers its functions."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from jinja2 import Environment


def register(environment: Environment) -> None:
    """Give every function of this folder to the templates: each file's own ``register`` names them."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}").register(environment)
