#include "searchd/config.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <doctest/doctest.h>

namespace isthmus::searchd {
namespace {

using Variables = std::map<std::string, std::string>;

Environment environment_of(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional<std::string>(found->second);
  };
}

class ConfigFile {
 public:
  explicit ConfigFile(std::string_view text) {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "searchd-config-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
    std::ofstream(path()) << text;
  }
  ~ConfigFile() { std::filesystem::remove_all(directory_); }
  ConfigFile(const ConfigFile&) = delete;
  ConfigFile& operator=(const ConfigFile&) = delete;
  std::string path() const { return (directory_ / "searchd.toml").string(); }

 private:
  std::filesystem::path directory_;
};

}  // namespace

TEST_CASE("a flag wins over the environment, the environment over the file") {
  const ConfigFile file("listen = \"h:1\"\nindex_handles = 7\nlog_level = \"warn\"\n");
  const auto invocation =
      parse_invocation({"--config", file.path(), "--listen=h:3"},
                       environment_of({{"ISTHMUS_LISTEN", "h:2"}, {"ISTHMUS_INDEX_HANDLES", "9"}}));
  REQUIRE(invocation.has_value());
  CHECK(invocation->config.listen == "h:3");
  CHECK(invocation->config.index_handles == 9);
  CHECK(invocation->config.log_level == "warn");
}

TEST_CASE("an unknown flag is refused with the nearest known one") {
  const auto invocation = parse_invocation({"--lisen", "h:1"}, environment_of({}));
  REQUIRE_FALSE(invocation.has_value());
  CHECK(invocation.error().code == ErrorCode::kUsage);
  CHECK(invocation.error().message == "unknown argument \"--lisen\"");
  CHECK(invocation.error().hint == "did you mean \"--listen\"?");
}

TEST_CASE("an unknown key of the file is refused with its line and the nearest known one") {
  const ConfigFile file("listen = \"h:1\"\nlog_levl = \"warn\"\n");
  const auto invocation = parse_invocation({"--config", file.path()}, environment_of({}));
  REQUIRE_FALSE(invocation.has_value());
  CHECK(invocation.error().message == file.path() + ":2: unknown key \"log_levl\"");
  CHECK(invocation.error().hint == "did you mean \"log_level\"?");
}

TEST_CASE("a value that does not fit is quoted with the place where it stands") {
  const auto invocation = parse_invocation({}, environment_of({{"ISTHMUS_INDEX_HANDLES", "many"}}));
  REQUIRE_FALSE(invocation.has_value());
  CHECK(invocation.error().message == "ISTHMUS_INDEX_HANDLES: the value \"many\" does not fit");
  CHECK(invocation.error().hint == "a number from 1 to 256 fits");
}

TEST_CASE("a file that is not TOML is refused with its line") {
  const ConfigFile file("listen = \n");
  const auto invocation = parse_invocation({"--config", file.path()}, environment_of({}));
  REQUIRE_FALSE(invocation.has_value());
  CHECK(invocation.error().code == ErrorCode::kUsage);
  CHECK(invocation.error().message.starts_with(file.path() + ":1: "));
}

TEST_CASE("a file that is not there is an input/output error that names it") {
  const auto invocation =
      parse_invocation({"--config", "/nowhere/searchd.toml"}, environment_of({}));
  REQUIRE_FALSE(invocation.has_value());
  CHECK(invocation.error().code == ErrorCode::kIo);
  CHECK(invocation.error().message.find("/nowhere/searchd.toml") != std::string::npos);
}

TEST_CASE("a flag without its value is refused") {
  const auto invocation = parse_invocation({"-r"}, environment_of({}));
  REQUIRE_FALSE(invocation.has_value());
  CHECK(invocation.error().message == "-r wants a value");
}

TEST_CASE("the base address loses its last slash") {
  const auto invocation =
      parse_invocation({"--base-url", "https://x.example/"}, environment_of({}));
  REQUIRE(invocation.has_value());
  CHECK(invocation->config.base_url == "https://x.example");
}

TEST_CASE("the help names every flag that is understood") {
  const std::string help = help_text();
  for (const char* flag :
       {"--repository", "--listen", "--base-url", "--max-connections", "--index-handles",
        "--max-waiting", "--log-level", "--config", "--check-config", "--version", "--help"}) {
    CHECK_MESSAGE(help.find(flag) != std::string::npos, flag);
  }
}

TEST_CASE("submitters stand in the file with name, hash and collections") {
  const std::string hash(64, 'a');
  const ConfigFile file("max_upload_mb = 8\n[[submission_keys]]\nname = \"mes\"\nhash = \"" + hash +
                        "\"\ncollections = [\"floor\", \"lab\"]\n");
  const auto invocation = parse_invocation({"--config", file.path()}, environment_of({}));
  REQUIRE(invocation.has_value());
  CHECK(invocation->config.max_upload_mb == 8);
  REQUIRE(invocation->config.keys.size() == 1);
  const AccessKey& key = invocation->config.keys[0];
  CHECK(key.name == "mes");
  CHECK(key.hash == hash);
  CHECK(key.collections == std::vector<std::string>{"floor", "lab"});
  CHECK(key.scopes == std::vector<Scope>{Scope::kSubmitRecords});
  CHECK_FALSE(key.expires.has_value());
}

TEST_CASE("keys name their scopes and may have a last day") {
  const ConfigFile file("[[keys]]\nname = \"curator\"\nhash = \"" + std::string(64, 'a') +
                        "\"\nscopes = [\"links:decide\", \"searches:read\"]\n"
                        "expires = \"2027-12-31\"\n");
  const auto invocation = parse_invocation({"--config", file.path()}, environment_of({}));
  REQUIRE(invocation.has_value());
  REQUIRE(invocation->config.keys.size() == 1);
  const AccessKey& key = invocation->config.keys[0];
  CHECK(key.scopes == std::vector<Scope>{Scope::kDecideLinks, Scope::kReadSearches});
  CHECK(key.collections.empty());
  CHECK(key.expires == Date{2027, 12, 31});
}

TEST_CASE("a submitter that is not whole is refused with its line, and its key is never quoted") {
  const std::string whole = "[[submission_keys]]\nname = \"mes\"\nhash = \"" +
                            std::string(64, 'a') + "\"\ncollections = [\"floor\"]\n";
  const auto message_of = [](const std::string& text) {
    const ConfigFile file(text);
    const auto invocation = parse_invocation({"--config", file.path()}, environment_of({}));
    REQUIRE_FALSE(invocation.has_value());
    CHECK(invocation.error().code == ErrorCode::kUsage);
    return to_string(invocation.error());
  };
  const std::string plain = message_of("[[submission_keys]]\nname = \"mes\"\nhash = \"secret\"\n");
  CHECK(plain.find(":3: ") != std::string::npos);
  CHECK(plain.find("secret") == std::string::npos);
  CHECK(plain.find("b2sum") != std::string::npos);
  CHECK(message_of("[[submission_keys]]\nname = \"mes\"\n").find("missing") != std::string::npos);
  CHECK(message_of("[[submission_keys]]\nnam = \"mes\"\n").find("\"name\"") != std::string::npos);
  CHECK(message_of("[[submission_keys]]\ncollections = []\n").find("list") != std::string::npos);
  CHECK(message_of("[[submission_keys]]\ncollections = [\"a:b\"]\n").find("\"a:b\"") !=
        std::string::npos);
  CHECK(message_of("submission_keys = \"x\"\n").find("[[submission_keys]]") != std::string::npos);
  CHECK(message_of(whole + whole).find("of another") != std::string::npos);
  CHECK(message_of(whole + "[[keys]]\nname = \"b\"\nhash = \"" + std::string(64, 'b') + "\"\n")
            .find(":5: name, hash, scopes") != std::string::npos);
  CHECK(message_of("[[keys]]\nscopes = [\"links:decid\"]\n").find("\"links:decide\"") !=
        std::string::npos);
  CHECK(message_of("[[keys]]\nexpires = \"2027\"\n").find("a day fits") != std::string::npos);
}

}  // namespace isthmus::searchd
