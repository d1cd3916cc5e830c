"""Includes point only along the dependency rule of docs/architecture.md, and vendors come in through their doors."""

import re
from fnmatch import fnmatchcase

DOCUMENT = "docs/architecture.md"
PROGRAM_PARTS = ("schema", "engine", "indexer", "searchd")


def read_rule(text):
    """{"": {part: allowed parts}, "engine": {folder: allowed folders}, …} of the first block with arrows.

    A line is `a, b <- c <- d`: each may include what stands left of it. `everything` is every name of the block's group.
    `inside engine:` begins a group.
    """
    block = next(block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if "<-" in block)
    groups, group = {"": {}}, ""
    for line in block.splitlines():
        heading = re.match(r"inside (\w+):", line)
        if heading:
            group = heading.group(1)
            groups[group] = {}
            line = line[heading.end() :]
        elif line and not line[0].isspace():
            group = ""
        columns = [[name.strip() for name in column.split(",")] for column in line.split("<-")]
        for left, right in zip(columns, columns[1:]):
            for name in right:
                groups[group].setdefault(name, set()).update(left)
            for name in left:
                if name != "everything":
                    groups[group].setdefault(name, set())
    for allowed in groups.values():
        _close(allowed)
    return groups


def _close(allowed):
    """Makes the relation transitive."""
    for name, direct in allowed.items():
        if "everything" in direct:
            allowed[name] = set(allowed) - {name}
    changed = True
    while changed:
        changed = False
        for direct in allowed.values():
            reached = set().union(*(allowed.get(name, set()) for name in direct)) - direct
            if reached:
                direct.update(reached)
                changed = True


def check_includes(tree):
    """Includes point only to the left in the dependency rule; nothing but tests includes tests."""
    groups = read_rule(tree.text(DOCUMENT))
    for path in tree.below(*PROGRAM_PARTS):
        parts = path.split("/")
        yield from _check_known_folder(groups, path)
        for number, form, name in tree.includes(path):
            if form == "<":
                continue
            reason = _objection(groups, parts, name.split("/"))
            if reason:
                yield f"{path}:{number}: includes \"{name}\": {reason}"


def _check_known_folder(groups, path):
    part, *rest = path.split("/")
    if part in groups and len(rest) > 1 and rest[0] not in groups[part]:
        yield f"{path}:1: the folder {part}/{rest[0]} is not in the dependency rule of {DOCUMENT}"


def _objection(groups, source, target):
    if len(target) == 1:
        return "write the path from the repository's root"
    if target[0] not in PROGRAM_PARTS:
        return "only tests include tests" if target[0] == "tests" else "no such folder of the program"
    if target[0] != source[0]:
        if target[0] not in groups[""].get(source[0], set()):
            return f"{source[0]} may not include {target[0]}"
        return None
    inside = groups.get(source[0])
    if inside is None or len(source) < 3 or len(target) < 3 or source[1] == target[1]:
        return None
    if target[1] not in inside.get(source[1], set()):
        return f"{source[0]}/{source[1]} may not include {source[0]}/{target[1]}"
    return None


def check_cycles(tree):
    """The dependency rule itself has no cycle."""
    for group, allowed in read_rule(tree.text(DOCUMENT)).items():
        for name, reached in allowed.items():
            if name in reached:
                yield f"{DOCUMENT}:1: {group or 'the tree'}: {name} depends on itself"


# Vendor, the header names that are its own, the files that may include them.
DOORS = [
    ("RocksDB", r"rocksdb/", ["engine/store/*"]),
    ("Xapian", r"xapian(\.h|/)", ["engine/index/*", "tests/unit/index/*", "tests/bench/*"]),  # unit tests make old layouts; the bench measures bare Xapian beside
    ("cpp-httplib", r"httplib\.h", ["searchd/server.cc", "indexer/harvest/web.cc"]),
    ("ICU", r"unicode/", ["engine/text/*"]),
    ("OpenCC", r"(opencc/|\w*Dict\w*\.hpp|Lexicon\.hpp|Config\.hpp|SimpleConverter\.hpp)", ["engine/text/*"]),
    ("libstemmer", r"libstemmer", ["engine/text/*"]),
    ("uchardet", r"uchardet", ["engine/text/*"]),
    ("Eigen, Spectra", r"(Eigen|Spectra)/", ["engine/vectors/decomposition.cc"]),
    ("igraph", r"igraph", ["engine/topics/communities.cc"]),
    ("libsodium", r"sodium", ["engine/base/*"]),
    ("xxHash", r"xxh", ["schema/*"]),
    ("nlohmann/json", r"nlohmann/json\.hpp", ["schema/*.cc", "indexer/*.cc", "searchd/*.cc", "tests/*.cc"]),
    ("nlohmann/json", r"nlohmann/(?!json\.hpp)", ["schema/json.h"]),
    ("CLI11", r"CLI/", ["indexer/commands/*", "indexer/main.cc", "searchd/*.cc"]),
    ("toml++", r"toml\+\+/", ["indexer/parsers/*.cc", "indexer/watch/plan.cc", "searchd/config_file.cc"]),
    ("libxml2", r"libxml/", ["indexer/parsers/*.cc"]),
    ("libarchive", r"archive(_entry)?\.h", ["indexer/parsers/archive.cc", "tests/support/packing.cc"]),
    ("poppler", r"poppler", ["indexer/parsers/pdf_file.cc"]),
    ("gumbo", r"gumbo", ["indexer/parsers/*.cc"]),
    ("libseccomp", r"seccomp", ["indexer/sandbox/*.cc"]),
    ("yaml-cpp", r"yaml-cpp/", ["indexer/parsers/*.cc"]),
    ("cmark-gfm", r"cmark", ["searchd/render/*.cc"]),
    ("spdlog", r"spdlog/", ["searchd/*.cc"]),
    ("doctest", r"doctest/", ["tests/*"]),
]

# Vendor types in headers, and the headers that may have them.
TYPES = [
    (r"\brocksdb::", ["engine/store/*"]),
    (r"\bXapian::", ["engine/index/*"]),
    (r"\bicu(_\d+)?::|\bopencc::", ["engine/text/*"]),
    (r"\b(Eigen|Spectra)::", []),
    (r"\bnlohmann::", ["schema/json.h"]),
    (r"\bCLI::", ["indexer/commands/*"]),
    (r"\b(httplib|YAML|toml|spdlog)::", []),
]


def check_doors(tree):
    """A vendor's headers are included, and its types named in headers, only behind its door."""
    for path in tree.below(*PROGRAM_PARTS, "tests"):
        for number, form, name in tree.includes(path):
            for vendor, pattern, doors in DOORS if form == "<" else []:
                if re.match(pattern, name) and not _is_one_of(path, doors):
                    yield f"{path}:{number}: <{name}>: {vendor} belongs behind {', '.join(doors)}"
        if path.endswith(".h"):
            yield from _check_types(tree, path)
    yield from _check_single_markdown_file(tree)


def _check_types(tree, path):
    for number, line in enumerate(tree.code(path).splitlines(), 1):
        for pattern, doors in TYPES:
            found = re.search(pattern, line)
            if found and not _is_one_of(path, doors):
                yield f"{path}:{number}: {found.group(0)} in a header outside its door"


def _check_single_markdown_file(tree):
    users = [path for path in tree.below("searchd") if any("cmark" in name for _, _, name in tree.includes(path))]
    for path in users[1:]:
        yield f"{path}:1: cmark-gfm has its door in {users[0]} already"


def _is_one_of(path, globs):
    return any(fnmatchcase(path, glob) for glob in globs)
