// The daemon's settings: one table of options gives the flags, the environment variables, the keys
// of the file and the help.
//
// Each option `index_handles` is the key index_handles in the TOML file, the variable
// ISTHMUS_INDEX_HANDLES and the flag --index-handles; the flag wins over the variable, the variable
// over the file. The tables [[keys]] stand in the file alone. Nothing here opens a
// repository or a socket.
//
// Errors: kUsage for an unknown flag or key ("did you mean …") and for a value that does not fit,
// naming where it stands; kIo when the file cannot be read.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/date.h"
#include "schema/result.h"

namespace isthmus::searchd {

// What a key allows.
enum class Scope : std::uint8_t { kSubmitRecords, kDecideLinks, kReadSearches, kDecideGaps };
// "records:submit", "links:decide", "searches:read", "gaps:decide"
std::string_view name_of(Scope scope);

struct AccessKey {
  std::string name;  // of its holder; what he handed in stays his under it
  std::string hash;  // digest() of the key, in lower-case hexadecimal digits
  std::vector<std::string> collections = {};  // that he may write into; with kSubmitRecords at
                                              // least one
  std::vector<Scope> scopes = {};             // at least one
  Date expires = {};                          // its last day in UTC; without a value: never
};

struct Config {
  std::string repository = "./repository";
  std::string listen = "127.0.0.1:8080";
  std::string base_url;  // "https://isthmus.example.org", without a slash at the end; empty: links
                         // are relative
  std::size_t max_connections = 256;  // one thread each while they last
  std::size_t index_handles =
      4;  // searches at a time; more than a few times the processors only makes each slower
  std::size_t max_waiting = 256;           // searches that wait for one of them; beyond, 429
  std::size_t max_upload_mb = 32;          // of one submission's body
  std::size_t max_waiting_uploads = 1000;  // submissions that are not taken in yet; beyond, 503
  bool record_searches = true;             // what visitors look for, without who they are
  std::size_t search_retention_days = 90;  // they are kept
  bool show_unanswered = false;            // to everybody, what several looked for in vain
  std::size_t search_visitor_days = 1;     // within which a visitor can be told from another
  std::string log_level = "info";
  std::vector<AccessKey> keys;  // of the file alone
};

enum class Action { kServe, kCheckConfig, kHelp, kVersion };

struct Invocation {
  Action action = Action::kServe;
  Config config;
};

// Gives an environment variable's value, or nothing.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// `arguments` without the program's name.
Result<Invocation> parse_invocation(const std::vector<std::string>& arguments,
                                    const Environment& environment);

std::string help_text();

}  // namespace isthmus::searchd
