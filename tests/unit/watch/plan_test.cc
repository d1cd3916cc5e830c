#include "indexer/watch/plan.h"

#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace isthmus::watch {
namespace {

using std::chrono::seconds;

constexpr const char* kFile = "/srv/watch.toml";

Plan understood(std::string_view toml) {
  Result<Plan> plan = parse_plan(toml, kFile);
  REQUIRE_MESSAGE(plan, (plan ? std::string() : plan.error().message));
  return *std::move(plan);
}

Error refused(std::string_view toml) {
  const Result<Plan> plan = parse_plan(toml, kFile);
  REQUIRE_MESSAGE(!plan, std::string(toml));
  CHECK(plan.error().code == ErrorCode::kUsage);
  return plan.error();
}

TEST_CASE("everything that a folder may say is understood") {
  const Plan plan = understood(R"(
[[folder]]
path = "shop/../workshop"
collection = "workshop"
side = "practice"
kind = "case"
language = "zh"
organisation = "plant"
licence = "CC-BY-4.0"
programme = ["mechatronics", "machining"]
visibility = "partners"
ocr = true
prune = true
every = "90s"
)");
  REQUIRE(plan.folders.size() == 1);
  CHECK(plan.harvests.empty());
  const FolderPlan& folder = plan.folders[0];
  CHECK(folder.path == "/srv/workshop");
  CHECK(folder.collection == "workshop");
  CHECK(folder.defaults.side == "practice");
  CHECK(folder.defaults.kind == "case");
  CHECK(folder.defaults.language == "zh");
  CHECK(folder.defaults.organisation == "plant");
  CHECK(folder.defaults.licence == "CC-BY-4.0");
  CHECK(folder.defaults.programmes == std::vector<std::string>{"mechatronics", "machining"});
  CHECK(folder.defaults.audiences == std::vector<std::string>{"partners"});
  CHECK(folder.defaults.ocr == true);
  CHECK(folder.prunes);
  CHECK(folder.every == seconds(90));
}

TEST_CASE("what a folder does not say is left to its files, and nothing is removed unasked") {
  const Plan plan = understood("[[folder]]\npath = \"/data/notes\"\n");
  const FolderPlan& folder = plan.folders.at(0);
  CHECK(folder.path == "/data/notes");
  CHECK(folder.collection.empty());
  CHECK(folder.defaults.side.empty());
  CHECK(folder.defaults.programmes.empty());
  CHECK_FALSE(folder.defaults.ocr.has_value());
  CHECK_FALSE(folder.prunes);
  CHECK(folder.every == seconds(600));
}

TEST_CASE("harvests are understood, those of one repository told apart by what they ask for") {
  const Plan plan = understood(R"(
[[harvest]]
url = "https://repository.example.org/oai"
collection = "theses"
set = "theses"
prefix = "oai_dc"
side = "academic"
every = "7d"

[[harvest]]
url = "https://repository.example.org/oai"
)");
  REQUIRE(plan.harvests.size() == 2);
  const HarvestPlan& theses = plan.harvests[0];
  CHECK(theses.url == "https://repository.example.org/oai");
  CHECK(theses.collection == "theses");
  CHECK(theses.set == "theses");
  CHECK(theses.prefix == "oai_dc");
  CHECK(theses.defaults.side == "academic");
  CHECK(theses.every == seconds(7 * 24 * 3600));
  const HarvestPlan& all = plan.harvests[1];
  CHECK(all.set.empty());
  CHECK(all.prefix.empty());
  CHECK(all.every == seconds(24 * 3600));
  CHECK(all.key() != theses.key());
}

TEST_CASE("folders and harvests keep their order, and a plan may be empty") {
  const Plan plan = understood("[[folder]]\npath = \"b\"\n[[folder]]\npath = \"a\"\n");
  REQUIRE(plan.folders.size() == 2);
  CHECK(plan.folders[0].path == "/srv/b");
  CHECK(plan.folders[1].path == "/srv/a");
  CHECK(understood("# nothing yet\n").folders.empty());
}

TEST_CASE("a key that does not exist is refused with its line and the nearest name") {
  const Error error = refused("[[folder]]\npath = \"a\"\nprunes = true\n");
  CHECK(error.message == "/srv/watch.toml:3: unknown key \"prunes\"");
  CHECK(error.hint == "did you mean \"prune\"?");
  CHECK(refused("[[folders]]\npath = \"a\"\n").hint == "did you mean \"folder\"?");
  CHECK(refused("[[harvest]]\nurl = \"https://a.org/oai\"\nprune = true\n").message ==
        "/srv/watch.toml:3: unknown key \"prune\"");
}

TEST_CASE("a value that does not fit is refused with its line and what it must be") {
  CHECK(refused("[[folder]]\npath = 1\n").message == "/srv/watch.toml:2: path: it must be a text");
  CHECK(refused("[[folder]]\npath = \"\"\n").message ==
        "/srv/watch.toml:2: path: it must be a text");
  CHECK(refused("[[folder]]\npath = \"a\"\nprune = \"yes\"\n").message ==
        "/srv/watch.toml:3: prune: it must be true or false");
  CHECK(refused("[[folder]]\npath = \"a\"\nevery = 600\n").message ==
        "/srv/watch.toml:3: every: it must be a time such as \"10m\" or \"24h\"");
  CHECK(refused("[[folder]]\npath = \"a\"\nprogramme = [1]\n").message ==
        "/srv/watch.toml:3: programme: it must be a text");
  CHECK(refused("folder = \"a\"\n").message ==
        "/srv/watch.toml:1: folder: it must be a table in double brackets, such as [[folder]]");
  CHECK(refused("[folder]\npath = \"a\"\n").message ==
        "/srv/watch.toml:1: folder: it must be a table in double brackets, such as [[folder]]");
}

TEST_CASE("a folder without a path, a harvest without an address and a wrong side are refused") {
  CHECK(refused("\n[[folder]]\nside = \"practice\"\n").message ==
        "/srv/watch.toml:2: there is no path");
  CHECK(refused("[[harvest]]\nset = \"theses\"\n").message == "/srv/watch.toml:1: there is no url");
  CHECK(refused("[[harvest]]\nurl = \"repository\"\n").message.starts_with("/srv/watch.toml:1: "));
  const Error side = refused("[[folder]]\npath = \"a\"\nside = \"practise\"\n");
  CHECK(side.message == "/srv/watch.toml:1: side is \"practise\"");
  CHECK(side.hint == "did you mean \"practice\"?");
  const Error kind = refused("[[harvest]]\nurl = \"https://a.org/oai\"\nkind = \"papers\"\n");
  CHECK(kind.message == "/srv/watch.toml:1: kind is \"papers\"");
  CHECK(kind.hint == "did you mean \"paper\"?");
}

TEST_CASE("what is no TOML is refused with the line") {
  CHECK(refused("[[folder]]\npath = \n").message.starts_with("/srv/watch.toml:2: "));
}

TEST_CASE("a file that is not there is told from one that is wrong") {
  const Result<Plan> plan = read_plan("/nowhere/at/all/watch.toml");
  REQUIRE_FALSE(plan);
  CHECK(plan.error().code == ErrorCode::kIo);
}

TEST_CASE("times are a number above zero with s, m, h or d, up to 366 days") {
  const std::pair<const char*, int> kGood[] = {
      {"1s", 1}, {"90s", 90}, {"10m", 600}, {"24h", 86400}, {"366d", 366 * 86400}};
  for (const auto& good : kGood) {
    const auto duration = parse_duration(good.first);
    REQUIRE_MESSAGE(duration, good.first);
    CHECK(*duration == seconds(good.second));
  }
  for (const char* text : {"", "s", "10", "0s", "-1s", "+1s", "1 s", "1.5h", "1w", "10ms", "367d",
                           "99999999999999999999s", "9223372036854775807d"}) {
    const auto duration = parse_duration(text);
    REQUIRE_MESSAGE(!duration, text);
    CHECK(duration.error().code == ErrorCode::kUsage);
  }
}

}  // namespace
}  // namespace isthmus::watch
