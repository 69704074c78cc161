"""What may import what."""

import ast

from importlinter.cli import lint_imports

from tests.architecture.source import PACKAGE, ROOT, SUBJECTS, place, python_files, tree_of

KEPT_FROM_SUBJECTS = ("django.http", "django.forms", "django.template", "django.contrib.messages")


def test_the_contracts_hold(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_subjects_know_nothing_of_pages():
    found = [
        f"{place(path, node)} {name}"
        for subject in SUBJECTS
        for path in python_files(PACKAGE / subject)
        for node in ast.walk(tree_of(path))
        for name in imported_names(node)
        if any(name == kept or name.startswith(f"{kept}.") for kept in KEPT_FROM_SUBJECTS)
    ]
    assert found == []


def test_workflows_are_pure_tables():
    found = [
        f"{place(path, node)} {name}"
        for path in python_files(PACKAGE)
        if path.name == "workflow.py"
        for node in ast.walk(tree_of(path))
        for name in imported_names(node)
        if name.startswith("django.db") or name.rpartition(".")[2] in {"models", "queries", "actions", "policy"}
    ]
    assert found == []


def test_an_import_inside_a_function_says_why():
    found = []
    for path in python_files(PACKAGE):
        lines = path.read_text("utf-8").splitlines()
        for function in ast.walk(tree_of(path)):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom) and not reason(lines[node.lineno - 1]):
                    found.append(place(path, node))
    assert sorted(set(found)) == []


def imported_names(node: ast.AST) -> list[str]:
    """`from a.b import c` gives a.b and a.b.c; anything that is no import gives nothing."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def reason(line: str) -> str:
    """The words of the comment on a line, without what is meant for the linter alone."""
    _code, _mark, comment = line.partition("#")
    words = comment.strip()
    if words.startswith("noqa"):
        words = words.partition(" ")[2].partition(" ")[2]
    return words.strip()


def test_a_bare_exception_for_the_linter_is_no_reason():
    assert reason("    import typst  # noqa: PLC0415") == ""
    assert reason("    import typst") == ""
    assert reason("    import typst  # noqa: PLC0415  slow to load") == "slow to load"
    assert reason("    import typst  # slow to load") == "slow to load"
