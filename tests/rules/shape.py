"""The shape of the code: sizes of files and functions, and what a header begins with."""

import re

CODE_FOLDERS = ("schema", "engine", "indexer", "searchd", "tests")
MAX_FILE_LINES = 800
MAX_FUNCTION_LINES = 80


def check_sizes(tree):
    """No file over 800 lines, no function over 80."""
    for path in tree.below(*CODE_FOLDERS):
        lines = tree.text(path).count("\n")
        if lines > MAX_FILE_LINES:
            yield f"{path}:1: {lines} lines; at most {MAX_FILE_LINES}, split it"
        for name, first, last in functions(tree.code(path)):
            length = last - first + 1
            if length > MAX_FUNCTION_LINES:
                yield f"{path}:{first}: {name} has {length} lines; at most {MAX_FUNCTION_LINES}, split it"


def functions(code):
    """(name, first line, last line) of the outermost functions of code without comments and strings.

    Counts braces. What stands before a brace says what it opens: a namespace or a type (a scope, looked into), a member's
    initialiser (skipped), or a function (its body is skipped to the closing brace).
    """
    code = _without_preprocessor(code)
    head, head_line, line = "", 1, 1
    depth, body_depth, body = 0, None, None
    saved = []  # heads of initialisers that are open
    for character in code:
        if character == "\n":
            line += 1
        if body_depth is not None:
            depth += (character == "{") - (character == "}")
            if depth == body_depth:
                if body is not None:
                    yield body[0], body[1], line
                    head = ""
                else:
                    head = saved.pop() + "{}"
                body_depth, body = None, None
            continue
        if character == "{":
            kind = _opened_by(head)
            if kind == "scope":
                depth += 1
                head = ""
                continue
            body_depth, depth = depth, depth + 1
            if kind == "function":
                body = (_name_in(head), head_line)
            else:
                saved.append(head)
        elif character == "}":
            depth -= 1
            head = ""
        elif character == ";" or (character == ":" and head.strip() in ("public", "private", "protected")):
            head = ""
        else:
            if not head.strip() and not character.isspace():
                head_line = line
            head += character


def _without_preprocessor(code):
    return re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", lambda found: "\n" * found.group(0).count("\n"), code, flags=re.M)


def _opened_by(head):
    if re.search(r"\bnamespace\b|\bextern\s*\"\"\s*$", head):
        return "scope"
    without_template = re.sub(r"^\s*template\s*<[^{};]*?>\s*(?=class|struct|union|enum)", "", head)
    if re.match(r"\s*(class|struct|union|enum|typedef)\b", without_template) and not re.search(r"\)\s*\w*\s*$", head):
        return "scope"
    if "(" not in head or re.search(r"[=,(\[]\s*$", head):
        return "initialiser"
    # After the parameter list's colon, a name before a brace is a member that is initialised.
    members = re.search(r"\)[^:?]*(?<!:):(?!:)(.*)$", head, re.DOTALL)
    if members and re.search(r"[\w>]\s*$", members.group(1)) and not re.search(r"\}\s*$", members.group(1)):
        return "initialiser"
    if re.match(r"(?:(?!\boperator\b)[\w:<>,\s&*\[\]])+=", head):
        return "initialiser"
    return "function"


def _name_in(head):
    test = re.match(r"\s*(TEST_CASE\w*|SUBCASE|FUZZ\w*)", head)
    if test:
        return test.group(1)
    found = re.search(r"([\w:]*\boperator\s*\S+?|[\w:~]+)\s*\(", head)
    return found.group(1) if found else "a function"


def check_headers(tree):
    """A header begins with prose that says what it is, then #pragma once."""
    for path in tree.below(*CODE_FOLDERS, endings=(".h",)):
        lines = tree.text(path).splitlines()
        prose = []
        while len(prose) < len(lines) and lines[len(prose)].startswith("//"):
            prose.append(lines[len(prose)].lstrip("/ "))
        if len(" ".join(prose)) < 30 or "." not in " ".join(prose):
            yield f"{path}:1: begins without a comment that says what it is and is not"
        rest = [line for line in lines[len(prose) :] if line.strip()]
        if not rest or rest[0].strip() != "#pragma once":
            yield f"{path}:{len(prose) + 1}: #pragma once must follow the first comment"
