"""Nothing of one machine, no forgotten marks, no large files, no test that is never run."""

import re

MAX_FILE_BYTES = 1_000_000
MACHINE_PATH = re.compile(r"(?<![\w.])/(work|root|home/\w+|tmp/bash)/")
# Put together so that this file does not hold the marks itself.
MARK = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b")
TEXT_ENDINGS = (".h", ".cc", ".md", ".py", ".sh", ".cmake", ".txt", ".toml", ".json", ".html", ".css", ".js")


def check_tidiness(tree):
    """No machine paths, no marks of unfinished work, no file over 1 MB."""
    for path in tree.paths:
        size = (tree.root / path).stat().st_size
        if size > MAX_FILE_BYTES:
            yield f"{path}:1: {size} bytes; at most {MAX_FILE_BYTES}"
        elif path.endswith(TEXT_ENDINGS) or path.startswith(("script/", ".ci/")):
            yield from _check_text(tree, path)


def _check_text(tree, path):
    corpus = path.startswith("corpus/")
    for number, line in enumerate(tree.text(path).splitlines(), 1):
        if MACHINE_PATH.search(line) and not corpus:
            yield f"{path}:{number}: {MACHINE_PATH.search(line).group(0)} exists on one machine only"
        if MARK.search(line) and not corpus:
            yield f"{path}:{number}: the mark {MARK.search(line).group(0)}: finish it or leave it out"


def check_tests_run(tree):
    """Every file below tests/unit is compiled, and every part of tests/ is registered."""
    registration = tree.text("tests/CMakeLists.txt")
    modules = set(re.findall(r"isthmus_unit\((\w+)", registration))
    parts = set(re.search(r"foreach\(part ([\w ]+)\)", registration).group(1).split())
    for path in tree.below("tests", endings=("",)):
        _, part, *rest = path.split("/")
        if part == "unit" and (len(rest) != 2 or not rest[1].endswith(("_test.cc", ".h"))):
            yield f"{path}:1: not compiled: unit tests are tests/unit/MODULE/NAME_test.cc"
        elif part == "unit" and rest[0] not in modules:
            yield f"{path}:1: not compiled: tests/CMakeLists.txt has no isthmus_unit({rest[0]} …)"
        elif rest == ["CMakeLists.txt"] and part not in parts:
            yield f"{path}:1: not registered in tests/CMakeLists.txt"
