#include "indexer/parsers/pdf_metadata.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "indexer/parsers/pdf_marks.h"
#include "indexer/parsers/pdf_names.h"
#include "indexer/parsers/xml.h"
#include "schema/date.h"

namespace isthmus::parsers {
namespace {

// Parts between separators; a comma counts only where there is no stronger one.
std::vector<std::string> split(std::string_view text) {
  std::string_view separators = ";|\n";
  if (text.find_first_of(separators) == std::string_view::npos) separators = ",";
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find_first_of(separators));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    if (std::string clean = squeezed(part); !clean.empty()) parts.push_back(std::move(clean));
  }
  return parts;
}

// "D:20180830143828-04'00'" to 2018-08-30; other forms as they are written.
std::string date_of(std::string_view text) {
  if (text.starts_with("D:")) text.remove_prefix(2);
  const auto digits = static_cast<std::size_t>(
      std::find_if(text.begin(), text.end(),
                   [](char c) { return std::isdigit(static_cast<unsigned char>(c)) == 0; }) -
      text.begin());
  std::string iso(text.substr(0, 4));
  if (digits >= 6) iso += "-" + std::string(text.substr(4, 2));
  if (digits >= 8) iso += "-" + std::string(text.substr(6, 2));
  if (digits >= 4 && digits != 5 && (digits > 4 || text.size() == 4) && Date::parse(iso))
    return iso;
  return date_in(text);
}

void set_if_empty(std::string& value, std::string text) {
  if (value.empty()) value = std::move(text);
}

// A property of XMP: its text, or those of the items of its list.
std::vector<std::string> values_of(const XmlNode& property) {
  std::vector<std::string> values;
  for (const XmlNode& item : property.all("li")) {
    if (std::string text = squeezed(item.text()); !text.empty()) values.push_back(std::move(text));
  }
  if (values.empty()) {
    if (std::string text = squeezed(property.text()); !text.empty())
      values.push_back(std::move(text));
  }
  return values;
}

bool is_dublin_core(const XmlNode& node) {
  return node.space().find("purl.org/dc/") != std::string_view::npos;
}

constexpr std::array<std::string_view, 5> kPublicationDates = {
    "publicationDate", "coverDate", "onlineDate", "coverDisplayDate", "publicationDisplayDate"};

// "Smith, John" and "van der Berg, J." are one name, family name first.
std::string in_order(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos)
    return squeezed(name);
  const std::string family = squeezed(name.substr(0, comma));
  const std::string given = squeezed(name.substr(comma + 1));
  const bool is_one = !family.empty() && !given.empty() &&
                      (names_in(family).names.empty() || names_in(given).names.empty());
  return is_one ? given + " " + family : squeezed(name);
}

void read_property(const XmlNode& property, PdfMetadata& out) {
  const std::vector<std::string> values = values_of(property);
  if (values.empty()) return;
  const std::string_view name = property.name();
  if (name == "doi" || (name == "identifier" && values[0].find("10.") != std::string::npos)) {
    const std::vector<FoundDoi> found = dois_in(values[0]);
    if (!found.empty()) set_if_empty(out.doi, found[0].value);
  } else if (std::find(kPublicationDates.begin(), kPublicationDates.end(), name) !=
             kPublicationDates.end()) {
    set_if_empty(out.published, date_of(values[0]));
  } else if (!is_dublin_core(property)) {
    return;
  } else if (name == "title") {
    out.titles.push_back(values[0]);
  } else if (name == "creator") {
    out.authors.clear();
    for (const std::string& value : values) out.authors.push_back(in_order(value));
  } else if (name == "subject") {
    out.keywords = values;
  } else if (name == "description") {
    out.abstract = values[0];
  }
}

void read_xmp(std::string_view packet, PdfMetadata& out) {
  if (packet.empty()) return;
  const Result<XmlDocument> document = XmlDocument::parse(packet, Faults::kRecover);
  if (!document) return;
  for (const XmlNode& description : document->root().all("Description")) {
    for (const XmlNode& property : description.children()) read_property(property, out);
    for (const std::string_view name : {"doi", "publicationDate", "coverDate"}) {
      const std::string value = description.attribute(name);
      if (name == "doi" && !dois_in(value).empty()) set_if_empty(out.doi, dois_in(value)[0].value);
      if (name != "doi" && !value.empty()) set_if_empty(out.published, date_of(value));
    }
  }
}

// "Smith, J.; Doe, A." are two, "J. Smith, A. Doe" too.
std::vector<std::string> authors_of(std::string_view text) {
  if (text.find(';') != std::string_view::npos) {
    std::vector<std::string> authors = split(text);
    for (std::string& author : authors) author = in_order(author);
    return authors;
  }
  const Names names = names_in(text);
  if (names.others == 0 && !names.names.empty()) return names.names;
  const std::string whole = in_order(text);
  return whole.empty() ? std::vector<std::string>() : std::vector<std::string>{whole};
}

void read_information(const PdfFile& file, PdfMetadata& out) {
  if (std::string title = squeezed(file.information("Title")); !title.empty())
    out.titles.push_back(std::move(title));
  std::vector<std::string> authors = authors_of(file.information("Author"));
  if (out.authors.size() == 1) out.authors = authors_of(out.authors[0]);
  if (authors.size() > out.authors.size()) out.authors = std::move(authors);
  if (out.keywords.size() <= 1) {
    std::vector<std::string> keywords = keywords_in(file.information("Keywords"));
    if (out.keywords.size() == 1 && keywords.empty()) keywords = keywords_in(out.keywords[0]);
    if (!keywords.empty()) out.keywords = std::move(keywords);
  }
  for (const char* key : {"doi", "DOI", "WPS-ARTICLEDOI", "Subject"}) {
    const std::vector<FoundDoi> found = dois_in(file.information(key));
    if (!found.empty()) set_if_empty(out.doi, found[0].value);
  }
  out.created = date_of(file.information("CreationDate"));
}

}  // namespace

PdfMetadata metadata_of(const PdfFile& file) {
  PdfMetadata out;
  read_xmp(file.metadata(), out);
  read_information(file, out);
  return out;
}

}  // namespace isthmus::parsers
