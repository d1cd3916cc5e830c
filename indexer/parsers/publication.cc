#include "indexer/parsers/publication.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/xml.h"
#include "schema/orcid.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr std::size_t kSubstituteBytes = 200;  // of a text that stands for a title

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

void append(std::string& line, std::string_view separator, const std::string& text) {
  if (text.empty()) return;
  if (separator == ". " && line.ends_with('.')) line.pop_back();
  if (!line.empty()) line += separator;
  line += text;
}

// The title of the whole with volume, issue and pages.
std::string place_in_whole(const Container& container) {
  std::string line = without_markup(container.title);
  append(line, ". ", without_markup(container.series));
  append(line, " ", squeezed(container.volume));
  if (const std::string issue = squeezed(container.issue); !issue.empty())
    append(line, " ", "(" + issue + ")");
  append(line, ", ", squeezed(container.pages));
  return line;
}

// Something else under the name of an ISSN or ISBN.
bool is_slip(const std::string& number) {
  constexpr std::ptrdiff_t kDigitsOfIssn = 7;  // besides its check character
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return (number.starts_with("ISSN ") || number.starts_with("ISBN ")) &&
         std::count_if(number.begin(), number.end(), is_digit) < kDigitsOfIssn;
}

std::string line_of(const Container& container) {
  std::string line = place_in_whole(container);
  append(line, ". ", squeezed(container.edition));
  std::string publisher = squeezed(container.place);
  append(publisher, ": ", without_markup(container.publisher));
  if (publisher != line) append(line, ". ", publisher);
  for (const std::string& number : container.numbers) {
    if (!is_slip(number)) append(line, ". ", squeezed(number));
  }
  return line;
}

std::string body_of(const Publication& publication) {
  std::string body = line_of(publication.container);
  append(body, "\n\n", paragraphs(publication.notes));
  append(body, "\n\n", publication.body);
  return body;
}

std::string full_title(const Publication& publication) {
  std::string title = without_markup(publication.title);
  const std::string subtitle = without_markup(publication.subtitle);
  if (subtitle.empty() || title.find(subtitle) != std::string::npos) return title;
  if (title.empty()) return subtitle;
  return title + (is_one_of(title.back(), ":?!.") ? " " : ": ") + subtitle;
}

// Without the word "Abstract" over it.
std::string plain_abstract(const std::string& abstract) {
  std::string plain = without_markup(abstract);
  for (const std::string_view heading : {"Abstract\n\n", "ABSTRACT\n\n", "摘要\n\n"}) {
    if (plain.starts_with(heading)) return plain.substr(heading.size());
  }
  return plain;
}

Translations translations(const Translations& given, const std::string& language) {
  Translations out;
  for (const auto& [code, text] : given) {
    const std::string tag = language_tag(code);
    if (!tag.empty() && tag != language) out.emplace(tag, without_markup(text));
  }
  return out;
}

// What follows the address of the register, in any of its forms; empty when there is nothing.
std::string bare_orcid(std::string_view text) {
  constexpr std::string_view kRegister = "orcid.org/";
  const std::size_t found = text.find(kRegister);
  if (found != std::string_view::npos) text.remove_prefix(found + kRegister.size());
  while (text.ends_with('/')) text.remove_suffix(1);
  return squeezed(text);
}

// Some writers escape a name each time it passes through their hands: "’t&amp;nbsp;Hart".
std::string plain_name(const std::string& name) {
  constexpr int kMostEscapes = 3;
  std::string plain = name;
  for (int i = 0; i < kMostEscapes; ++i) plain = without_markup(plain);
  return plain;
}

std::vector<Author> plain_authors(const std::vector<Author>& given) {
  std::vector<Author> out;
  for (const Author& author : given) {
    Author plain{plain_name(author.name), plain_orcid(bare_orcid(author.orcid)).value_or(""),
                 without_markup(author.organisation)};
    if (!plain.name.empty()) out.push_back(std::move(plain));
  }
  return out;
}

std::vector<std::string> plain_keywords(const std::vector<std::string>& given) {
  std::vector<std::string> out;
  for (const std::string& keyword : given) {
    std::string plain = without_markup(keyword);
    if (!plain.empty() && std::find(out.begin(), out.end(), plain) == out.end())
      out.push_back(std::move(plain));
  }
  return out;
}

Kind kind_of(const Publication& publication) {
  for (const std::string& type : publication.types) {
    if (const Kind kind = kind_of_type(type); kind != Kind::kNone) return kind;
  }
  return Kind::kNone;
}

// Where there is no title, the beginning of the first text that there is.
std::string substitute_title(const Publication& publication) {
  for (const std::string* text : {&publication.abstract, &publication.notes, &publication.body}) {
    std::string plain = squeezed(without_markup(*text));
    if (plain.empty()) continue;
    if (plain.size() <= kSubstituteBytes) return plain;
    const std::size_t blank = plain.rfind(' ', kSubstituteBytes);
    std::size_t end = blank == std::string::npos ? kSubstituteBytes : blank;
    while (end > 0 && (static_cast<unsigned char>(plain[end]) & 0xc0U) == 0x80U) --end;
    return plain.substr(0, end) + "…";
  }
  return {};
}

Error no_title(const Publication& publication) {
  std::string message = "the record";
  if (!publication.id.empty()) message += " " + quote(squeezed(publication.id));
  message += " has no title, abstract or text";
  if (!publication.identifiers.empty())
    message += ", only " + publication.identifiers[0].scheme + " " +
               quote(publication.identifiers[0].value);
  return {ErrorCode::kInvalidRecord, message, "give it a title"};
}

}  // namespace

Json keys_of(const Publication& publication) {
  Record record;
  record.id = squeezed(publication.id);
  record.kind = kind_of(publication);
  if (record.kind == Kind::kNone) record.side = Side::kAcademic;
  record.title = full_title(publication);
  if (record.title.empty()) record.title = substitute_title(publication);
  record.language = language_tag(publication.language);
  record.title_translations = translations(publication.title_translations, record.language);
  record.abstract = plain_abstract(publication.abstract);
  record.abstract_translations = translations(publication.abstract_translations, record.language);
  record.authors = plain_authors(publication.authors);
  if (record.authors.empty()) record.authors = plain_authors(publication.editors);
  record.keywords = plain_keywords(publication.keywords);
  record.date = publication.date;
  record.identifiers = publication.identifiers;
  record.references = publication.references;
  record.licence = licence_id(squeezed(publication.licence));
  record.body = body_of(publication);
  return to_json(record);
}

std::vector<std::string> faults_of(const Publication& publication) {
  std::vector<std::string> faults;
  for (const Author& author : publication.authors) {
    const std::string orcid = bare_orcid(author.orcid);
    if (orcid.empty() || plain_orcid(orcid)) continue;
    faults.push_back("the ORCID " + quote(orcid) + " of " + quote(plain_name(author.name)) +
                     " is none and is left out");
  }
  return faults;
}

bool emit_publication(const Publication& publication, const Emitter& emitter, const Place& place) {
  if (full_title(publication).empty()) {
    if (substitute_title(publication).empty()) {
      emitter.refuse(place.line, no_title(publication));
      return true;
    }
    emitter.warn(place.line, "a record has no title; the beginning of its text stands for it");
  }
  for (std::string& fault : faults_of(publication))
    emitter.warn(place.line, std::move(fault),
                 "16 digits whose last is their check digit: 0000-0002-1825-0097");
  return emitter.emit(keys_of(publication), place);
}

}  // namespace isthmus::parsers
