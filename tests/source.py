"""The project's source as a machine reads it: modules, imports, calls, functions."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("hospital_itsm", "vendors", "assets", "tickets")
LAYERS = (
    "core",
    "audit",
    "jobs",
    "feed",
    "outbox",
    "people",
    "signin",
    "webhooks",
    "approvals",
    "exporting",
    "glossary",
    "vendors",
    "vendor_file",
    "assets",
    "tickets",
    "intake",
    "wards",
    "openings",
    "privacy",
    "setup",
    "messaging",
    "desk",
    "coverage",
    "vendor_work",
    "underpinning",
    "budget",
    "procurement",
    "continuity",
    "shifts",
    "macros",
    "worklog",
    "following",
    "links",
    "bulk",
    "triage",
    "joint",
    "splitting",
    "similar",
    "procedures",
    "safety",
    "importing",
    "discovery",
    "cmms",
    "governance",
    "search",
    "kpi",
    "dashboards",
    "wallboard",
    "reports",
    "redaction",
    "demo",
    "roof",
)
ROOMS = {
    "choices": 0,
    "rules": 1,
    "access": 2,
    "queries": 3,
    "models": 4,
    "actions": 5,
    "filters": 6,
    "forms": 6,
    "metrics": 6,
    "views": 7,
    "api": 7,
    "tasks": 7,
    "urls": 8,
}
PURE_MODULES = (
    "hospital_itsm.core.files.kinds",
    "hospital_itsm.core.phi",
    "hospital_itsm.core.worktime",
    "hospital_itsm.core.lifecycle",
    "hospital_itsm.core.plain_text",
    "hospital_itsm.core.recurrence",
    "hospital_itsm.core.substitution",
)
PURE_NAMES = tuple(f"{name}." for name in PURE_MODULES)


@dataclass(frozen=True)
class Import:
    """One imported module or name, with its line and whether a function holds the statement."""

    name: str
    line: int
    inside_function: bool


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return ast.parse(self.path.read_text(encoding="utf-8"))

    @cached_property
    def name(self) -> str:
        """The dotted name."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def in_migration(self) -> bool:
        """Is it a migration?"""
        return "migrations" in self.path.parts

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import, those inside functions included."""
        return tuple(_imports(self.tree, self.name, self.path.name == "__init__.py", inside=False))

    @cached_property
    def code_lines(self) -> int:
        """How many lines hold code: blank lines, comments and docstrings do not."""
        words = {
            line for first, last in map(_place, _docstrings(self.tree)) for line in range(first, last + 1)
        }
        lines = enumerate(self.path.read_text(encoding="utf-8").splitlines(), start=1)
        return sum(
            bool(line.strip()) and not line.lstrip().startswith("#") and number not in words
            for number, line in lines
        )

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Yield every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def calls(self) -> Iterator[ast.Call]:
        """Yield every call."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def _docstrings(tree: ast.Module) -> Iterator[ast.Expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str):
                yield first


def _place(node: ast.Expr) -> tuple[int, int]:
    return node.lineno, node.end_lineno or node.lineno


def _imports(node: ast.AST, module: str, is_package: bool, *, inside: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, inside) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = _absolute(child, module, is_package)
            yield from (Import(f"{base}.{alias.name}", child.lineno, inside) for alias in child.names)
        within = inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        yield from _imports(child, module, is_package, inside=within)


def _absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    parts = parts[: len(parts) - node.level + (1 if is_package else 0)]
    return ".".join([*parts, *([node.module] if node.module else [])])


@lru_cache
def modules() -> tuple[Module, ...]:
    """Return every Python file of the product."""
    return tuple(
        Module(path)
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "__pycache__" not in path.parts
    )


def unit(name: str) -> str | None:
    """Return the package of the import law that a dotted name belongs to; None for what is not ours."""
    parts = name.split(".")
    if parts[0] in PACKAGES[1:]:
        return parts[0]
    if parts[0] != "hospital_itsm":
        return None
    folder = len(parts) > 1 and (ROOT / "hospital_itsm" / parts[1]).is_dir()
    return parts[1] if folder else "roof"


def room(name: str) -> tuple[str, str] | None:
    """Return the app and the room of a dotted name, `("tickets", "rules")`; None outside the known rooms."""
    owner = unit(name)
    if owner in (None, "roof", "core", "embedded"):
        return None
    inner = name.split(".")[2 if name.startswith("hospital_itsm.") else 1 :]
    return (str(owner), inner[0]) if inner and inner[0] in ROOMS else None


def is_pure(module: Module) -> bool:
    """Must this module work without Django, clock and disk?"""
    return "rules" in module.name.split(".") or f"{module.name}.".startswith(PURE_NAMES)


def chain(node: ast.AST) -> list[str]:
    """Return the names along a call: `A.objects.filter().update` gives A, objects, filter, update."""
    if isinstance(node, ast.Attribute):
        return [*chain(node.value), node.attr]
    if isinstance(node, ast.Call):
        return chain(node.func)
    if isinstance(node, ast.Subscript):
        return chain(node.value)
    return [node.id] if isinstance(node, ast.Name) else []


def decorators(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Return the last name of every decorator."""
    return {names[-1] for names in map(chain, function.decorator_list) if names}


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """Return the names of all parameters."""
    arguments = function.args
    return {one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
