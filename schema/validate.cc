// What makes a record complete: complete_record() of schema/json.h.
#include <algorithm>
#include <array>
#include <optional>

#include "schema/blanks.h"
#include "schema/json.h"
#include "schema/link.h"
#include "schema/orcid.h"
#include "schema/wording.h"

namespace isthmus {
namespace {

using Fault = std::optional<Error>;

constexpr std::size_t kShortestId = 3;
constexpr std::size_t kLongestId = 512;
constexpr std::size_t kTitleCharacters = 200;  // of a title that is taken from the body
constexpr std::size_t kMostElements =
    10'000;  // of a list; the longest author lists in print have about 5,000

Error refuse(std::string_view field, const std::string& what, std::string hint = {}) {
  return {ErrorCode::kInvalidRecord, "field " + quote(field) + ": " + what, std::move(hint)};
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_lower(c) || is_digit(c) || (c >= 'A' && c <= 'Z'); }

// The first `most` characters of a UTF-8 text.
std::string_view first_characters(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80 && ++characters > most)
      return text.substr(0, i);
  }
  return text;
}

std::string title_from(std::string_view body) {
  while (!body.empty()) {
    std::string_view line = body.substr(0, body.find('\n'));
    body.remove_prefix(std::min(body.size(), line.size() + 1));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of('#')));
    line = trimmed(line);
    if (!line.empty()) return std::string(first_characters(line, kTitleCharacters));
  }
  return {};
}

Fault check_record_id(std::string_view field, std::string_view id) {
  const std::size_t colon = id.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == id.size()) {
    return refuse(field, quote(id) + " is not a record id",
                  "a record id is <collection>:<local id>");
  }
  if (id.size() < kShortestId || id.size() > kLongestId) {
    return refuse(field, quote(id) + " has " + std::to_string(id.size()) + " bytes",
                  "an id has 3 to 512 bytes");
  }
  if (has_control_character(id))
    return refuse(field, quote(id) + " holds a control character", "remove it");
  return std::nullopt;
}

Fault check_name(std::string_view field, std::string_view name) {
  if (has_control_character(name))
    return refuse(field, quote(name) + " holds a control character", "remove it");
  return std::nullopt;
}

// BCP 47 in form: a language of 2 to 8 letters, then subtags of 1 to 8 letters or digits.
bool is_language_tag(std::string_view tag) {
  bool is_first = true;
  while (true) {
    const std::string_view part = tag.substr(0, tag.find('-'));
    if (part.empty() || part.size() > 8 || !std::all_of(part.begin(), part.end(), is_alphanumeric))
      return false;
    if (is_first && (part.size() < 2 || std::any_of(part.begin(), part.end(), is_digit)))
      return false;
    if (part.size() == tag.size()) return true;
    tag.remove_prefix(part.size() + 1);
    is_first = false;
  }
}

Fault check_language(std::string_view field, std::string_view tag) {
  if (is_language_tag(tag)) return std::nullopt;
  return refuse(field, quote(tag) + " is not a language tag",
                "write a BCP 47 tag such as zh, en or zh-Hant");
}

bool is_scheme(std::string_view scheme) {
  return !scheme.empty() && is_lower(scheme.front()) &&
         std::all_of(scheme.begin(), scheme.end(), [](char c) {
           return is_lower(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
         });
}

Fault check_scheme(const std::string& field, std::string_view scheme) {
  if (is_scheme(scheme)) return std::nullopt;
  return refuse(field + ".scheme", quote(scheme) + " is not an identifier scheme",
                "write a lower-case word such as doi, isbn or work_order");
}

Fault complete_authors(std::vector<Author>& authors) {
  for (std::size_t i = 0; i < authors.size(); ++i) {
    if (authors[i].orcid.empty()) continue;
    const std::string field = "authors[" + std::to_string(i) + "].orcid";
    const auto plain = plain_orcid(authors[i].orcid);
    if (!plain) {
      return refuse(field, quote(authors[i].orcid) + " is not an ORCID",
                    "16 digits whose last is their check digit: 0000-0002-1825-0097");
    }
    authors[i].orcid = *plain;
  }
  return std::nullopt;
}

Fault check_audience(std::string_view audience) {
  if (audience == "public" || audience == "partners")
    return check_name("visibility.audiences", audience);
  for (const std::string_view prefix : {"agreement:", "organisation:"}) {
    if (audience.starts_with(prefix) && audience.size() > prefix.size())
      return check_name("visibility.audiences", audience);
  }
  return refuse("visibility.audiences", quote(audience) + " is not an audience",
                "write public, partners, agreement:<id> or organisation:<id>");
}

Fault check_relation(const DeclaredRelation& relation) {
  static const std::vector<std::string_view> names = {"cites", "same_work", "applies", "explains",
                                                      "similar"};
  if (std::find(names.begin(), names.end(), relation.relation) == names.end()) {
    return refuse("relations.relation", quote(relation.relation) + " is not a relation",
                  did_you_mean(relation.relation, names));
  }
  return check_record_id("relations.target", relation.target);
}

Fault check_date(std::string_view field, const Date& date) {
  if (!date.has_value() || Date::parse(date.to_string())) return std::nullopt;
  return refuse(field, quote(date.to_string()) + " is not a date",
                "write YYYY, YYYY-MM or YYYY-MM-DD");
}

void drop_blanks(Record& record) {
  for (auto* list : {&record.programmes, &record.keywords, &record.equipment, &record.codes,
                     &record.visibility.audiences}) {
    std::erase_if(*list, is_blank);
  }
  std::erase_if(record.authors,
                [](const Author& author) { return is_blank(author.name) && author.orcid.empty(); });
  std::erase_if(record.identifiers,
                [](const Identifier& identifier) { return is_blank(identifier.value); });
  std::erase_if(record.relations, [](const DeclaredRelation& relation) {
    return relation.relation.empty() && relation.target.empty();
  });
  std::erase_if(record.references, [](const Reference& reference) {
    return is_blank(reference.value) && is_blank(reference.text);
  });
}

Fault check_lengths(const Record& record) {
  const std::array<std::pair<std::string_view, std::size_t>, 9> lengths = {
      {{"authors", record.authors.size()},
       {"programmes", record.programmes.size()},
       {"keywords", record.keywords.size()},
       {"identifiers", record.identifiers.size()},
       {"references", record.references.size()},
       {"equipment", record.equipment.size()},
       {"codes", record.codes.size()},
       {"visibility.audiences", record.visibility.audiences.size()},
       {"relations", record.relations.size()}}};
  for (const auto& [field, length] : lengths) {
    if (length > kMostElements) {
      return refuse(field, "has " + std::to_string(length) + " elements",
                    "a list holds at most " + std::to_string(kMostElements));
    }
  }
  return std::nullopt;
}

Fault complete_basics(Record& record) {
  if (record.id.empty())
    return Error{ErrorCode::kInvalidRecord, "a record without id", "give it an \"id\""};
  if (Fault fault = check_record_id("id", record.id)) return fault;
  if (record.kind == Kind::kNone) {
    return Error{ErrorCode::kInvalidRecord, "record " + quote(record.id) + " has no kind",
                 "say \"kind\", for example paper or runbook"};
  }
  if (record.side == Side::kNone) record.side = side_of(record.kind);
  record.title = trimmed(record.title);
  if (record.title.empty()) record.title = title_from(record.body);
  if (record.title.empty()) {
    return Error{ErrorCode::kInvalidRecord,
                 "record " + quote(record.id) + " has neither title nor body",
                 "give it one of them"};
  }
  return std::nullopt;
}

Fault check_languages(const Record& record) {
  if (!record.language.empty()) {
    if (Fault fault = check_language("language", record.language)) return fault;
  }
  for (const auto& [language, text] : record.title_translations) {
    if (Fault fault = check_language("title_translations", language)) return fault;
  }
  for (const auto& [language, text] : record.abstract_translations) {
    if (Fault fault = check_language("abstract_translations", language)) return fault;
  }
  return std::nullopt;
}

Fault check_identifiers(const Record& record) {
  for (const Identifier& identifier : record.identifiers) {
    if (Fault fault = check_scheme("identifiers", identifier.scheme)) return fault;
    if (Fault fault = check_name("identifiers", identifier.value)) return fault;
  }
  for (const Reference& reference : record.references) {
    if (reference.value.empty()) continue;
    if (Fault fault = check_scheme("references", reference.scheme)) return fault;
    if (Fault fault = check_name("references", reference.value)) return fault;
  }
  return std::nullopt;
}

Fault check_names(const Record& record) {
  if (Fault fault = check_name("organisation", record.organisation)) return fault;
  for (const std::string& programme : record.programmes) {
    if (Fault fault = check_name("programmes", programme)) return fault;
  }
  for (const std::string& audience : record.visibility.audiences) {
    if (Fault fault = check_audience(audience)) return fault;
  }
  for (const DeclaredRelation& relation : record.relations) {
    if (Fault fault = check_relation(relation)) return fault;
  }
  return std::nullopt;
}

Fault check_dates(const Record& record) {
  if (Fault fault = check_date("date", record.date)) return fault;
  if (Fault fault = check_date("review_by", record.review_by)) return fault;
  return check_date("visibility.embargo_until", record.visibility.embargo_until);
}

}  // namespace

Result<Record> complete_record(Record record) {
  drop_blanks(record);
  if (Fault fault = complete_basics(record)) return *std::move(fault);
  if (Fault fault = complete_authors(record.authors)) return *std::move(fault);
  for (const auto check :
       {check_lengths, check_languages, check_identifiers, check_names, check_dates}) {
    if (Fault fault = check(record)) return *std::move(fault);
  }
  return record;
}

}  // namespace isthmus
