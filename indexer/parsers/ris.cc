// RIS and its relatives (MEDLINE, Web of Science, EndNote, NoteExpress): each tagged record is a
// record. Tags that say nothing of the work (notes of a user's library, call numbers) are passed
// over.
#include <algorithm>
#include <array>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/person.h"
#include "indexer/parsers/publication.h"
#include "indexer/parsers/ris_reader.h"
#include "indexer/parsers/ris_tags.h"
#include "indexer/parsers/source_text.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

// What a record says, before its fields are told apart by what the others say.
struct Draft {
  Publication publication;
  TagStyle style = TagStyle::kRis;
  std::string year;
  std::string date;
  std::string first_page;
  std::string last_page;
  std::string short_container;
  std::vector<std::string> numbers;
  bool has_full_names = false;  // Web of Science gives the authors twice
};

void add_person(const std::string& text, std::vector<Author>& people) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.find("；"));
    const std::string_view one = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size()
                                                     : end + (rest[end] == ';' ? 1 : 3));
    if (std::string name = person_name(one); !name.empty())
      people.push_back({std::move(name), "", ""});
  }
}

// One name a line where lines are names.
void add_people(const TaggedField& field, Draft& draft) {
  std::vector<Author>& authors = draft.publication.authors;
  if (field.tag == "AF") {
    authors.clear();
    draft.has_full_names = true;
  } else if (draft.has_full_names && draft.style == TagStyle::kWebOfScience) {
    return;
  }
  for (const std::string& line : field.lines) add_person(line, authors);
}

void add_url(const TaggedField& field, Publication& publication) {
  std::string_view rest = field.lines.front();
  const std::string_view first = rest.substr(0, rest.find_first_of("; "));
  const Identifier address = plain_identifier("", first);
  if (address.scheme != "url" || publication.identifiers.empty())
    add_identifier(publication, address.scheme, address.value);
}

// "10.5555/x [doi]", "S1234 [pii]" of MEDLINE, where the tag itself is not the scheme.
void add_named(const TaggedField& field, Publication& publication) {
  const std::string text = field.text();
  const std::size_t bracket = text.find(" [");
  const std::string scheme = bracket == std::string::npos ? "" : text.substr(bracket + 2);
  if (field.tag == "PMID" || field.tag == "PM") add_identifier(publication, "pmid", text);
  if (field.tag == "PMC") add_identifier(publication, "pmcid", text);
  if (scheme == "doi]") add_identifier(publication, "doi", text.substr(0, bracket));
}

// A cited reference of Web of Science ends with its DOI: "…, DOI 10.5555/x".
void add_references(const TaggedField& field, Publication& publication) {
  for (const std::string& line : field.lines) {
    const std::size_t mark = line.find("DOI 10.");
    const std::string doi =
        mark == std::string::npos
            ? ""
            : line.substr(mark + 4, line.find_first_of(" ,]", mark + 4) - mark - 4);
    add_reference(publication, plain_identifier("doi", doi), line);
  }
}

// One keyword a line where lines are keywords.
void take_keywords(const TaggedField& field, const std::string& text, Publication& publication) {
  const bool is_list = text.find(';') != std::string::npos || text.find("；") != std::string::npos;
  if (is_list) return add_keywords(publication, text);
  auto& keywords = publication.keywords;
  keywords.insert(keywords.end(), field.lines.begin(), field.lines.end());
}

void append_paragraph(std::string& text, const std::string& more) {
  // The same text often stands under two tags.
  constexpr std::size_t kSearched = 16UL
                                    << 10;  // of a text; longer ones are not searched each time
  const bool is_there = text.size() < kSearched && text.find(more) != std::string::npos;
  if (more.empty() || is_there) return;
  text += (text.empty() ? "" : "\n\n") + more;
}

void set_first(std::string& value, std::string text) {
  if (value.empty()) value = std::move(text);
}

// Fields of the publication's whole. False: the field is another one.
bool take_container(Field field, const std::string& text, Draft& draft) {
  Container& container = draft.publication.container;
  switch (field) {
    case Field::kContainer:
      set_first(container.title, text);
      return true;
    case Field::kShortContainer:
      set_first(draft.short_container, text);
      return true;
    case Field::kSeries:
      set_first(container.series, text);
      return true;
    case Field::kVolume:
      set_first(container.volume, text);
      return true;
    case Field::kIssue:
      set_first(container.issue, text);
      return true;
    case Field::kFirstPage:
      set_first(draft.first_page, text);
      return true;
    case Field::kLastPage:
      set_first(draft.last_page, text);
      return true;
    case Field::kPages:
      set_first(container.pages, text);
      return true;
    case Field::kPublisher:
      set_first(container.publisher, text);
      return true;
    case Field::kPlace:
      set_first(container.place, text);
      return true;
    case Field::kEdition:
      set_first(container.edition, text);
      return true;
    case Field::kNumber:
      draft.numbers.push_back(text);
      return true;
    default:
      return false;
  }
}

void take(Field kind, const TaggedField& field, Draft& draft) {
  Publication& publication = draft.publication;
  const std::string text = field.text();
  if (text.empty() || take_container(kind, text, draft)) return;
  switch (kind) {
    case Field::kType:
      publication.types.push_back(text);
      break;
    case Field::kTitle:
      set_first(publication.title, text);
      break;
    case Field::kTranslatedTitle:
      publication.title_translations.emplace("en", text);
      break;
    case Field::kAuthor:
      add_people(field, draft);
      break;
    case Field::kEditor:
      for (const std::string& line : field.lines) add_person(line, publication.editors);
      break;
    case Field::kAbstract:
      append_paragraph(publication.abstract, text);
      break;
    case Field::kKeywords:
      take_keywords(field, text, publication);
      break;
    case Field::kYear:
      set_first(draft.year, text);
      break;
    case Field::kDate:
      set_first(draft.date, text);
      break;
    case Field::kDoi:
      add_identifier(publication, "doi", text);
      break;
    case Field::kIdentifier:
      add_named(field, publication);
      break;
    case Field::kUrl:
      add_url(field, publication);
      break;
    case Field::kLanguage:
      set_first(publication.language, text);
      break;
    case Field::kNotes:
      append_paragraph(publication.notes, text);
      break;
    case Field::kReference:
      add_references(field, publication);
      break;
    default:
      break;
  }
}

// --- what the fields mean together ---

bool is_part(const Publication& publication) {
  constexpr std::array kParts =
      std::to_array<std::string_view>({"CHAP", "CONF", "CPAPER", "ECHAP", "Book Section",
                                       "Conference Paper", "Conference Proceedings", "会议论文"});
  return std::any_of(publication.types.begin(), publication.types.end(),
                     [&](const std::string& type) {
                       return std::find(kParts.begin(), kParts.end(), type) != kParts.end();
                     });
}

// A number of eight digits is an ISSN, one of ten or thirteen an ISBN: of the work, or of the book
// that it is a part of.
void place_numbers(const std::vector<std::string>& numbers, Publication& publication) {
  for (const std::string& text : numbers) {
    const std::string value = plain_identifier("isbn", text).value;
    const auto digits = std::count_if(value.begin(), value.end(), [](char c) {
      return (c >= '0' && c <= '9') || c == 'x' || c == 'X';
    });
    if (digits == 8) {
      publication.container.numbers.push_back("ISSN " + value);
    } else if (digits == 10 || digits == 13) {
      if (is_part(publication))
        publication.container.numbers.push_back("ISBN " + value);
      else
        add_identifier(publication, "isbn", value);
    }
  }
}

// A book's secondary title is its series, a thesis' the rest of its title in some exports.
void place_titles(Draft& draft) {
  Publication& publication = draft.publication;
  Container& container = publication.container;
  const std::string type = publication.types.empty() ? "" : publication.types.front();
  if (type == "THES" && !container.title.empty()) {
    publication.subtitle = container.title;
    container.title.clear();
  }
  if (container.title.empty()) container.title = draft.short_container;
  if (publication.title.empty() && (type == "BOOK" || type == "JFULL" || type == "EBOOK")) {
    publication.title = container.title;
    container.title.clear();
  }
}

void place_date(Draft& draft) {
  Date& date = draft.publication.date;
  date = date_in(draft.year);
  if (date.month != 0) return;
  const Date other = date_in(draft.date);
  if (!date.has_value() || other.year == date.year) {
    date = other;
  } else if (!other.has_value()) {
    date = date_of(draft.year, draft.date, "");  // "MAR 4" of Web of Science
  }
}

Publication publication_of(const TaggedRecord& record) {
  Draft draft;
  draft.style = record.style;
  for (const TaggedField& field : record.fields) {
    if (const auto kind = field_of(record.style, field.tag)) take(*kind, field, draft);
  }
  Publication& publication = draft.publication;
  place_titles(draft);
  place_date(draft);
  place_numbers(draft.numbers, publication);
  name_by_pmid(publication);
  if (publication.container.pages.empty()) {
    const bool is_range = !draft.last_page.empty() && draft.last_page != draft.first_page &&
                          draft.first_page.find('-') == std::string::npos;
    publication.container.pages = draft.first_page.empty() ? draft.last_page : draft.first_page;
    if (is_range && !draft.first_page.empty()) publication.container.pages += "–" + draft.last_page;
  }
  return publication;
}

}  // namespace

void parse_ris(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "application/x-research-info-systems", Naming::kByContent);
  const Result<SourceText> text = SourceText::read(input.bytes, input.settings.encoding);
  if (!text) return emitter.refuse(0, text.error());
  if (text->stray_bytes() != 0)
    emitter.warn(0, std::to_string(text->stray_bytes()) + " bytes are not UTF-8 and were replaced");
  const std::optional<TagStyle> style = tag_style(text->utf8());
  if (!style)
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the file holds no tagged record",
                              "a record of RIS begins with a line such as \"TY  - JOUR\""});
  TagReader reader(text->utf8(), *style);
  while (const std::optional<TaggedRecord> record = reader.next()) {
    if (!record->is_closed)
      emitter.warn(record->line, "the record has no end (ER); what there is of it is taken in");
    if (!emit_publication(publication_of(*record), emitter, {record->line, record->bytes})) return;
  }
}

bool is_ris(std::string_view bytes) {
  constexpr std::size_t kHead = 4096;
  const std::string_view head = bytes.substr(bytes.starts_with("\xef\xbb\xbf") ? 3 : 0, kHead);
  const std::optional<TagStyle> style = tag_style(head);
  // "PT" and "%0" alone could begin a line of any text.
  return style && (*style == TagStyle::kRis || *style == TagStyle::kMedline ||
                   *style == TagStyle::kNoteExpress ||
                   (*style == TagStyle::kWebOfScience && head.starts_with("FN ")) ||
                   (*style == TagStyle::kEndNote && head.starts_with("%0 ") &&
                    head.find("\n%T ") != std::string_view::npos));
}

}  // namespace isthmus::parsers
