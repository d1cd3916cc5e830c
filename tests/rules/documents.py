"""What the documents say is so: the error table, links, commands."""

import re
import shlex

ERROR_HEADER = "schema/error.h"
ERROR_DOCUMENT = "docs/errors.md"


def check_errors(tree):
    """docs/errors.md has the rows of schema/error.h, in its order."""
    rows = re.findall(
        r'row\(\w+,\s*"(\w+)",\s*(\d+),\s*(\d+),\s*"((?:[^"\\]|\\.)*)"\)', tree.text(ERROR_HEADER)
    )
    documented = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (.*?) \|$", tree.text(ERROR_DOCUMENT), re.M)
    if not rows:
        yield f"{ERROR_HEADER}:1: no rows found"
    for index in range(max(len(rows), len(documented))):
        wanted = rows[index] if index < len(rows) else None
        found = documented[index] if index < len(documented) else None
        if wanted != found:
            yield f"{ERROR_DOCUMENT}:1: row {index + 1} is {found}, {ERROR_HEADER} says {wanted}"
            return


def check_links(tree):
    """Relative links of the documents lead to files of the tree."""
    folders = {path.rsplit("/", depth)[0] for path in tree.paths for depth in range(1, path.count("/") + 1)}
    known = set(tree.paths) | folders
    for path in _documents(tree):
        for number, line in enumerate(_without_code(tree.text(path)), 1):
            for target in re.findall(r"\]\(([^)\s]+)\)", line):
                if not re.match(r"[a-z]+:|#", target) and _resolve(path, target) not in known:
                    yield f"{path}:{number}: the link ({target}) leads nowhere"


def _documents(tree):
    return [path for path in tree.below("", endings=(".md",)) if path == "README.md" or path.startswith("docs/")]


def _without_code(text):
    inside = False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            inside = not inside
        yield "" if inside else re.sub(r"`[^`]*`", "", line)


def _resolve(path, target):
    folder = path.split("/")[:-1]
    for part in target.split("#")[0].split("/"):
        if part == "..":
            folder = folder[:-1]
        elif part not in (".", ""):
            folder.append(part)
    return "/".join(folder)


def check_commands(tree):
    """Commands in the documents' code exist: scripts, and subcommands of isthmus-indexer with their options."""
    programs = {"isthmus-indexer": _indexer_words(tree), "isthmus-searchd": _searchd_words(tree)}
    for path in _documents(tree):
        for number, command in _commands(tree.text(path)):
            words = command.split()
            if words[0].startswith(("script/", "./script/", ".ci/")):
                yield from _check_script(tree, path, number, words[0].removeprefix("./"))
            program = words[0].rsplit("/", 1)[-1]
            if program in programs:
                yield from _check_words((path, number, program), words[1:], programs[program])


def _commands(text):
    """(line number, command) of the shell lines in fenced blocks."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("```"):
            inside = not inside
            continue
        if not inside or not line.strip():
            continue
        try:
            words = shlex.split(line.strip().removeprefix("$ "), comments=True)
        except ValueError:
            continue
        if words and re.match(r"[\w./-]+$", words[0]):
            yield number, " ".join(words)


def _check_script(tree, path, number, script):
    if script not in tree.paths:
        yield f"{path}:{number}: there is no {script}"
    elif not (tree.root / script).stat().st_mode & 0o100:
        yield f"{path}:{number}: {script} cannot be executed"


def _literals(tree, folder):
    text = "\n".join(tree.text(path) for path in tree.below(folder))
    literals = re.findall(r'"((?:[^"\\\n]|\\.)*)"', text)
    return {word for literal in literals for word in re.split(r"[\s,{}\[\]]+", literal)}


def _indexer_words(tree):
    """Names of subcommands and options stand as string literals in the command line's code."""
    return _literals(tree, "indexer")


def _searchd_words(tree):
    """searchd makes its flags of the keys in its table."""
    words = _literals(tree, "searchd")
    return words | {"--" + word.replace("_", "-") for word in words if word}


def _check_words(place, words, registered):
    path, number, program = place
    expects_command = program == "isthmus-indexer"
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word.startswith("-") and len(word) > 1:
            name = word.split("=")[0]
            if name not in registered:
                yield f"{path}:{number}: {program} has no option {name}"
            skip = name in ("-r", "--repository") and "=" not in word
        elif expects_command:
            expects_command = False
            if word not in registered:
                yield f"{path}:{number}: {program} has no command {word}"
