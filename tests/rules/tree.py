"""The files of a checkout as the rules see them: paths, texts, and code without comments and strings."""

import re
import subprocess
from functools import cached_property
from pathlib import Path

CODE_ENDINGS = (".h", ".cc")


class Tree:
    """The tracked files below a root, and new ones that git does not ignore; every file where there is no git."""

    def __init__(self, root):
        self.root = Path(root)
        self._texts = {}

    @cached_property
    def paths(self):
        command = ["git", "-c", "safe.directory=*", "-C", str(self.root), "ls-files", "-z"]
        command += ["--cached", "--others", "--exclude-standard"]
        listing = subprocess.run(command, capture_output=True, check=False)
        if listing.returncode == 0 and (self.root / ".git").exists():
            names = {name for name in listing.stdout.decode().split("\0") if name}
        else:
            files = (path for path in self.root.rglob("*") if path.is_file())
            names = {path.relative_to(self.root).as_posix() for path in files}
            names = {name for name in names if not name.startswith((".git/", "build"))}
        return sorted(name for name in names if (self.root / name).is_file())

    def text(self, path):
        if path not in self._texts:
            self._texts[path] = (self.root / path).read_text(encoding="utf-8", errors="replace")
        return self._texts[path]

    def below(self, *folders, endings=CODE_ENDINGS):
        """Paths in these folders ("" for all) with one of the endings."""
        prefixes = tuple(folder + "/" if folder else "" for folder in folders)
        return [path for path in self.paths if path.startswith(prefixes) and path.endswith(endings)]

    def code(self, path):
        return without_comments_and_strings(self.text(path))

    def includes(self, path):
        """(line number, form, name) of every #include; form is '<' or '"'."""
        for number, line in enumerate(self.text(path).splitlines(), 1):
            match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if match:
                yield number, match.group(1), match.group(2)


_TOKEN = re.compile(
    r"""
      //(?:[^\n\\]|\\.|\\\n)*                               # line comment
    | /\*.*?\*/                                             # block comment
    | (?:u8|[uUL])?R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)"   # raw string
    | "(?:[^"\\\n]|\\.)*"                                   # string
    | (?<![0-9A-Za-z_])'(?:[^'\\\n]|\\.)+'                  # character; not a digit separator
    """,
    re.DOTALL | re.VERBOSE,
)


def without_comments_and_strings(text):
    """The same lines; comments become blanks, strings and characters become empty ones."""

    def blank(match):
        found = match.group(0)
        lines = "\n" * found.count("\n")
        if found.startswith(("//", "/*")):
            return " " + lines
        return ("''" if found.startswith("'") else '""') + lines

    return _TOKEN.sub(blank, text)
