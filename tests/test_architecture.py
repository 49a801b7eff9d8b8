"""The laws of the house that machines hold (architecture.md §1, §2, §7). Each failure lists file and line."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests import source
from tests.source import LAYERS, ROOMS, ROOT, Module

LONGEST_FILE = 600
LONGEST_FUNCTION = 60
LARGEST_APP = 15_000
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "util", "helper"}
WRITES = re.compile(r"^(save|create|bulk_\w+|\w+_or_create|delete)$")
QUERYSET_NAMES = {"objects", "filter", "exclude", "visible_to", "all", "select_for_update"}
NOT_THE_DATABASE = {"cache", "session", "default_storage", "storage", "picture", "pictures"}
WRITING_PLACES = {
    "actions",
    "audit",
    "jobs",
    "outbox",
    "management",
    "migrations",
    "embedded",
    "loaders",
}
WRITING_SQL = re.compile(r"^\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE)\b", re.IGNORECASE)
PURE_MAY_NOT_IMPORT = re.compile(
    r"^(django|rest_framework|celery|redis|psycopg2|urllib\.request|socket|subprocess|time|random)(\.|$)"
)
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
}
SIGNALS = re.compile(r"^django\.(dispatch|(db|core|contrib\.auth|test)(\.models)?\.signals)(\.|$)")
# The type of an actor names the user; the import is for the type checker and does not happen at run time.
NAMED_EXCEPTIONS = {("hospital_itsm/core/actors.py", "hospital_itsm.people.models.User")}
EMBEDDED_READERS = {"hospital_itsm/settings.py"}
MIGRATION_NAME = re.compile(r"^\d{4}_(?!auto_|alter_)[a-z]+(_[a-z0-9]+)*$")

COUNTED = '''"""A docstring
of two lines."""

# A comment.
WORDS = """not a
docstring"""


def answer():
    """A docstring."""
    return 42  # The comment behind it costs nothing.
'''

MODULES = source.modules()


def none_of(faults: list[str]) -> None:
    """Fail with every fault on a line of its own."""
    if faults:
        pytest.fail("\n".join(["", *faults]), pytrace=False)


def test_no_package_imports_one_to_its_right() -> None:
    faults = []
    for module in MODULES:
        here = source.unit(module.name)
        if here == "embedded":
            continue
        for imported in module.imports:
            there = source.unit(imported.name)
            if (str(module), imported.name) in NAMED_EXCEPTIONS:
                continue
            if there in LAYERS and LAYERS.index(there) > LAYERS.index(str(here)):
                faults.append(f"{module}:{imported.line} {here} imports {imported.name}")
    none_of(faults)


def test_every_import_of_ours_finds_its_module() -> None:
    tests = [Module(path) for path in sorted((ROOT / "tests").rglob("*.py"))]
    known = {module.name for module in (*MODULES, *tests)}
    folders = {name.rpartition(".")[0] for name in known}
    none_of(
        [
            f"{module}:{imported.line} imports {imported.name}"
            for module in (*MODULES, *tests)
            for imported in module.imports
            if imported.name.partition(".")[0] in (*source.PACKAGES, "tests")
            and not {imported.name, imported.name.rpartition(".")[0]} & (known | folders)
        ]
    )


def test_inside_an_app_the_rooms_import_downwards_only() -> None:
    faults = []
    for module in MODULES:
        here = source.room(module.name)
        for imported in module.imports if here else ():
            there = source.room(imported.name)
            if here is None or there is None or there[0] != here[0] or ROOMS[there[1]] <= ROOMS[here[1]]:
                continue
            if here[1] in ("access", "queries") and there[1] == "models" and imported.inside_function:
                continue
            faults.append(f"{module}:{imported.line} {here[1]} imports {imported.name}")
    none_of(faults)


def test_only_the_settings_know_the_embedded_servers_and_those_know_no_app() -> None:
    faults = []
    for module in MODULES:
        for imported in module.imports:
            inside = source.unit(module.name) == "embedded"
            if (
                source.unit(imported.name) == "embedded"
                and not inside
                and str(module) not in EMBEDDED_READERS
            ):
                faults.append(f"{module}:{imported.line} imports {imported.name}")
            if inside and source.unit(imported.name) not in (None, "embedded", "core"):
                faults.append(f"{module}:{imported.line} imports {imported.name}")
            if inside and imported.name.startswith("django"):
                faults.append(f"{module}:{imported.line} imports {imported.name}")
    none_of(faults)


def test_rules_know_neither_django_nor_the_clock() -> None:
    faults = []
    for module in filter(source.is_pure, MODULES):
        faults += [
            f"{module}:{imported.line} imports {imported.name}"
            for imported in module.imports
            if PURE_MAY_NOT_IMPORT.match(imported.name)
        ]
        faults += [
            f"{module}:{call.lineno} asks the clock or the disk"
            for call in module.calls()
            if tuple(source.chain(call.func)[-2:]) in CLOCKS or source.chain(call.func) == ["open"]
        ]
    none_of(faults)


def is_write(call: ast.Call) -> bool:
    """Does this call change the database?"""
    names = source.chain(call.func)
    if len(names) < 2 or NOT_THE_DATABASE & set(names[:-1]):
        return False
    if names[-1] == "update":
        return bool(QUERYSET_NAMES & set(names[:-1]))
    if names[-1] in ("execute", "executemany"):
        text = call.args[0] if call.args else None
        return isinstance(text, ast.Constant) and bool(WRITING_SQL.match(str(text.value)))
    return bool(WRITES.match(names[-1]))


def may_write(module: Module) -> bool:
    """Is this one of the places where writes live?"""
    return bool(WRITING_PLACES & set(module.name.split("."))) or module.name.startswith(
        "hospital_itsm.demo.bulk."
    )


def test_writes_happen_in_actions_only() -> None:
    none_of(
        [
            f"{module}:{call.lineno} {'.'.join(source.chain(call.func))}"
            for module in MODULES
            if not may_write(module)
            for call in module.calls()
            if is_write(call)
        ]
    )


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("ticket.save(update_fields=['state'])", True),
        ("Ticket.objects.filter(pk=1).update(state='new')", True),
        ("Ticket.objects.bulk_create(rows)", True),
        ("cursor.execute('UPDATE tickets_ticket SET state = 1')", True),
        ("facts.update(more)", False),
        ("cache.delete('key')", False),
        ("cursor.execute('SELECT 1')", False),
    ],
)
def test_the_write_detector_tells_rows_from_dictionaries(code: str, writes: bool) -> None:
    (call,) = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)][:1]
    assert is_write(call) is writes


def action_modules() -> list[Module]:
    """Every module of a room named `actions`; audit/actions.py defines the decorators and is not one."""
    found = [module for module in MODULES if "actions" in module.name.split(".")[1:]]
    return [module for module in found if module.name != "hospital_itsm.audit.actions"]


def test_every_public_action_is_atomic_recorded_and_has_an_actor() -> None:
    faults = []
    for module in action_modules():
        for function in module.tree.body:
            if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
                continue
            marks = source.decorators(function) & {"action", "housekeeping", "step"}
            if len(marks) != 1:
                faults.append(f"{module}:{function.lineno} {function.name} has no mark of an action")
            elif marks != {"step"} and "actor" not in source.parameters(function):
                faults.append(f"{module}:{function.lineno} {function.name} takes no actor")
    none_of(faults)


def test_there_are_no_signals_and_no_admin() -> None:
    from django.conf import settings

    none_of(
        [
            f"{module}:{imported.line} imports {imported.name}"
            for module in MODULES
            for imported in module.imports
            if SIGNALS.match(imported.name) or imported.name.startswith("django.contrib.admin")
        ]
    )
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_the_project_package_imports_nothing_by_itself() -> None:
    assert (ROOT / "hospital_itsm" / "__init__.py").read_text(encoding="utf-8") == ""


def test_the_web_process_publishes_to_the_configured_broker() -> None:
    program = (
        "import hospital_itsm.wsgi, celery; from django.conf import settings;"
        "assert celery.current_app.conf.broker_url == settings.REDIS_URL, celery.current_app.conf.broker_url"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_the_web_process_has_words_for_what_a_command_did() -> None:
    program = "import hospital_itsm.wsgi; from hospital_itsm.audit import verbs; print(verbs.sentence('ticket.import'))"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert result.stdout == "brought the ticket in from another system\n", result.stderr


def test_no_test_forks_itself() -> None:
    """A fork that raises goes on testing beside its parent, under the parent's name; `Product.script` is the way."""
    tests = [Module(path) for path in sorted((ROOT / "tests").rglob("*.py"))]
    calls = (
        (module, node)
        for module in tests
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("fork", "forkpty")
    )
    none_of([f"{module}:{node.lineno} forks" for module, node in calls])


def test_migrations_are_complete_and_named_in_words() -> None:
    command = [sys.executable, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    names = [
        (module, module.path.stem)
        for module in MODULES
        if module.in_migration and module.path.stem != "__init__"
    ]
    none_of([f"{module} is not named in words" for module, name in names if not MIGRATION_NAME.match(name)])


def written_files() -> list[Path]:
    """Every file that people write and read: Python, scripts, styles and templates."""
    folders = [
        *(ROOT / package for package in source.PACKAGES),
        ROOT / "tests",
        ROOT / "static",
        ROOT / "templates",
    ]
    kinds = {".py", ".js", ".css", ".html"}
    return [
        path
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in kinds and not {"vendor", "__pycache__", "migrations"} & set(path.parts)
    ]


def test_files_are_short_and_named_for_what_they_hold() -> None:
    faults = []
    for path in written_files():
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > LONGEST_FILE:
            faults.append(f"{path.relative_to(ROOT)} has {length} lines")
        if path.suffix == ".py" and path.stem in FORBIDDEN_NAMES:
            faults.append(f"{path.relative_to(ROOT)} has a name that says nothing")
    none_of(faults)


def test_no_app_outgrows_its_walls() -> None:
    lines: Counter[str] = Counter()
    for module in MODULES:
        if not module.in_migration:
            lines[str(source.unit(module.name))] += module.code_lines
    none_of([f"{app} has {count} code lines" for app, count in lines.items() if count > LARGEST_APP])


def test_code_lines_are_counted_without_blanks_comments_and_docstrings(tmp_path: Path) -> None:
    path = tmp_path / "counted.py"
    path.write_text(COUNTED)
    assert Module(path).code_lines == 4


def test_functions_are_short() -> None:
    none_of(
        [
            f"{module}:{function.lineno} {function.name} has {length} lines"
            for module in MODULES
            for function in module.functions()
            if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
        ]
    )
