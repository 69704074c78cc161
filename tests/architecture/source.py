"""The files of the project as the tests of its architecture read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "kheo"
SCREENS = ("ui", "desk", "portal", "handbook", "pocket", "api")
SUBJECTS = ("audit", "units", "tallies", "initiatives", "recognition", "titles", "programme", "voice", "figures")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or would be, in the repository; without git, what stands in its folders."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        top = ("src", "tests", "tools", "docs", "bench", "requirements")
        found = [path for folder in top for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    return tuple(sorted(path for path in found if path.is_file()))


def python_files(*folders: Path) -> list[Path]:
    """The Python files below the folders, without migrations, in a stable order."""
    return [
        path
        for path in project_files()
        if path.suffix == ".py" and "migrations" not in path.parts and any(path.is_relative_to(f) for f in folders)
    ]


@cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """`src/kheo/desk/views.py:12`, as an editor opens it."""
    line = getattr(node, "lineno", None)
    return f"{path.relative_to(ROOT)}" + (f":{line}" if line else "")
