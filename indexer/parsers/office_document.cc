#include "indexer/parsers/office_document.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "indexer/parsers/shape.h"
#include "indexer/parsers/strings.h"
#include "schema/date.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kTitleBytes = 300;  // of a first line; longer ones are cut

// In lower case; a number may follow.
constexpr std::array<std::string_view, 24> kProgramTitles = {
    "document", "untitled",       "title",        "presentation", "powerpoint presentation",
    "slide",    "workbook",       "book",         "sheet",        "word document",
    "no title", "no slide title", "new document", "template",     "文档",
    "无标题",   "未命名",         "标题",         "演示文稿",     "powerpoint 演示文稿",
    "工作簿",   "幻灯片",         "新建文档",     "文字文稿",
};
constexpr std::array<std::string_view, 14> kProgramAuthors = {
    "administrator", "admin",  "user",     "windows user", "microsoft office user",
    "unknown",       "author", "openpyxl", "python-docx",  "apache poi",
    "微软用户",      "用户",   "user1",    "windows 用户",
};
constexpr std::array<std::string_view, 15> kFileEndings = {
    ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods",
    ".odp", ".rtf",  ".wps", ".dot",  ".pdf", ".tmp",  ".txt",
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_program_author(std::string_view name) {
  const std::string small = lower(name);
  return small.empty() || is_among(kProgramAuthors, small);
}

// The day of an ISO date, when it can be one: programs without a clock write 1601 or 1980.
std::string day_of(std::string_view text) {
  constexpr std::int16_t kFirstYear = 1981;
  const Result<Date> date = Date::parse(text);
  return date && date->year >= kFirstYear ? date->to_string() : std::string();
}

std::string first_line(std::string_view body) {
  const std::size_t begin = body.find_first_not_of(" \t\r\n\f#-|");
  if (begin == std::string_view::npos) return {};
  body.remove_prefix(begin);
  std::string line = one_line(body.substr(0, body.find_first_of("\n\f")));
  if (line.size() <= kTitleBytes) return line;
  std::size_t end = kTitleBytes;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80) --end;
  return line.substr(0, end);
}

std::string title_of(const Input& input, const DocumentProperties& properties, const BodyText& body,
                     std::string_view styled_title) {
  if (std::string title = one_line(properties.title); !is_rubbish_title(title)) return title;
  if (std::string title = one_line(styled_title); !title.empty()) return title;
  if (!body.first_heading().empty()) return body.first_heading();
  if (std::string line = first_line(body.text()); !line.empty()) return line;
  return file_stem(input.path);
}

Json authors_of(const std::vector<std::string>& names) {
  Json authors = Json::array();
  const Json split = shaped({{"authors", [&] {
                                std::string joined;
                                for (const std::string& name : names) joined += name + ";";
                                return joined;
                              }()}});
  for (const Json& author : split["authors"]) {
    const std::string name = one_line(author["name"].get<std::string>());
    const Json entry{{"name", name}};
    if (!is_program_author(name) &&
        std::find(authors.begin(), authors.end(), entry) == authors.end())
      authors.push_back(entry);
  }
  return authors;
}

bool is_language(std::string_view tag) {
  return tag.size() >= 2 && tag.size() <= 35 && tag.front() != '-' && tag.back() != '-' &&
         std::all_of(tag.begin(), tag.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-';
         });
}

std::string first_of(const XmlNode& node, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    if (std::string text = node.text_of(name); !text.empty()) return text;
  }
  return {};
}

}  // namespace

bool is_rubbish_title(std::string_view title) {
  std::string small = lower(title);
  if (small.starts_with("microsoft word - ") || small.starts_with("microsoft powerpoint - "))
    return true;
  for (const std::string_view ending : kFileEndings) {
    if (small.ends_with(ending)) return true;
  }
  while (!small.empty() &&
         ((small.back() >= '0' && small.back() <= '9') ||
          std::string_view(" -_.()").find(small.back()) != std::string_view::npos))
    small.pop_back();
  return small.empty() || is_among(kProgramTitles, small);
}

DocumentProperties read_properties(const std::optional<XmlNode>& node) {
  DocumentProperties properties;
  if (!node) return properties;
  properties.title = node->text_of("title");
  for (const std::string_view name : {"initial-creator", "creator"}) {
    for (const XmlNode& creator : node->children(name)) {
      std::string author = squeezed(creator.text());
      if (properties.authors.empty() && !author.empty())
        properties.authors.push_back(std::move(author));
    }
  }
  for (const std::string_view name : {"keywords", "keyword"}) {
    for (const XmlNode& keyword : node->children(name))
      properties.keywords += squeezed(keyword.text()) + ";";
  }
  properties.abstract = first_of(*node, {"description", "subject"});
  properties.created = first_of(*node, {"created", "creation-date"});
  properties.modified = first_of(*node, {"modified", "date"});
  properties.language = node->text_of("language");
  return properties;
}

void emit_document(const Input& input, const Emitter& emitter, const DocumentProperties& properties,
                   const BodyText& body, std::string_view styled_title) {
  if (body.text().find_first_not_of(" \n\f") == std::string::npos) {
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the document holds no text",
                              "texts in pictures and embedded files are not read"});
  }
  Json keys = {{"title", title_of(input, properties, body, styled_title)}, {"body", body.text()}};
  if (Json authors = authors_of(properties.authors); !authors.empty())
    keys["authors"] = std::move(authors);
  if (const std::string words = one_line(properties.keywords);
      words.find_first_not_of("; ") != std::string::npos)
    keys["keywords"] = shaped({{"keywords", words}})["keywords"];
  if (const std::string abstract = clean_text(properties.abstract);
      !abstract.empty() && abstract != "generated by python-docx")
    keys["abstract"] = abstract;
  std::string day = properties.published;
  if (day.empty()) day = day_of(properties.modified);
  if (day.empty()) day = day_of(properties.created);
  if (!day.empty()) keys["date"] = day;
  if (is_language(properties.language)) keys["language"] = properties.language;
  for (const Identifier& identifier : properties.identifiers)
    keys["identifiers"].push_back({{"scheme", identifier.scheme}, {"value", identifier.value}});
  emitter.emit(keys, {0, input.bytes});
}

}  // namespace isthmus::parsers
