#include "indexer/pipeline/add.h"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "schema/keys.h"

namespace isthmus::pipeline {
namespace {

namespace fs = std::filesystem;

// A folder of sources beside a repository, both gone with the object.
class Place {
 public:
  Place() : path_(fs::temp_directory_path() / "isthmus-unit-add") {
    fs::remove_all(path_);
    fs::create_directories(sources());
  }
  ~Place() { fs::remove_all(path_); }

  fs::path sources() const { return path_ / "sources"; }
  fs::path repository() const { return path_ / "repository"; }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((sources() / name).parent_path());
    std::ofstream(sources() / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

struct Added {
  AddReport report;
  std::vector<std::string> findings;
};

Added add_to(const Place& place, const AddOptions& options) {
  auto writer = repository::Writer::open(place.repository());
  REQUIRE(writer);
  const auto roots = find_roots({{place.sources().string()}, "c", {}});
  REQUIRE(roots);
  Added added;
  Observer observer;
  observer.finding = [&](const Finding& finding) {
    added.findings.push_back(parsers::to_string(finding.path, finding.entry));
  };
  const auto report = add(*roots, options, *repository_target(**writer), observer);
  REQUIRE(report);
  REQUIRE((*writer)->settle());
  added.report = *report;
  return added;
}

AddOptions practice() {
  AddOptions options;
  options.defaults.side = "practice";
  options.jobs = 3;
  return options;
}

std::string many_lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += "{\"id\":\"" + std::to_string(i) + "\",\"title\":\"spindle " + std::to_string(i) +
            "\",\"body\":\"" + std::string(200, 'x') + "\"}\n";
  return text;
}

TEST_CASE(
    "a walk goes in byte order, passes over hidden files and links, and stops at other "
    "collections") {
  const Place place;
  for (const char* name :
       {"b.md", "a/z.md", "a.md", "B.md", ".hidden.md", ".git/x.md", "a/isthmus.md",
        "other/isthmus.toml", "other/x.md", "p.PNG", "queries.json"}) {
    place.write(name, "x");
  }
  fs::create_symlink(place.sources() / "b.md", place.sources() / "link.md");
  fs::create_directory_symlink(place.sources() / "a", place.sources() / "linked");
  const auto found = walk(place.sources(), {});
  REQUIRE(found);
  std::vector<std::string> paths;
  for (const File& file : found->files) paths.push_back(file.path);
  CHECK(paths == std::vector<std::string>{"B.md", "a.md", "a/isthmus.md", "a/z.md", "b.md"});
  CHECK(found->skipped == 1);
  CHECK(found->collections == std::vector<fs::path>{place.sources() / "other"});
}

TEST_CASE("a file of many lines is cut into pieces, and every line keeps its number") {
  const Place place;
  place.write("many.jsonl", many_lines(3000) + "{bad\n" + "{\"id\":\"17\",\"title\":\"again\"}\n");
  const Added added = add_to(place, practice());
  CHECK(added.report.added == 3000);
  CHECK(added.report.refused == 2);
  REQUIRE(added.findings.size() == 2);
  CHECK(added.findings[0].starts_with("many.jsonl:3001: not valid JSON"));
  CHECK(added.findings[1] ==
        "many.jsonl:3002: the id \"c:17\" stands in line 18 already (give one of them another id)");
}

TEST_CASE("adding again after a change touches what changed alone") {
  const Place place;
  place.write("many.jsonl", many_lines(500));
  place.write("note.md", "# Note\n");
  add_to(place, practice());
  place.write("many.jsonl", "{\"id\":\"new\",\"title\":\"new\"}\n" + many_lines(499));
  const AddReport report = add_to(place, practice()).report;
  CHECK(report.added == 1);
  CHECK(report.unchanged == 499);
  CHECK(report.updated == 0);
  CHECK(report.removed == 1);
  CHECK(report.unchanged_files == 1);
}

TEST_CASE("an interruption keeps what was put in, and the next run completes it") {
  const Place place;
  place.write("many.jsonl", many_lines(4000));
  const std::atomic<bool> stop{true};
  AddOptions options = practice();
  options.stop = &stop;
  const AddReport first = add_to(place, options).report;
  CHECK(first.is_interrupted);
  CHECK(first.added > 0);
  CHECK(first.added < 4000);
  const AddReport second = add_to(place, practice()).report;
  CHECK(second.unchanged == first.added);
  CHECK(second.added + first.added == 4000);
}

TEST_CASE("a file that cannot be read any more keeps its records") {
  const Place place;
  place.write("note.md", "---\ntitle: good\n---\nbody\n");
  CHECK(add_to(place, practice()).report.added == 1);
  place.write("note.md", "---\ntitle: a: b: c\n---\nbody\n");
  const AddReport report = add_to(place, practice()).report;
  CHECK(report.refused == 1);
  CHECK(report.removed == 0);
}

TEST_CASE("other options are another source") {
  const Place place;
  place.write("note.md", "# Note\n");
  add_to(place, practice());
  AddOptions options = practice();
  options.defaults.kind = "runbook";
  CHECK(add_to(place, options).report.updated == 1);
  CHECK(add_to(place, options).report.unchanged_files == 1);
}

TEST_CASE("records without a word on visibility are counted, others are not") {
  const Place place;
  place.write("a.jsonl",
              "{\"id\":\"1\",\"title\":\"a\"}\n{\"id\":\"2\",\"title\":\"b\",\"visibility\":"
              "\"public\"}\n{\"id\":\"3\",\"title\":\"c\",\"visibility\":\"partners\"}\n");
  CHECK(add_to(place, practice()).report.public_by_default == 1);
}

}  // namespace
}  // namespace isthmus::pipeline
