#include "indexer/watch/plan.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>

#include <toml++/toml.h>

#include "indexer/harvest/web.h"
#include "indexer/pipeline/file_bytes.h"
#include "indexer/pipeline/roots.h"
#include "schema/wording.h"

namespace isthmus::watch {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLongest = 366LL * 24 * 3600;

// One key of a table and what reads its value.
struct Row {
  std::string_view key;
  std::function<Result<void>(const toml::node& node)> read;
};

Error misfit(const std::string& wanted) { return {ErrorCode::kUsage, "it must be " + wanted}; }

Result<void> read_text(const toml::node& node, std::string& out) {
  const auto text = node.value_exact<std::string>();
  if (!text || text->empty()) return misfit("a text");
  out = *text;
  return {};
}

// A text, or a list of them.
Result<void> read_texts(const toml::node& node, std::vector<std::string>& out) {
  const toml::array* list = node.as_array();
  if (list == nullptr) return read_text(node, out.emplace_back());
  for (const toml::node& element : *list) TRY(read_text(element, out.emplace_back()));
  return {};
}

Result<void> read_duration(const toml::node& node, std::chrono::seconds& out) {
  std::string text;
  if (!read_text(node, text)) return misfit(R"(a time such as "10m" or "24h")");
  out = TRY(parse_duration(text));
  return {};
}

Row text_row(std::string_view key, std::string& out) {
  return {key, [&out](const toml::node& node) { return read_text(node, out); }};
}

Result<void> read_switch(const toml::node& node, bool& out) {
  const auto value = node.value_exact<bool>();
  if (!value) return misfit("true or false");
  out = *value;
  return {};
}

std::vector<Row> default_rows(parsers::Defaults& defaults) {
  return {
      text_row("side", defaults.side),
      text_row("kind", defaults.kind),
      text_row("language", defaults.language),
      text_row("organisation", defaults.organisation),
      text_row("licence", defaults.licence),
      {"programme", [&](const toml::node& node) { return read_texts(node, defaults.programmes); }},
      {"visibility", [&](const toml::node& node) { return read_texts(node, defaults.audiences); }}};
}

class Reader {
 public:
  explicit Reader(const fs::path& file) : file_(file) {}

  Result<Plan> read(const toml::table& document) {
    Plan plan;
    const std::vector<Row> rows = {
        {"folder", [&](const toml::node& node) { return read_all(node, plan.folders); }},
        {"harvest", [&](const toml::node& node) { return read_all(node, plan.harvests); }}};
    TRY(read_rows(document, rows));
    return plan;
  }

 private:
  std::string place(const toml::node& node) const {
    return file_.string() + ":" + std::to_string(node.source().begin.line);
  }

  Result<void> read_rows(const toml::table& table, const std::vector<Row>& rows) const {
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      const auto row = std::find_if(rows.begin(), rows.end(),
                                    [&](const Row& known) { return known.key == name; });
      if (row == rows.end()) {
        std::vector<std::string_view> names;
        for (const Row& known : rows) names.push_back(known.key);
        return Error{ErrorCode::kUsage, place(node) + ": unknown key " + quote(name),
                     did_you_mean(name, names)};
      }
      Result<void> outcome = row->read(node);
      if (outcome) continue;
      Error error = std::move(outcome).error();
      if (!error.message.starts_with(file_.string()))
        error.message = place(node) + ": " + std::string(name) + ": " + error.message;
      return error;
    }
    return {};
  }

  template <typename T>
  Result<void> read_all(const toml::node& node, std::vector<T>& out) const {
    const toml::array* tables = node.as_array();
    if (tables == nullptr) return misfit("a table in double brackets, such as [[folder]]");
    for (const toml::node& element : *tables) {
      const toml::table* table = element.as_table();
      if (table == nullptr) return misfit("a table in double brackets, such as [[folder]]");
      out.push_back(TRY(read_one(*table, T())));
    }
    return {};
  }

  Result<FolderPlan> read_one(const toml::table& table, FolderPlan plan) const {
    std::string path;
    std::vector<Row> rows = default_rows(plan.defaults);
    rows.push_back(text_row("path", path));
    rows.push_back(text_row("collection", plan.collection));
    rows.push_back(
        {"every", [&](const toml::node& node) { return read_duration(node, plan.every); }});
    rows.push_back(
        {"prune", [&](const toml::node& node) { return read_switch(node, plan.prunes); }});
    rows.push_back({"ocr", [&](const toml::node& node) {
                      return read_switch(node, plan.defaults.ocr.emplace());
                    }});
    TRY(read_rows(table, rows));
    if (path.empty()) return missing(table, "path");
    plan.path = (file_.parent_path() / path).lexically_normal();
    TRY(check(table, plan.defaults));
    return plan;
  }

  Result<HarvestPlan> read_one(const toml::table& table, HarvestPlan plan) const {
    std::vector<Row> rows = default_rows(plan.defaults);
    rows.push_back(text_row("url", plan.url));
    rows.push_back(text_row("set", plan.set));
    rows.push_back(text_row("prefix", plan.prefix));
    rows.push_back(text_row("collection", plan.collection));
    rows.push_back(
        {"every", [&](const toml::node& node) { return read_duration(node, plan.every); }});
    TRY(read_rows(table, rows));
    if (plan.url.empty()) return missing(table, "url");
    const auto address = harvest::parse_address(plan.url);
    if (!address) return at(table, address.error());
    TRY(check(table, plan.defaults));
    return plan;
  }

  Error missing(const toml::table& table, const std::string& key) const {
    return {ErrorCode::kUsage, place(table) + ": there is no " + key, "say " + key + " = \"…\""};
  }

  Error at(const toml::table& table, Error error) const {
    error.code = ErrorCode::kUsage;
    error.message = place(table) + ": " + error.message;
    return error;
  }

  Result<void> check(const toml::table& table, const parsers::Defaults& defaults) const {
    const Result<void> fits = pipeline::check_defaults(defaults);
    if (fits) return {};
    return at(table, fits.error());
  }

  const fs::path& file_;
};

}  // namespace

Result<std::chrono::seconds> parse_duration(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, number);
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  const std::int64_t scale = unit == "s"   ? 1
                             : unit == "m" ? 60
                             : unit == "h" ? 3600
                             : unit == "d" ? 24 * 3600
                                           : 0;
  if (fault != std::errc() || scale == 0 || number < 1 || number > kLongest / scale)
    return Error{ErrorCode::kUsage, quote(text) + " is not a time",
                 R"(a number with s, m, h or d fits, such as "10m" or "24h")"};
  return std::chrono::seconds(number * scale);
}

Result<Plan> parse_plan(std::string_view text, const fs::path& file) {
  try {
    return Reader(file).read(toml::parse(text));
  } catch (const toml::parse_error& fault) {
    return Error{ErrorCode::kUsage, file.string() + ":" +
                                        std::to_string(fault.source().begin.line) + ": " +
                                        std::string(fault.description())};
  }
}

Result<Plan> read_plan(const fs::path& file) {
  const std::string text = TRY(pipeline::read_bytes(file));
  return parse_plan(text, file);
}

}  // namespace isthmus::watch
