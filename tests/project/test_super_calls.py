"""Each method that a class calls on `super()` is defined by a class above it: an override of no method is never run."""

import ast
import importlib
import inspect
import textwrap
from collections.abc import Iterator
from types import ModuleType

import pytest

from coalition.stack import ROOT

APPS = ("charter", "coalition", "events", "home", "newsletters", "webinars")
LEFT_OUT = ("migrations", "settings", "__main__")  # settings of production refuse to be imported


def product_classes() -> Iterator[type]:
    """Yield each class of the modules that call `super()`, and each class within it."""
    for path in sorted(path for app in APPS for path in ROOT.glob(f"{app}/**/*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "super()." not in path.read_text(encoding="utf-8") or set(LEFT_OUT) & set(parts):
            continue
        yield from classes_in(importlib.import_module(".".join(parts).removesuffix(".__init__")))


def classes_in(scope: ModuleType | type) -> Iterator[type]:
    module = scope.__name__ if isinstance(scope, ModuleType) else scope.__module__
    for name, found in vars(scope).items():
        is_own = inspect.isclass(found) and (found.__module__, found.__name__) == (module, name)
        if is_own and "__firstlineno__" in vars(found):  # written there, not made by Django
            yield found
            yield from classes_in(found)


def called_on_super(cls: type) -> set[str]:
    """Return the names that the methods of `cls` take from `super()`."""
    [definition] = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(definition, ast.ClassDef)
    methods = [part for part in definition.body if not isinstance(part, ast.ClassDef)]
    return {
        node.attr
        for method in methods
        for node in ast.walk(method)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "super"
    }


def with_subclasses(cls: type) -> set[type]:
    return {cls}.union(*(with_subclasses(below) for below in type.__subclasses__(cls)))


def is_defined_above(cls: type, name: str) -> bool:
    """Say whether a class above `cls` has `name`: a mixin's stands beside it, in a class that takes both."""
    orders = [found.__mro__ for found in with_subclasses(cls)]
    above = {base for order in orders for base in order[order.index(cls) + 1 :]}
    return any(name in vars(base) for base in above)


def test_method_called_on_super_is_defined_by_a_base():
    calls = [(cls, name) for cls in product_classes() for name in called_on_super(cls)]

    assert len(calls) > 200
    assert sorted(f"{cls.__qualname__}.{name}" for cls, name in calls if not is_defined_above(cls, name)) == []


@pytest.mark.parametrize(("name", "is_found"), [("snapshot", True), ("says", False)])
def test_override_without_a_base_is_found(name, is_found):
    class Base:
        def snapshot(self) -> None: ...

    class Mixin:
        pass

    type("Both", (Mixin, Base), {})

    assert is_defined_above(Mixin, name) == is_found
