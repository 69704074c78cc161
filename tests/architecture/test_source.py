"""Habits that a machine can see."""

import ast
import re

import pytest

from tests.architecture.source import PACKAGE, ROOT, SCREENS, place, project_files, python_files, tree_of

WRITES = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "asave", "acreate", "aupdate", "adelete", "add_to_class",
}  # fmt: skip
PLAIN_DICTS = {
    "attrs", "context", "data", "defaults", "digest", "errors", "extra", "fields", "headers", "initial", "kwargs",
    "options", "params", "query", "values",
}  # fmt: skip
"""Names under which screens keep dicts (and a hash): `.update` on these writes nothing to the database."""
MOST_LINES = 400


def test_screens_write_only_through_actions():
    found = [
        place(path, node)
        for screen in SCREENS
        for path in python_files(PACKAGE / screen)
        for node in ast.walk(tree_of(path))
        if is_write(node)
    ]
    assert found == []


def is_write(node: ast.AST) -> bool:
    """True for a call that could write a row: `.save()` and its like, but on a dict known by its name."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITES:
        return False
    owner = node.func.value
    name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return not (node.func.attr == "update" and (name in PLAIN_DICTS or isinstance(owner, ast.Dict)))


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("registration.save()", True),
        ("form.save()", True),
        ("Initiative.objects.create(title=title)", True),
        ("visible(actor).update(status='x')", True),
        ("initiative.evidence.all().delete()", True),
        ("context.update(title=title)", False),
        ("self.fields.update(more)", False),
        ("actions.save_draft(form.cleaned_data, by=actor)", False),
    ],
)
def test_a_write_is_recognised(code, writes):
    assert any(is_write(node) for node in ast.walk(ast.parse(code))) is writes


def test_tests_never_wait_by_the_clock():
    found = [
        place(path, node)
        for path in python_files(ROOT / "tests")
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Attribute) and node.attr in {"sleep", "wait_for_timeout"})
        or (isinstance(node, ast.Name) and node.id == "sleep")
    ]
    assert found == []


def test_no_file_is_named_after_nothing():
    vague = re.compile(r"^(utils?|helpers?|common|misc)$")
    assert [place(path) for path in project_files() if vague.match(path.stem.lower().removeprefix("test_"))] == []


def test_every_file_tells_one_story():
    found = [
        f"{place(path)}: {lines}"
        for path in project_files()
        if path.suffix in {".py", ".html", ".js", ".sh"} and "migrations" not in path.parts
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    ]
    assert found == []


def test_nothing_points_at_one_machine_or_one_registry():
    # Put together here, so that this file does not find itself.
    parts = [
        ("/", "root/"), ("/", "work/"), ("/", "Users/"), ("/", "opt/wheels"), ("/", r"home/\w+/"),
        ("pypi", r"\.org"), ("files.python", "hosted"), ("registry.", "npmjs"), ("index", "-url"),
    ]  # fmt: skip
    kept = re.compile("|".join(rf"(?<![\w.\-]){start}{end}" for start, end in parts))
    found = []
    for path in project_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{place(path)}:{number}" for number, line in enumerate(text.splitlines(), 1) if kept.search(line)]
    assert found == []


def test_a_test_mirrors_a_file_that_exists():
    """tests/units/test_paths.py belongs to src/kheo/units/paths.py: a test of nothing hides that code has gone."""
    missing = []
    for path in python_files(ROOT / "tests"):
        inner = path.relative_to(ROOT / "tests")
        if inner.parts[0] in {"architecture", "journeys", "rights"} or not path.name.startswith("test_"):
            continue
        package = PACKAGE.joinpath(*inner.parts[:-1])
        if not package.is_dir():
            missing.append(place(path))
    assert missing == []
