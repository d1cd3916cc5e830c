#!/usr/bin/env python3
"""Checks one rule, or all, over a checkout.

usage: run.py CHECKOUT [RULE…]

Prints one line `path:line: what` for each violation and ends with 1 when there is any.
"""

import sys

import dependencies
import documents
import purity
import shape
import tidiness
from tree import Tree

RULES = {
    "includes": dependencies.check_includes,
    "cycles": dependencies.check_cycles,
    "doors": dependencies.check_doors,
    "sizes": shape.check_sizes,
    "headers": shape.check_headers,
    "purity": purity.check_purity,
    "errors": documents.check_errors,
    "links": documents.check_links,
    "commands": documents.check_commands,
    "tidiness": tidiness.check_tidiness,
    "tests_run": tidiness.check_tests_run,
}


def main(arguments):
    if not arguments or any(name not in RULES for name in arguments[1:]):
        print(f"usage: run.py CHECKOUT [{'|'.join(RULES)}]…", file=sys.stderr)
        return 2
    tree = Tree(arguments[0])
    violations = [
        f"{violation}  [{name}]" for name in arguments[1:] or RULES for violation in RULES[name](tree)
    ]
    print("\n".join(violations) or "no violations")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
