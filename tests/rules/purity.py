"""The engine never prints, exits, or reads the clock or the environment by itself."""

import re

FORBIDDEN = [
    (r"\bstd::(cout|cerr|clog)\b", "prints"),
    (r"\b(std::)?(f|v|vf)?printf\s*\(", "prints"),
    (r"\b(std::)?(puts|fputs|putchar|perror)\s*\(", "prints"),
    (r"(?<![.>\w])(std::)?(_?exit|_Exit|quick_exit|abort|terminate)\s*\(", "ends the process"),
    (r"\b(std::|secure_)?getenv\s*\(|\benviron\b", "reads the environment"),
    (r"\b(system|steady|high_resolution|utc|file)_clock\b", "reads the clock"),
    (r"(?<![.>\w])(std::)?time\s*\(\s*(nullptr|NULL|0|&)", "reads the clock"),
    (r"\b(gettimeofday|clock_gettime|localtime\w*|gmtime\w*)\s*\(", "reads the clock"),
    (r"\brandom_device\b|(?<![.>\w])s?rand\s*\(", "draws random numbers"),
]

# (file, what it does, why it may)
ALLOWED = []


def check_purity(tree):
    """schema and engine neither print, exit, read clock or environment, nor draw random numbers."""
    allowed = {(path, what) for path, what, _ in ALLOWED}
    for path in tree.below("schema", "engine"):
        for number, line in enumerate(tree.code(path).splitlines(), 1):
            for pattern, what in FORBIDDEN:
                found = re.search(pattern, line)
                if found and (path, what) not in allowed:
                    yield f"{path}:{number}: {found.group(0)} {what}; let the caller hand it in"
