// BibTeX and BibLaTeX: each entry is a record, under its citation key.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "indexer/parsers/bibtex_reader.h"
#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/latex.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/person.h"
#include "indexer/parsers/publication.h"
#include "indexer/parsers/source_text.h"
#include "indexer/parsers/xml.h"
#include "schema/wording.h"

namespace isthmus::parsers {
namespace {

constexpr unsigned kMaxParents = 4;  // crossrefs of crossrefs; a cycle ends here too
// What the crossrefs of one file give together: a large parent of very many small entries would
// make a small file give more than memory holds.
constexpr std::uint64_t kMaxInheritedBytes = 128ULL << 20;
constexpr std::uint64_t kFieldCost = 64;  // in bytes, of finding a field's place

// What an entry has for itself alone, whatever it is part of.
constexpr std::array kOwnFields = std::to_array<std::string_view>(
    {"title", "subtitle", "author", "doi", "url", "eprint", "abstract", "keywords", "crossref",
     "pages", "note", "file", "pmid", "ids", "xref", "options", "annote"});
// Types that are a part of what their ISBN numbers.
constexpr std::array kParts = std::to_array<std::string_view>(
    {"inbook", "incollection", "inproceedings", "conference", "inreference", "suppbook"});

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The first of these fields that is there, as text.
std::string text_of(const BibEntry& entry, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const std::string_view value = entry.field(name); !value.empty())
      return text_of_latex(value);
  }
  return {};
}

std::string literal_of(const BibEntry& entry, std::string_view name) {
  return squeezed(literal_of_latex(entry.field(name)));
}

// --- names ---

// The parts of a LaTeX text between separators that stand outside of braces.
template <typename IsSeparator>
std::vector<std::string_view> split(std::string_view latex, IsSeparator separator_length) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < latex.size();) {
    if (latex[at] == '{') ++depth;
    if (latex[at] == '}' && depth > 0) --depth;
    const std::size_t length = depth == 0 ? separator_length(latex.substr(at)) : 0;
    if (length != 0) {
      parts.push_back(latex.substr(begin, at - begin));
      begin = at + length;
    }
    at += std::max<std::size_t>(length, 1);
  }
  parts.push_back(latex.substr(begin));
  return parts;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// " and " in any case between any blanks, and the semicolons of Chinese exporters.
std::size_t and_length(std::string_view text) {
  if (text.starts_with(';')) return 1;
  if (text.starts_with("；")) return std::string_view("；").size();
  if (text.size() < 5 || !is_blank(text[0]) || !is_blank(text[4])) return 0;
  const auto is_letter = [&](std::size_t at, char small) { return (text[at] | 0x20) == small; };
  return is_letter(1, 'a') && is_letter(2, 'n') && is_letter(3, 'd') ? 4 : 0;
}

std::size_t comma_length(std::string_view text) {
  if (text.starts_with(',')) return 1;
  return text.starts_with("，") ? std::string_view("，").size() : 0;
}

// "given=Hans, family=Ek, prefix=van" of BibLaTeX.
std::string extended_name(const std::vector<std::string_view>& parts) {
  std::map<std::string, std::string, std::less<>> named;
  for (const std::string_view part : parts) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    named[squeezed(part.substr(0, equals))] = text_of_latex(part.substr(equals + 1));
  }
  const std::string family =
      named["prefix"] + (named["prefix"].empty() ? "" : " ") + named["family"];
  return person_name(named["given"], family, named["suffix"]);
}

// Several whole names with nothing but commas between them, as people write who do not know "and".
bool is_list(const std::vector<std::string_view>& parts) {
  constexpr std::size_t kOneHanCharacter = 3;  // bytes
  const auto is_whole_han = [](std::string_view part) {
    const std::string name = squeezed(part);
    return is_han(name) && name.size() > kOneHanCharacter;
  };
  if (std::all_of(parts.begin(), parts.end(), is_whole_han)) return true;
  return parts.size() > 3 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return squeezed(part).find(' ') != std::string::npos;
         });
}

void add_people(std::string_view latex, std::vector<Author>& people) {
  for (const std::string_view person : split(latex, and_length)) {
    const std::string plain = squeezed(person);
    if (plain.empty() || plain == "others") continue;
    const std::vector<std::string_view> parts = split(plain, comma_length);
    if (plain.starts_with("family=") || plain.starts_with("given=")) {
      people.push_back({extended_name(parts), "", ""});
    } else if (parts.size() > 1 && is_list(parts)) {
      for (const std::string_view part : parts)
        people.push_back({person_name(text_of_latex(part)), "", ""});
    } else if (parts.size() == 2) {
      people.push_back({person_name(text_of_latex(parts[1]), text_of_latex(parts[0])), "", ""});
    } else if (parts.size() == 3) {
      people.push_back(
          {person_name(text_of_latex(parts[2]), text_of_latex(parts[0]), text_of_latex(parts[1])),
           "", ""});
    } else {
      const std::string name = squeezed(text_of_latex(plain));
      people.push_back({parts.size() == 1 ? person_name("", name) : name, "", ""});
    }
  }
}

// --- fields ---

// A patent's and a standard's number name it; "STAN-CS-78-651" names a report, where a number alone
// is one of a series of its institution.
bool is_named_by_number(const BibEntry& entry) {
  const std::string number = literal_of(entry, "number");
  if (entry.type == "patent" || entry.type == "standard") return true;
  return (entry.type == "techreport" || entry.type == "report") &&
         number.find_first_of("0123456789") != std::string::npos &&
         std::any_of(number.begin(), number.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void add_identifiers(const BibEntry& entry, Publication& publication) {
  add_identifier(publication, "doi", literal_of(entry, "doi"));
  const std::string eprint = literal_of(entry, "eprint");
  std::string archive = literal_of(entry, "archiveprefix");
  if (archive.empty()) archive = literal_of(entry, "eprinttype");
  // An e-print of no archive is a PDF's path or an address in some exports.
  if (!archive.empty() || eprint.starts_with("arXiv")) add_identifier(publication, archive, eprint);
  add_identifier(publication, "pmid", literal_of(entry, "pmid"));
  if (!contains(kParts, entry.type)) add_identifier(publication, "isbn", literal_of(entry, "isbn"));
  if (is_named_by_number(entry)) {
    const bool is_own_scheme = entry.type == "patent" || entry.type == "standard";
    add_identifier(publication, is_own_scheme ? entry.type : "report", literal_of(entry, "number"));
  }
  for (const std::string_view name : {"url", "howpublished"}) {
    const Identifier address = plain_identifier("", literal_of(entry, name));
    // An address is a name of the work only where it has no better one.
    if (address.scheme != "url" || publication.identifiers.empty())
      add_identifier(publication, address.scheme, address.value);
  }
}

Container container_of(const BibEntry& entry) {
  Container container;
  container.title = text_of(entry, {"journal", "journaltitle", "booktitle"});
  container.series = text_of(entry, {"series"});
  container.volume = text_of(entry, {"volume"});
  if (!is_named_by_number(entry)) container.issue = text_of(entry, {"number", "issue"});
  container.pages = text_of(entry, {"pages"});
  // A single hyphen between pages means the same as two.
  const std::size_t hyphen = container.pages.find('-');
  if (hyphen != std::string::npos && container.pages.find('-', hyphen + 1) == std::string::npos)
    container.pages.replace(hyphen, 1, "–");
  container.edition = text_of(entry, {"edition"});
  container.place = text_of(entry, {"address", "location"});
  container.publisher = text_of(entry, {"publisher", "school", "institution", "organization"});
  if (const std::string issn = literal_of(entry, "issn"); !issn.empty())
    container.numbers.push_back("ISSN " + issn);
  if (const std::string isbn = literal_of(entry, "isbn");
      contains(kParts, entry.type) && !isbn.empty())
    container.numbers.push_back("ISBN " + isbn);
  return container;
}

Publication publication_of(const BibEntry& entry) {
  Publication publication;
  publication.id = squeezed(text_of_latex(entry.key));
  publication.types = {entry.type, text_of(entry, {"type"})};
  publication.container = container_of(entry);
  publication.title = text_of(entry, {"title"});
  publication.subtitle = text_of(entry, {"subtitle"});
  if (publication.title.empty()) publication.title = std::exchange(publication.container.title, {});
  publication.abstract = text_of(entry, {"abstract"});
  publication.language = text_of(entry, {"language", "langid"});
  add_people(entry.field("author"), publication.authors);
  add_people(entry.field("editor"), publication.editors);
  for (const std::string_view name : {"keywords", "keyword"})
    add_keywords(publication, text_of_latex(entry.field(name)));
  const std::string date = text_of(entry, {"date"});
  publication.date = date.empty() ? date_of(text_of(entry, {"year"}), text_of(entry, {"month"}),
                                            text_of(entry, {"day"}))
                                  : date_in(date);
  publication.licence = text_of(entry, {"copyright", "licence", "license"});
  if (publication.licence.find("://") == std::string::npos && entry.field("license").empty())
    publication.licence.clear();  // "(c) 2020 the publisher" is no licence
  publication.notes = text_of(entry, {"note"});
  add_identifiers(entry, publication);
  return publication;
}

// --- entries ---

using Entries = std::map<std::string, const BibEntry*, std::less<>>;

// The entry with what its crossref has and it has not: a proceedings' title is the book title of
// its papers.
BibEntry inherited(BibEntry entry, const Entries& by_key, std::uint64_t& inherited_bytes) {
  for (unsigned depth = 0; depth < kMaxParents; ++depth) {
    const std::string parent_key = squeezed(entry.field("crossref"));
    const auto parent = by_key.find(parent_key);
    if (parent_key.empty() || parent == by_key.end() || parent->second->key == entry.key) break;
    if (inherited_bytes > kMaxInheritedBytes) {
      entry.warnings.push_back(
          "the crossrefs of the file give more than 128 MB; this one is not followed");
      break;
    }
    std::erase_if(entry.fields, [](const auto& field) { return field.first == "crossref"; });
    for (const auto& [name, value] : parent->second->fields) {
      inherited_bytes += value.size() + kFieldCost;
      if (name == "title" && entry.field("booktitle").empty())
        entry.fields.emplace_back("booktitle", value);
      const bool is_inherited = name == "crossref" || !contains(kOwnFields, name);
      if (is_inherited && entry.field(name).empty()) entry.fields.emplace_back(name, value);
    }
  }
  return entry;
}

struct Bibliography {
  std::vector<BibReader::Next> parts;  // entries and faults, in order
  Entries by_key;
};

Bibliography read(std::string_view text) {
  Bibliography bibliography;
  BibReader reader(text);
  while (true) {
    BibReader::Next next = reader.next();
    if (!next.entry && !next.fault) break;
    bibliography.parts.push_back(std::move(next));
  }
  for (const BibReader::Next& part : bibliography.parts) {
    if (part.entry) bibliography.by_key.emplace(part.entry->key, &*part.entry);
  }
  return bibliography;
}

// False when the sink wants no more.
bool emit_entry(const BibEntry& entry, const Entries& by_key, std::uint64_t& inherited_bytes,
                const Emitter& emitter) {
  const std::string parent = squeezed(entry.field("crossref"));
  if (!parent.empty() && !by_key.contains(parent))
    emitter.warn(entry.line, "there is no entry " + quote(parent) + " to take fields from",
                 "put it into the same file");
  const BibEntry whole = inherited(entry, by_key, inherited_bytes);
  for (const std::string& warning : whole.warnings) emitter.warn(entry.line, warning);
  const Publication publication = publication_of(whole);
  const std::string_view year = whole.field("year");
  if (!publication.date.has_value() && !year.empty() && whole.field("date").empty())
    emitter.warn(entry.line, "the year " + quote(squeezed(year)) + " is none and is left out");
  return emit_publication(publication, emitter, {entry.line, entry.bytes});
}

}  // namespace

void parse_bibtex(const Input& input, const Sink& sink) {
  const Emitter emitter(input, sink, "application/x-bibtex", Naming::kByContent);
  const Result<SourceText> text = SourceText::read(input.bytes, input.settings.encoding);
  if (!text) return emitter.refuse(0, text.error());
  if (text->stray_bytes() != 0)
    emitter.warn(0, std::to_string(text->stray_bytes()) + " bytes are not UTF-8 and were replaced");
  const Bibliography bibliography = read(text->utf8());
  if (bibliography.parts.empty())
    return emitter.refuse(0, {ErrorCode::kInvalidSource, "the file holds no BibTeX entry",
                              "an entry is: @article{key, title = {…}}"});
  std::uint64_t inherited_bytes = 0;
  for (const BibReader::Next& part : bibliography.parts) {
    if (part.fault) {
      emitter.refuse(part.line, *part.fault);
    } else if (!emit_entry(*part.entry, bibliography.by_key, inherited_bytes, emitter)) {
      return;
    }
  }
}

}  // namespace isthmus::parsers
