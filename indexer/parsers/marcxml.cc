// MARCXML: MARC 21, and UNIMARC with its Chinese form CNMARC, which have other fields for the same
// things. A record with a title in field 200 and none in 245 is UNIMARC.
//
// Source: Library of Congress, MARC 21 Format for Bibliographic Data; IFLA, UNIMARC Manual.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "engine/text/analysis.h"
#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/metadata.h"
#include "indexer/parsers/metadata_file.h"
#include "indexer/parsers/parsers.h"
#include "indexer/parsers/person.h"

namespace isthmus::parsers {
namespace {

// Without the punctuation of catalogue cards that stands between the parts: " /", " :", ",".
std::string plain(std::string_view text) {
  std::string out = squeezed(text);
  while (!out.empty() && std::string_view(" /:;,=").find(out.back()) != std::string_view::npos)
    out.pop_back();
  return out;
}

std::string without_last_stop(std::string text) {
  // The stop of an initial belongs to it.
  const bool is_stop = text.size() > 3 && text.ends_with('.') && text[text.size() - 3] != ' ' &&
                       text[text.size() - 3] != '.';
  if (is_stop) text.pop_back();
  return text;
}

std::string without_brackets(std::string text) {
  std::erase_if(text, [](char c) { return c == '[' || c == ']'; });
  return text;
}

std::string guessed(const std::string& text) {
  const std::string language = text::guess_language(text);
  return language == "und" ? std::string() : language;
}

class MarcRecord {
 public:
  explicit MarcRecord(const XmlNode& record)
      : control_(record.children("controlfield")), data_(record.children("datafield")) {}

  std::vector<XmlNode> fields(std::initializer_list<std::string_view> tags) const {
    std::vector<XmlNode> found;
    for (const XmlNode& field : data_) {
      const std::string tag = field.attribute("tag");
      if (std::find(tags.begin(), tags.end(), tag) != tags.end()) found.push_back(field);
    }
    return found;
  }

  std::string control(std::string_view tag) const {
    for (const XmlNode& field : control_) {
      if (field.attribute("tag") == tag) return field.text();
    }
    return {};
  }

  // The first subfield of the first field that has it.
  std::string first(std::initializer_list<std::string_view> tags, std::string_view code) const;

 private:
  std::vector<XmlNode> control_;
  std::vector<XmlNode> data_;
};

std::vector<std::string> subfields(const XmlNode& field, std::string_view codes) {
  std::vector<std::string> found;
  for (const XmlNode& subfield : field.children("subfield")) {
    const std::string code = subfield.attribute("code");
    if (code.size() == 1 && codes.find(code) != std::string_view::npos)
      found.push_back(plain(subfield.text()));
  }
  return found;
}

std::string subfield(const XmlNode& field, std::string_view codes) {
  const std::vector<std::string> found = subfields(field, codes);
  return found.empty() ? std::string() : found.front();
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!out.empty()) out += separator;
    out += part;
  }
  return out;
}

std::string MarcRecord::first(std::initializer_list<std::string_view> tags,
                              std::string_view code) const {
  for (const XmlNode& field : fields(tags)) {
    if (std::string text = subfield(field, code); !text.empty()) return text;
  }
  return {};
}

void add_note(Publication& publication, const std::string& text) {
  if (text.empty()) return;
  publication.notes += (publication.notes.empty() ? "" : "\n\n") + text;
}

void take_orcid(const XmlNode& field, Author& author) {
  for (const std::string& text : subfields(field, "01")) {
    constexpr std::string_view kMark = "(orcid)";
    if (text.starts_with(kMark)) author.orcid = text.substr(kMark.size());
    if (text.find("orcid.org/") != std::string::npos) author.orcid = text;
  }
}

// --- MARC 21 ---

void take_marc21_people(const MarcRecord& record, Publication& publication) {
  for (const XmlNode& field : record.fields({"100", "110", "111", "700", "710"})) {
    if (!subfield(field, "t").empty()) continue;  // a work within or beside this one
    const bool is_person = field.attribute("tag").ends_with("00");
    const std::string name = without_last_stop(subfield(field, "a"));
    Author author{is_person ? person_name(name) : name, "", subfield(field, "u")};
    take_orcid(field, author);
    const std::string role = joined(subfields(field, "e4"), " ");
    const bool is_editor = role.find("edit") != std::string::npos ||
                           role.find("edt") != std::string::npos ||
                           role.find("advis") != std::string::npos;
    (is_editor ? publication.editors : publication.authors).push_back(std::move(author));
  }
}

// The title as it is written in the work's own script (field 880), and its transliteration.
void take_marc21_titles(const MarcRecord& record, Publication& publication) {
  const std::vector<XmlNode> titles = record.fields({"245"});
  if (!titles.empty()) {
    publication.title = without_last_stop(joined(subfields(titles.front(), "anp"), ". "));
    publication.subtitle = without_last_stop(subfield(titles.front(), "b"));
  }
  for (const XmlNode& field : record.fields({"880"})) {
    if (!subfield(field, "6").starts_with("245")) continue;
    const std::string title = joined(subfields(field, "ab"), ": ");
    if (title.empty()) continue;
    const std::string language = guessed(title);
    publication.title_translations.emplace(language.empty() ? "und-Latn" : language + "-Latn",
                                           publication.title);
    publication.title = title;
    publication.subtitle.clear();
  }
  for (const XmlNode& field : record.fields({"246"})) {
    const std::string title = joined(subfields(field, "ab"), ": ");
    const std::string language = guessed(title);
    if (!language.empty() && language != guessed(publication.title))
      publication.title_translations.emplace(language, title);
  }
}

void take_marc21_container(const MarcRecord& record, Publication& publication) {
  Container& container = publication.container;
  container.place = without_brackets(record.first({"264", "260"}, "a"));
  container.publisher = without_brackets(record.first({"264", "260"}, "b"));
  container.edition = record.first({"250"}, "a");
  container.series =
      joined({record.first({"490", "830"}, "a"), record.first({"490", "830"}, "v")}, " ");
  for (const XmlNode& host : record.fields({"773"})) {
    container.title = subfield(host, "t");
    container.volume = subfield(host, "g");
    if (const std::string issn = subfield(host, "x"); !issn.empty())
      container.numbers.push_back("ISSN " + issn);
    if (const std::string isbn = subfield(host, "z"); !isbn.empty())
      container.numbers.push_back("ISBN " + isbn);
  }
  const std::string issn = record.first({"022"}, "a");
  if (container.numbers.empty() && !issn.empty()) container.numbers.push_back("ISSN " + issn);
}

void take_marc21_identifiers(const MarcRecord& record, Publication& publication) {
  for (const XmlNode& field : record.fields({"020"}))
    add_identifier(publication, "isbn", subfield(field, "a"));
  for (const XmlNode& field : record.fields({"024"}))
    add_identifier(publication, subfield(field, "2"), subfield(field, "a"));
  for (const XmlNode& field : record.fields({"088"}))
    add_identifier(publication, "report", subfield(field, "a"));
  for (const XmlNode& field : record.fields({"856"})) {
    // A table of contents is an address of something else.
    if (field.attribute("ind2") != "2") add_identifier(publication, "url", subfield(field, "u"));
  }
}

std::string language_of_008(const MarcRecord& record) {
  const std::string fixed = record.control("008");
  return fixed.size() >= 38 ? fixed.substr(35, 3) : std::string();
}

Date date_of_008(const MarcRecord& record) {
  const std::string fixed = record.control("008");
  return fixed.size() >= 11 ? date_in(fixed.substr(7, 4)) : Date{};
}

Publication marc21_publication(const MarcRecord& record) {
  Publication publication;
  take_marc21_titles(record, publication);
  take_marc21_people(record, publication);
  take_marc21_container(record, publication);
  take_marc21_identifiers(record, publication);
  publication.abstract = record.first({"520"}, "a");
  for (const XmlNode& field : record.fields({"600", "610", "650", "651", "653"})) {
    publication.keywords.push_back(without_last_stop(joined(subfields(field, "axyz"), " – ")));
  }
  publication.date = date_in(record.first({"264", "260"}, "c"));
  if (!publication.date.has_value()) publication.date = date_of_008(record);
  if (!publication.date.has_value()) publication.date = date_in(record.first({"502"}, "ad"));
  publication.language = language_tag(record.first({"041"}, "a"));
  if (publication.language.empty()) publication.language = language_tag(language_of_008(record));
  publication.types = {record.first({"655"}, "a")};
  if (!record.fields({"502"}).empty()) publication.types.emplace_back("thesis");
  for (const XmlNode& field : record.fields({"502"}))
    add_note(publication, joined(subfields(field, "abcd"), ", "));
  for (const XmlNode& field : record.fields({"500"})) add_note(publication, subfield(field, "a"));
  publication.licence = record.first({"540"}, "u");
  return publication;
}

// --- UNIMARC, CNMARC ---

void take_unimarc_people(const MarcRecord& record, Publication& publication) {
  for (const XmlNode& field : record.fields({"700", "701", "702", "710", "711"})) {
    const std::string tag = field.attribute("tag");
    const std::string name = subfield(field, "a");
    const std::string given = subfield(field, "b");
    Author author{tag[1] != '0'   ? joined({name, given}, ", ")
                  : given.empty() ? person_name(name)
                                  : person_name(given, name),
                  "", subfield(field, "p")};
    const bool is_secondary = tag == "702";
    (is_secondary ? publication.editors : publication.authors).push_back(std::move(author));
  }
}

void take_unimarc_container(const MarcRecord& record, Publication& publication) {
  Container& container = publication.container;
  container.place = without_brackets(record.first({"210", "214"}, "a"));
  container.publisher = without_brackets(record.first({"210", "214"}, "c"));
  container.edition = record.first({"205"}, "a");
  container.series = record.first({"225"}, "a");
  container.title = record.first({"461", "463"}, "t");
  container.volume = record.first({"461", "463"}, "v");
  if (const std::string issn = record.first({"011"}, "a"); !issn.empty())
    container.numbers.push_back("ISSN " + issn);
}

Publication unimarc_publication(const MarcRecord& record) {
  Publication publication;
  publication.title = joined(subfields(record.fields({"200"}).front(), "ahi"), ". ");
  publication.subtitle = record.first({"200"}, "e");
  for (const std::string& title : subfields(record.fields({"200"}).front(), "d")) {
    if (const std::string language = guessed(title); !language.empty())
      publication.title_translations.emplace(language, title);
  }
  take_unimarc_people(record, publication);
  take_unimarc_container(record, publication);
  for (const XmlNode& field : record.fields({"010"}))
    add_identifier(publication, "isbn", subfield(field, "a"));
  for (const XmlNode& field : record.fields({"017"}))
    add_identifier(publication, subfield(field, "2"), subfield(field, "a"));
  for (const XmlNode& field : record.fields({"856"}))
    add_identifier(publication, "url", subfield(field, "u"));
  publication.abstract = record.first({"330"}, "a");
  for (const XmlNode& field : record.fields({"600", "601", "606", "607", "610"})) {
    const bool is_free = field.attribute("tag") == "610";  // several keywords, each for itself
    if (!is_free) publication.keywords.push_back(joined(subfields(field, "axyz"), " – "));
    for (const std::string& word : subfields(field, is_free ? "a" : ""))
      publication.keywords.push_back(word);
  }
  publication.date = date_in(record.first({"210", "214"}, "d"));
  publication.language = language_tag(record.first({"101"}, "a"));
  if (!record.fields({"328"}).empty()) publication.types.emplace_back("thesis");
  add_note(publication, record.first({"328"}, "a"));
  add_note(publication, record.first({"300"}, "a"));
  return publication;
}

}  // namespace

Publication marc_publication(const XmlNode& element) {
  const MarcRecord record(element);
  const bool is_unimarc = record.fields({"245"}).empty() && !record.fields({"200"}).empty();
  Publication publication = is_unimarc ? unimarc_publication(record) : marc21_publication(record);
  publication.id = squeezed(record.control("001"));
  return publication;
}

void parse_marcxml(const Input& input, const Sink& sink) {
  parse_metadata_file(
      input, sink,
      {"application/marcxml+xml", "MARC record",
       [](const XmlNode& root) {
         return root.name() == "record" ? std::vector<XmlNode>{root} : root.all("record");
       },
       [](const XmlNode& record) { return std::vector<Publication>{marc_publication(record)}; }});
}

bool is_marcxml(std::string_view bytes) {
  const std::string_view name = xml_root_name(bytes);
  if (name != "record" && name != "collection") return false;
  const std::string_view head = xml_head(bytes);
  return head.find("MARC21/slim") != std::string_view::npos ||
         (head.find("leader>") != std::string_view::npos &&
          head.find("field tag=") != std::string_view::npos);
}

}  // namespace isthmus::parsers
