#include "searchd/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "schema/wording.h"
#include "searchd/config_file.h"

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

std::string apply_flag(bool& member, const std::string& value) {
  if (value != "true" && value != "false") return "true or false fits";
  member = value == "true";
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
    Option{"record_searches", "true|false",
           "record what visitors look for, without who they are (default true)",
           [](Config& config, const std::string& value) {
             return apply_flag(config.record_searches, value);
           }},
    Option{"search_retention_days", "N", "days for which that is kept (default 90)",
           [](Config& config, const std::string& value) {
             return apply_count(config.search_retention_days, value, 1, 3650);
           }},
    Option{"search_visitor_days", "N",
           "days within which visitors can be told apart, to be counted (default 1)",
           [](Config& config, const std::string& value) {
             return apply_count(config.search_visitor_days, value, 1, 31);
           }},
    Option{"show_unanswered", "true|false",
           "show on /gaps what several visitors looked for in vain (default false)",
           [](Config& config, const std::string& value) {
             return apply_flag(config.show_unanswered, value);
           }},
    Option{"log_level", "LEVEL", "debug, info, warn, error or off (default info)", apply_log_level},
};

std::vector<std::string_view> known_keys() {
  std::vector<std::string_view> keys;
  for (const Option& option : kOptions) keys.push_back(option.key);
  keys.insert(keys.end(), kKeyTables.begin(), kKeyTables.end());
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

Result<void> apply_file(Config& config, const std::string& file) {
  ConfigFile read = TRY(read_config_file(file));
  for (const FileValue& one : read.values) {
    const Option* option = find_option(one.key);
    if (option == nullptr) {
      return Error{ErrorCode::kUsage, one.place + ": unknown key " + quote(one.key),
                   did_you_mean(one.key, known_keys())};
    }
    TRY(apply(config, *option, one.value, one.place));
  }
  config.keys = std::move(read.keys);
  return {};
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
      "\nThe tables [[keys]] of the file, each with name, hash and scopes, say who may hand in "
      "records,\ndecide about links and read what was looked for.\n"
      "\nEvery option is also an environment variable: --index-handles is ISTHMUS_INDEX_HANDLES.\n"
      "A flag wins over the variable, the variable over the file.\n\n"
      "Exit status: 0 ended by SIGTERM or SIGINT; 2 usage or configuration; 3 no repository;\n"
      "4 locked; 5 corrupt or newer repository; 6 input/output, address in use; 70 internal.\n";
  return text;
}

}  // namespace isthmus::searchd
