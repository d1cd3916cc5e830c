#!/usr/bin/env python3
"""Every rule reports a tree that breaks it, and only where it is broken."""

import tempfile
import unittest
from pathlib import Path

import run
import shape
from tree import Tree, without_comments_and_strings

ARCHITECTURE = """
```
schema <- engine <- indexer
schema <- engine <- searchd

inside engine:   base <- text
                 base <- store
                 text, store <- index
                 everything <- repository
```
"""
REGISTRATION = "isthmus_unit(schema)\nforeach(part rules golden)\n"
MARK = "TO" + "DO"


class RuleTest(unittest.TestCase):
    def check(self, rule, files, *places):
        """Runs a rule over a tree of these files; its violations must begin with exactly these places."""
        files = {"docs/architecture.md": ARCHITECTURE, "tests/CMakeLists.txt": REGISTRATION, **files}
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files.items():
                target = Path(folder) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
                if path.startswith("script/runnable"):
                    target.chmod(0o755)
            found = list(run.RULES[rule](Tree(folder)))
        self.assertEqual(len(found), len(places), found)
        for violation, place in zip(found, places):
            self.assertTrue(violation.startswith(place), violation)

    def test_every_rule_is_tested_here(self):
        tested = {name.split("__")[0] for name in dir(self) if name.startswith("test_") and "__" in name}
        self.assertEqual(tested, {f"test_{rule}" for rule in run.RULES})

    def test_every_rule_is_registered(self):
        registered = Path(__file__).with_name("CMakeLists.txt").read_text().split("foreach(rule ")[1].split(")")[0]
        self.assertEqual(registered.split(), list(run.RULES))

    # includes

    def test_includes__an_arrow_followed_to_the_left_is_allowed(self):
        self.check(
            "includes",
            {
                "engine/index/a.cc": '#include "engine/base/b.h"\n#include "schema/c.h"\n',
                "engine/repository/r.cc": '#include "engine/index/a.h"\n',
                "searchd/routes/s.cc": '#include "engine/repository/r.h"\n#include "searchd/render/t.h"\n',
            },
        )

    def test_includes__schema_including_engine_is_reported(self):
        self.check("includes", {"schema/a.h": '\n#include "engine/base/b.h"\n'}, "schema/a.h:2:")

    def test_includes__store_including_text_is_reported(self):
        self.check("includes", {"engine/store/a.cc": '#include "engine/text/b.h"\n'}, "engine/store/a.cc:1:")

    def test_includes__searchd_including_indexer_is_reported(self):
        self.check("includes", {"searchd/a.cc": '#include "indexer/parsers/b.h"\n'}, "searchd/a.cc:1:")

    def test_includes__the_program_including_tests_is_reported(self):
        self.check("includes", {"schema/a.cc": '#include "tests/support/b.h"\n'}, "schema/a.cc:1:")

    def test_includes__a_name_without_its_folder_is_reported(self):
        self.check("includes", {"schema/a.cc": '#include "b.h"\n'}, "schema/a.cc:1:")

    def test_includes__a_folder_that_the_document_does_not_know_is_reported(self):
        self.check("includes", {"engine/magic/a.cc": ""}, "engine/magic/a.cc:1:")

    def test_cycles__a_rule_that_goes_round_is_reported(self):
        circle = "```\nschema <- engine\n\ninside engine:   a <- b\n                 b <- a\n```\n"
        self.check("cycles", {"docs/architecture.md": circle}, "docs/architecture.md:1:", "docs/architecture.md:1:")

    # doors

    def test_doors__each_vendor_in_schema_is_reported(self):
        for header in [
            "rocksdb/db.h", "xapian.h", "httplib.h", "unicode/uchar.h", "opencc/opencc.h", "libstemmer.h",
            "uchardet/uchardet.h", "sodium.h", "CLI/CLI.hpp", "toml++/toml.h", "yaml-cpp/yaml.h", "cmark-gfm.h",
            "spdlog/spdlog.h", "doctest/doctest.h",
        ]:  # fmt: skip
            self.check("doors", {"schema/a.cc": f"#include <{header}>\n"}, "schema/a.cc:1:")

    def test_doors__xxhash_outside_schema_is_reported(self):
        self.check("doors", {"engine/base/a.cc": "#include <xxhash.h>\n"}, "engine/base/a.cc:1:")

    def test_doors__json_in_the_engine_and_in_a_header_is_reported(self):
        text = "#include <nlohmann/json.hpp>\n"
        self.check("doors", {"engine/base/a.cc": text, "schema/b.h": text}, "engine/base/a.cc:1:", "schema/b.h:1:")

    def test_doors__behind_the_door_a_vendor_is_allowed(self):
        self.check(
            "doors",
            {
                "engine/store/a.h": "#include <rocksdb/db.h>\nrocksdb::DB* db;\n",
                "schema/json.h": "#include <nlohmann/json_fwd.hpp>\nusing Json = nlohmann::json;\n",
                "tests/unit/schema/a_test.cc": "#include <doctest/doctest.h>\n#include <nlohmann/json.hpp>\n",
            },
        )

    def test_doors__a_vendor_type_in_a_header_outside_its_door_is_reported(self):
        self.check("doors", {"searchd/a.h": "// rocksdb::DB\nrocksdb::DB* db;\n"}, "searchd/a.h:2:")

    def test_doors__a_second_file_that_renders_markdown_is_reported(self):
        text = "#include <cmark-gfm.h>\n"
        self.check("doors", {"searchd/render/a.cc": text, "searchd/render/b.cc": text}, "searchd/render/b.cc:1:")

    # sizes

    def test_sizes__a_file_of_801_lines_is_reported_and_one_of_800_is_not(self):
        self.check("sizes", {"schema/a.cc": "\n" * 801, "schema/b.cc": "\n" * 800}, "schema/a.cc:1:")

    def test_sizes__a_function_of_81_lines_is_reported_and_one_of_80_is_not(self):
        def function(name, lines):
            return f"int {name}(int x) {{\n" + "  x += 1;\n" * (lines - 2) + "}\n"

        text = "namespace a {\n" + function("shorter", 80) + function("longer", 81) + "}\n"
        self.check("sizes", {"schema/a.cc": text}, "schema/a.cc:82: longer has 81 lines")

    def test_sizes__braces_in_strings_comments_and_initialisers_do_not_count(self):
        text = """
struct Point { int x = 0; int y() const { return x; } };
template <typename T>
class Box : public Base<T> {
 public:
  explicit Box(T value) : Base<T>{value}, value_{std::move(value)} { use('{', "}{", R"(}})"); }  // {
  T value_;
};
const std::map<int, int> kTable = {{1, 2}, {3, 4}};
auto twice = [](int x) { return x * 2; };
TEST_CASE("a { b") {
  if (true) { std::vector<int> v{1, 2}; }
}
Box& Box::operator=(Box&& other) noexcept {
  return *this;
}
int last(const char* text,
         int n) {
  return n;
}
"""
        found = [(name, last - first + 1) for name, first, last in shape.functions(without_comments_and_strings(text))]
        self.assertEqual(found, [("y", 1), ("Box", 1), ("TEST_CASE", 3), ("Box::operator=", 3), ("last", 4)])

    def test_headers__without_prose_or_pragma_is_reported(self):
        good = "// What a thing is, and what it is not.\n// More.\n#pragma once\n"
        self.check(
            "headers",
            {
                "schema/a.h": good,
                "schema/b.h": "#pragma once\n",
                "schema/c.h": "// What a thing is, and what it is not.\n\nint x;\n",
            },
            "schema/b.h:1:",
            "schema/c.h:2:",
        )

    # purity

    def test_purity__each_forbidden_act_in_the_engine_is_reported(self):
        for act in [
            "std::cout << 1;", 'printf("x");', 'std::fprintf(stderr, "x");', "exit(1);", "std::abort();", 'getenv("X");',
            "std::chrono::system_clock::now();", "std::chrono::steady_clock::now();", "time(nullptr);", "std::random_device r;",
        ]:  # fmt: skip
            self.check("purity", {"engine/base/a.cc": f"\n{act}\n"}, "engine/base/a.cc:2:")

    def test_purity__comments_other_folders_and_likely_names_are_left_alone(self):
        harmless = '// printf("x")\nstd::snprintf(b, 1, "exit(1)"); clock.time(x); end_time(0); loop.exit(2);\n'
        self.check("purity", {"engine/base/a.cc": harmless, "searchd/b.cc": 'printf("x");\n'})

    # documents

    def test_errors__a_missing_and_a_different_row_are_reported(self):
        table = 'row(kA, "a", 400, 2, "One.") row(kB, "b", 404, 3, "Two.")'
        good = "| `a` | 400 | 2 | One. |\n| `b` | 404 | 3 | Two. |\n"
        self.check("errors", {"schema/error.h": table, "docs/errors.md": good})
        for broken in [good.replace("404", "405"), good.splitlines()[0] + "\n", good + "| `c` | 1 | 1 | Three. |\n"]:
            self.check("errors", {"schema/error.h": table, "docs/errors.md": broken}, "docs/errors.md:1:")

    def test_links__a_link_that_leads_nowhere_is_reported(self):
        text = "[a](b.md#part) [c](../schema/) [d](https://example.org/)\n`[x](y)`\n[gone](gone.md)\n"
        self.check("links", {"docs/a.md": text, "docs/b.md": "", "schema/x.h": ""}, "docs/a.md:3:")

    def test_commands__a_script_that_is_missing_or_not_executable_is_reported(self):
        text = "```sh\nscript/runnable --once  # words\nscript/plain\nscript/gone\n```\nscript/elsewhere\n"
        self.check(
            "commands", {"README.md": text, "script/runnable": "", "script/plain": ""}, "README.md:3:", "README.md:4:"
        )

    def test_commands__an_unknown_subcommand_or_option_is_reported(self):
        code = 'app.add_subcommand("add", "…"); app.add_option("-r,--repository", x);\n'
        text = "isthmus-indexer -r demo add corpus/\nisthmus-indexer ad corpus/\nisthmus-indexer add --wrong\n"
        text += "isthmus-searchd --index-handles 4\nbuild/bin/isthmus-searchd --wrong 4\n"
        files = {
            "indexer/commands/add.cc": code,
            "searchd/config.cc": 'Option{"index_handles"}',
            "docs/a.md": f"```sh\n{text}```\n",
        }
        self.check("commands", files, "docs/a.md:3:", "docs/a.md:4:", "docs/a.md:6:")

    # tidiness

    def test_tidiness__machine_paths_marks_and_large_files_are_reported(self):
        self.check(
            "tidiness",
            {
                "docs/a.md": "see /ro" + "ot/x\n",
                "docs/big.png": "x" * 1_000_001,
                "schema/b.h": f"// {MARK}: later\n",
                "schema/c.h": "// framework/root/x is no absolute path\n",
            },
            "docs/a.md:1:",
            "docs/big.png:1:",
            "schema/b.h:1:",
        )

    def test_tests_run__a_test_that_is_not_compiled_or_registered_is_reported(self):
        self.check(
            "tests_run",
            {
                "tests/unit/schema/a_test.cc": "",
                "tests/unit/schema/b.cc": "",
                "tests/unit/store/c_test.cc": "",
                "tests/golden/CMakeLists.txt": "",
                "tests/extra/CMakeLists.txt": "",
            },
            "tests/extra/CMakeLists.txt:1:",
            "tests/unit/schema/b.cc:1:",
            "tests/unit/store/c_test.cc:1:",
        )


if __name__ == "__main__":
    unittest.main()
