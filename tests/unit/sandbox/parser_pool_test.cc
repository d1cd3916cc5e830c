#include "indexer/sandbox/parser_pool.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>

namespace isthmus::sandbox {
namespace {

namespace fs = std::filesystem;
using parsers::Diagnostic;

struct Heard {
  std::vector<Record> records;
  std::vector<std::uint64_t> lines;
  std::vector<Diagnostic> diagnostics;
};

PoolOptions hostile(std::chrono::seconds time = std::chrono::seconds(60)) {
  PoolOptions options;
  options.program = ISTHMUS_WORKER;
  options.time = time;
  return options;
}

Heard parse(ParserPool& pool, const std::string& parser, std::string_view bytes = "bytes") {
  parsers::Parser row;
  row.name = parser;
  parsers::Settings settings;
  settings.encoding = "Big5";
  Heard heard;
  pool.parse(row, {"a/path", bytes, settings},
             {[&](Record record, std::uint64_t line) {
                heard.records.push_back(std::move(record));
                heard.lines.push_back(line);
                return true;
              },
              [&](Diagnostic diagnostic) { heard.diagnostics.push_back(std::move(diagnostic)); }});
  return heard;
}

std::size_t children() {
  std::size_t count = 0;
  for (const fs::directory_entry& task : fs::directory_iterator("/proc/self/task")) {
    std::ifstream file(task.path() / "children");
    for (std::string pid; file >> pid;) ++count;
  }
  return count;
}

TEST_CASE("records and diagnostics come over as they were given") {
  ParserPool pool(hostile());
  const Heard heard = parse(pool, "honest", std::string_view("a\0b", 3));
  REQUIRE(heard.records.size() == 1);
  CHECK(heard.records[0].title == std::string("a/path|a\0b|Big5", 15));
  CHECK(heard.lines[0] == 7);
  REQUIRE(heard.diagnostics.size() == 1);
  CHECK(heard.diagnostics[0].line == 3);
  CHECK(heard.diagnostics[0].error.code == ErrorCode::kInvalidRecord);
  CHECK(heard.diagnostics[0].error.message == "message");
  CHECK(heard.diagnostics[0].error.hint == "hint");
  CHECK(!heard.diagnostics[0].cost_a_record);
  CHECK(heard.diagnostics[0].inside == "inside");
}

TEST_CASE("one process serves many files, and several threads have one each") {
  ParserPool pool(hostile());
  for (int i = 0; i < 510; ++i) REQUIRE(parse(pool, "honest").records.size() == 1);
  CHECK(children() == 1);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 100; ++j) parse(pool, "honest");
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(children() <= 4);
}

TEST_CASE("a parser that misbehaves costs its file, and the next file is read") {
  ParserPool pool(hostile(std::chrono::seconds(1)));
  struct Case {
    std::string parser;
    ErrorCode code;
    std::string words;
  };
  for (const Case& one : std::vector<Case>{{"loop", ErrorCode::kTooLarge, "longer than 1 seconds"},
                                           {"crash", ErrorCode::kInvalidSource, "Aborted"}}) {
    CAPTURE(one.parser);
    const Heard heard = parse(pool, one.parser);
    CHECK(heard.records.empty());
    REQUIRE(heard.diagnostics.size() == 1);
    CHECK(heard.diagnostics[0].error.code == one.code);
    CHECK(heard.diagnostics[0].error.message.find(one.words) != std::string::npos);
    CHECK(parse(pool, "honest").records.size() == 1);
  }
}

// The sanitizers reserve terabytes of addresses: under them memory is not limited.
#ifndef ISTHMUS_SANITIZED
TEST_CASE("memory is limited") {
  ParserPool pool(hostile());
  const Heard heard = parse(pool, "eat_memory");
  REQUIRE(heard.diagnostics.size() == 1);
  CHECK(heard.diagnostics[0].error.message.find("memory") != std::string::npos);
}

TEST_CASE("a parser can neither write, nor speak to the network, nor start a process") {
  const fs::path target = fs::temp_directory_path() / "isthmus-sandbox-written";
  fs::remove(target);
  ParserPool pool(hostile());
  const Heard heard = parse(pool, "break_out", target.string());
  if (pool.confinement() != Confinement::kFull) {
    MESSAGE("this kernel takes no system call filter");
    return;
  }
  REQUIRE(heard.records.size() == 1);
  CHECK(heard.records[0].title == "done:");
  CHECK(!fs::exists(target));
}
#endif

TEST_CASE("a parser that never ends giving is stopped when the sink wants no more") {
  ParserPool pool(hostile());
  parsers::Parser row;
  row.name = "flood";
  const parsers::Settings settings;
  int seen = 0;
  pool.parse(row, {"p", "bytes", settings},
             {[&](const Record&, std::uint64_t) { return ++seen < 3; },
              [](const Diagnostic& diagnostic) { FAIL(diagnostic.error.message); }});
  CHECK(seen == 3);
}

TEST_CASE("no process is left when the pool is gone") {
  {
    ParserPool pool(hostile(std::chrono::seconds(1)));
    parse(pool, "honest");
    parse(pool, "loop");
    parse(pool, "crash");
  }
  CHECK(children() == 0);
}

TEST_CASE("a program that cannot be started is said") {
  PoolOptions options;
  options.program = "/no/such/program";
  ParserPool pool(options);
  const Heard heard = parse(pool, "honest");
  REQUIRE(heard.diagnostics.size() == 1);
  CHECK(heard.diagnostics[0].error.code == ErrorCode::kIo);
  CHECK(heard.diagnostics[0].error.message.find("/no/such/program") != std::string::npos);
}

}  // namespace
}  // namespace isthmus::sandbox
