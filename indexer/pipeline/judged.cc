#include "indexer/pipeline/judged.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <nlohmann/json.hpp>

#include "indexer/pipeline/file_bytes.h"
#include "schema/json.h"
#include "schema/wording.h"

namespace isthmus::pipeline {
namespace {

namespace fs = std::filesystem;

Error at(const fs::path& file, std::uint64_t line, const std::string& message) {
  return {ErrorCode::kInvalidSource, file.string() + ":" + std::to_string(line) + ": " + message};
}

Result<std::string> read(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) {
    return Error{ErrorCode::kNotFound, "there is no file " + quote(file.string()),
                 "name the files with --corpus, --queries and --qrels"};
  }
  return read_bytes(file);
}

// Calls visit(line, number) for each line without its end, until it returns an error.
template <typename Visit>
Result<void> for_each_line(std::string_view text, Visit visit) {
  for (std::uint64_t number = 1; !text.empty(); ++number) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) TRY(visit(line, number));
  }
  return {};
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<std::vector<JudgedText>> read_texts(const fs::path& file) {
  const std::string text = TRY(read(file));
  std::vector<JudgedText> texts;
  TRY(for_each_line(text, [&](std::string_view line, std::uint64_t number) -> Result<void> {
    const Result<Json> json = parse_json(line);
    if (!json) return at(file, number, json.error().message);
    JudgedText judged =
        json->is_object()
            ? JudgedText{text_at(*json, "_id"), text_at(*json, "title"), text_at(*json, "text")}
            : JudgedText();
    if (judged.id.empty()) return at(file, number, "there is no _id");
    texts.push_back(std::move(judged));
    return {};
  }));
  return texts;
}

std::optional<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// query-id, corpus-id, score; the first line may be a header.
Result<std::map<std::string, Judgements>> read_judgements(const fs::path& file) {
  const std::string text = TRY(read(file));
  std::map<std::string, Judgements> judgements;
  TRY(for_each_line(text, [&](std::string_view line, std::uint64_t number) -> Result<void> {
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos)
      return at(file, number, "expected three columns with tabs between them");
    const auto level = number_of(line.substr(second + 1));
    if (!level && number == 1) return {};
    if (!level) return at(file, number, quote(line.substr(second + 1)) + " is not a whole number");
    judgements[std::string(line.substr(0, first))]
              [std::string(line.substr(first + 1, second - first - 1))] = *level;
    return {};
  }));
  return judgements;
}

}  // namespace

Result<JudgedCollection> load_judged(const fs::path& directory, const JudgedFiles& files) {
  JudgedCollection out;
  out.documents = TRY(read_texts(directory / files.corpus));
  out.queries = TRY(read_texts(directory / files.queries));
  out.judgements = TRY(read_judgements(directory / files.qrels));
  std::erase_if(out.queries, [&](const JudgedText& query) {
    return !query.id.starts_with(files.query_prefix) || !out.judgements.contains(query.id);
  });
  return out;
}

}  // namespace isthmus::pipeline
