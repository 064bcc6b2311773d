"""Sentences made from data: amounts, counts, arithmetic. Templates stay thin; each file registers its functions."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from jinja2 import Environment


def register(environment: Environment) -> None:
    """Give every function of this folder to the templates: each file's own ``register`` names them. Raises TypeError
    where two files give the same name: a template would get the wrong one."""
    for module in iter_modules(__path__):
        before = dict(environment.globals)
        import_module(f"{__name__}.{module.name}").register(environment)
        taken = [name for name, value in before.items() if environment.globals[name] is not value]
        if taken:
            raise TypeError(f"{module.name} takes names that others have: {taken}")
