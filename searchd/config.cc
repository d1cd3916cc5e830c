#include "searchd/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include <toml++/toml.h>

#include "schema/wording.h"

namespace isthmus::searchd {
namespace {

// --- the table ---

struct Option {
  std::string_view key;          // snake_case, as in the file
  std::string_view placeholder;  // of the value, in the help
  std::string_view help;
  // Nothing when the value fits; otherwise what would fit.
  std::string (*apply)(Config& config, const std::string& value);
};

constexpr std::string_view kSubmissionKeys = "submission_keys";
constexpr std::array<std::string_view, 5> kLogLevels = {"debug", "info", "warn", "error", "off"};

std::string apply_text(std::string& member, const std::string& value) {
  if (value.empty()) return "it must not be empty";
  member = value;
  return {};
}

std::string apply_count(std::size_t& member, const std::string& value, std::size_t least,
                        std::size_t most) {
  std::size_t number = 0;
  const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (problem != std::errc{} || end != value.data() + value.size() || number < least ||
      number > most) {
    return "a number from " + std::to_string(least) + " to " + std::to_string(most) + " fits";
  }
  member = number;
  return {};
}

std::string apply_base_url(Config& config, const std::string& value) {
  if (!value.starts_with("http://") && !value.starts_with("https://")) {
    return "an address that begins with http:// or https:// fits";
  }
  config.base_url = value.substr(0, value.find_last_not_of('/') + 1);
  return {};
}

std::string apply_log_level(Config& config, const std::string& value) {
  if (std::find(kLogLevels.begin(), kLogLevels.end(), value) == kLogLevels.end()) {
    return did_you_mean(value, {kLogLevels.begin(), kLogLevels.end()});
  }
  config.log_level = value;
  return {};
}

constexpr std::array kOptions = {
    Option{"repository", "DIR", "the repository to serve (default ./repository)",
           [](Config& config, const std::string& value) {
             return apply_text(config.repository, value);
           }},
    Option{
        "listen", "HOST:PORT", "where to listen (default 127.0.0.1:8080); port 0 takes a free one",
        [](Config& config, const std::string& value) { return apply_text(config.listen, value); }},
    Option{"base_url", "URL", "the address under which users reach the service, for absolute links",
           apply_base_url},
    Option{"max_connections", "N", "connections at a time, one thread each (default 256)",
           [](Config& config, const std::string& value) {
             return apply_count(config.max_connections, value, 1, 4096);
           }},
    Option{"index_handles", "N", "searches at a time (default 4)",
           [](Config& config, const std::string& value) {
             return apply_count(config.index_handles, value, 1, 256);
           }},
    Option{"max_waiting", "N", "searches that may wait for their turn; beyond, 429 (default 256)",
           [](Config& config, const std::string& value) {
             return apply_count(config.max_waiting, value, 0, 100'000);
           }},
    Option{"max_upload_mb", "N", "megabytes of a body that hands records in (default 32)",
           [](Config& config, const std::string& value) {
             return apply_count(config.max_upload_mb, value, 1, 256);
           }},
    Option{"max_waiting_uploads", "N",
           "submissions that may wait to be taken in; beyond, 503 (default 1000)",
           [](Config& config, const std::string& value) {
             return apply_count(config.max_waiting_uploads, value, 1, 100'000);
           }},
    Option{"log_level", "LEVEL", "debug, info, warn, error or off (default info)", apply_log_level},
};

std::vector<std::string_view> known_keys() {
  std::vector<std::string_view> keys;
  for (const Option& option : kOptions) keys.push_back(option.key);
  keys.push_back(kSubmissionKeys);
  return keys;
}

const Option* find_option(std::string_view key) {
  const auto found = std::find_if(kOptions.begin(), kOptions.end(),
                                  [&](const Option& option) { return option.key == key; });
  return found == kOptions.end() ? nullptr : &*found;
}

std::string with(std::string text, char from, char to) {
  std::replace(text.begin(), text.end(), from, to);
  return text;
}

std::string flag_of(const Option& option) { return "--" + with(std::string(option.key), '_', '-'); }

std::string variable_of(std::string_view key) {
  std::string name = "ISTHMUS_" + std::string(key);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return name;
}

Result<void> apply(Config& config, const Option& option, const std::string& value,
                   const std::string& place) {
  const std::string misfit = option.apply(config, value);
  if (misfit.empty()) return {};
  return Error{ErrorCode::kUsage, place + ": the value " + quote(value) + " does not fit", misfit};
}

// --- the file ---

std::string place_of(const std::string& file, const toml::source_region& region) {
  return file + ":" + std::to_string(region.begin.line);
}

Result<std::string> text_of(const toml::node& node, const std::string& place) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
  return Error{ErrorCode::kUsage, place + ": a value must be a text or a whole number"};
}

Result<std::vector<std::string>> texts_of(const toml::node& node, const std::string& place) {
  std::vector<std::string> texts;
  const toml::array* array = node.as_array();
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto text = array->get(i)->value_exact<std::string>();
    if (!text || text->empty()) break;
    texts.push_back(*text);
  }
  if (array != nullptr && !texts.empty() && texts.size() == array->size()) return texts;
  return Error{ErrorCode::kUsage, place + ": the value does not fit",
               "a list of names fits, such as [\"workshop\"]"};
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<SubmissionKey> submission_key_of(const toml::table& table, const std::string& file) {
  SubmissionKey out;
  for (const auto& [key, node] : table) {
    const std::string place = place_of(file, key.source());
    if (key.str() == "name") {
      out.name = TRY(text_of(node, place));
    } else if (key.str() == "hash") {
      out.hash = TRY(text_of(node, place));
      if (!is_hash(out.hash))
        return Error{
            ErrorCode::kUsage, place + ": the value does not fit",
            "the 64 lower-case hexadecimal digits fit that `b2sum -l 256` prints of a key"};
    } else if (key.str() == "collections") {
      out.collections = TRY(texts_of(node, place));
      for (const std::string& name : out.collections) {
        if (name.find_first_of(":/") != std::string::npos)
          return Error{ErrorCode::kUsage,
                       place + ": " + quote(name) + " cannot be the name of a collection",
                       "a name without ':' and '/' fits"};
      }
    } else {
      return Error{ErrorCode::kUsage, place + ": unknown key " + quote(key.str()),
                   did_you_mean(key.str(), {"name", "hash", "collections"})};
    }
  }
  if (!out.name.empty() && !out.hash.empty() && !out.collections.empty()) return out;
  return Error{ErrorCode::kUsage,
               place_of(file, table.source()) + ": name, hash or collections is missing",
               "each of [[submission_keys]] has all three"};
}

Result<void> apply_submission_keys(Config& config, const toml::node& node,
                                   const std::string& file) {
  const std::string place = place_of(file, node.source());
  const toml::array* tables = node.as_array();
  if (tables == nullptr || !tables->is_array_of_tables())
    return Error{ErrorCode::kUsage, place + ": submission_keys does not fit",
                 "write [[submission_keys]] above each of them"};
  for (const toml::node& one : *tables) {
    SubmissionKey key = TRY(submission_key_of(*one.as_table(), file));
    for (const SubmissionKey& other : config.submission_keys) {
      if (other.name == key.name || other.hash == key.hash)
        return Error{ErrorCode::kUsage,
                     place_of(file, one.source()) + ": " + quote(key.name) +
                         " has the name or the hash of another",
                     "give each submitter a name and a key of his own"};
    }
    config.submission_keys.push_back(std::move(key));
  }
  return {};
}

Result<void> apply_table(Config& config, const toml::table& table, const std::string& file) {
  for (const auto& [key, node] : table) {
    if (key.str() == kSubmissionKeys) {
      TRY(apply_submission_keys(config, node, file));
      continue;
    }
    const std::string place = place_of(file, key.source());
    const Option* option = find_option(key.str());
    if (option == nullptr) {
      return Error{ErrorCode::kUsage, place + ": unknown key " + quote(key.str()),
                   did_you_mean(key.str(), known_keys())};
    }
    const std::string value = TRY(text_of(node, place));
    TRY(apply(config, *option, value, place));
  }
  return {};
}

Result<void> apply_file(Config& config, const std::string& file) {
  try {
    return apply_table(config, toml::parse_file(file), file);
  } catch (const toml::parse_error& error) {
    const std::string what(error.description());
    if (error.source().begin.line == 0) {
      return Error{ErrorCode::kIo,
                   "cannot read the configuration file " + quote(file) + ": " + what};
    }
    return Error{ErrorCode::kUsage, place_of(file, error.source()) + ": " + what};
  }
}

// --- the command line ---

struct CommandLine {
  Action action = Action::kServe;
  std::string file;
  std::map<std::string_view, std::string> values;  // by key
};

std::vector<std::string> known_flags() {
  std::vector<std::string> flags = {"--config", "--check-config", "--help", "--version"};
  for (const Option& option : kOptions) flags.push_back(flag_of(option));
  return flags;
}

Error unknown_flag(const std::string& flag) {
  const std::vector<std::string> flags = known_flags();
  return {ErrorCode::kUsage, "unknown argument " + quote(flag),
          did_you_mean(flag, {flags.begin(), flags.end()})};
}

// The option or "config" that a flag sets; empty when it sets nothing.
std::string_view key_of_flag(const std::string& flag) {
  if (flag == "-r") return "repository";
  if (flag == "--config") return "config";
  for (const Option& option : kOptions) {
    if (flag_of(option) == flag) return option.key;
  }
  return {};
}

std::optional<Action> action_of_flag(const std::string& flag) {
  if (flag == "-h" || flag == "--help") return Action::kHelp;
  if (flag == "--version") return Action::kVersion;
  if (flag == "--check-config") return Action::kCheckConfig;
  return std::nullopt;
}

Result<CommandLine> parse_command_line(const std::vector<std::string>& arguments) {
  CommandLine line;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::size_t equals = arguments[i].find('=');
    const std::string flag = arguments[i].substr(0, equals);
    if (const auto action = action_of_flag(arguments[i])) {
      line.action = *action;
      continue;
    }
    const std::string_view key = key_of_flag(flag);
    if (key.empty()) return unknown_flag(flag);
    if (equals == std::string::npos && i + 1 == arguments.size()) {
      return Error{ErrorCode::kUsage, flag + " wants a value"};
    }
    const std::string value =
        equals == std::string::npos ? arguments[++i] : arguments[i].substr(equals + 1);
    (key == "config" ? line.file : line.values[key]) = value;
  }
  return line;
}

}  // namespace

Result<Invocation> parse_invocation(const std::vector<std::string>& arguments,
                                    const Environment& environment) {
  CommandLine line = TRY(parse_command_line(arguments));
  Invocation invocation{line.action, {}};
  if (line.action == Action::kHelp || line.action == Action::kVersion) return invocation;
  if (line.file.empty()) line.file = environment("ISTHMUS_CONFIG").value_or("");
  if (!line.file.empty()) TRY(apply_file(invocation.config, line.file));
  for (const Option& option : kOptions) {
    const std::string variable = variable_of(option.key);
    if (const auto value = environment(variable)) {
      TRY(apply(invocation.config, option, *value, variable));
    }
    if (const auto flag = line.values.find(option.key); flag != line.values.end()) {
      TRY(apply(invocation.config, option, flag->second, flag_of(option)));
    }
  }
  return invocation;
}

std::string help_text() {
  std::string text =
      "isthmus-searchd: serves a repository over HTTP, as pages and as JSON.\n\n"
      "Usage: isthmus-searchd -r DIR [--listen HOST:PORT] [--config FILE] [options]\n\nOptions:\n";
  const auto row = [&](std::string left, std::string_view right) {
    left.resize(std::max<std::size_t>(left.size() + 2, 30), ' ');
    text += "  " + left + std::string(right) + "\n";
  };
  for (const Option& option : kOptions) {
    const std::string short_form = option.key == "repository" ? "-r, " : "";
    row(short_form + flag_of(option) + " " + std::string(option.placeholder), option.help);
  }
  row("--config FILE", "a TOML file with these options as keys, written with '_'");
  row("--check-config", "say whether the configuration is understood, and end");
  row("--version", "print the version");
  row("-h, --help", "print this text");
  text +=
      "\nThe tables [[submission_keys]] of the file, each with name, hash and collections, say who "
      "may "
      "hand in\nrecords over HTTP.\n"
      "\nEvery option is also an environment variable: --index-handles is ISTHMUS_INDEX_HANDLES.\n"
      "A flag wins over the variable, the variable over the file.\n\n"
      "Exit status: 0 ended by SIGTERM or SIGINT; 2 usage or configuration; 3 no repository;\n"
      "4 locked; 5 corrupt or newer repository; 6 input/output, address in use; 70 internal.\n";
  return text;
}

}  // namespace isthmus::searchd
