#include "indexer/harvest/oai.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "indexer/harvest/web.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/xml.h"
#include "schema/date.h"
#include "schema/wording.h"

namespace isthmus::harvest {
namespace {

using parsers::XmlNode;

constexpr std::size_t kShownBytes = 60;  // of an answer that is something else

// A format that can be read, by its namespace or, where repositories give odd ones, by its prefix.
struct KnownFormat {
  std::string_view space;  // a part of the namespace
  std::string_view prefix;
};
// The richest first: full texts, identifiers and references before plain descriptions.
constexpr std::array kKnownFormats = {
    KnownFormat{"jats.nlm.nih.gov", "jats"},
    KnownFormat{"dtd.nlm.nih.gov", "nlm"},
    KnownFormat{"datacite.org/schema/kernel", "datacite"},
    KnownFormat{"schema.datacite.org/oai", "oai_datacite"},
    KnownFormat{"crossref.org/xschema", "cr_unixsd"},
    KnownFormat{"MARC21/slim", "marcxml"},
    KnownFormat{"MARC21/slim", "marc21"},
    KnownFormat{"openarchives.org/OAI/2.0/oai_dc", "oai_dc"},
};

// Where in the table; its size when it is not there.
std::size_t rank_of(const XmlNode& format) {
  const std::string prefix = format.text_of("metadataPrefix");
  const std::string space = format.text_of("metadataNamespace");
  const auto found =
      std::find_if(kKnownFormats.begin(), kKnownFormats.end(), [&](const KnownFormat& known) {
        return prefix == known.prefix || space.find(known.space) != std::string::npos;
      });
  return static_cast<std::size_t>(found - kKnownFormats.begin());
}

std::vector<XmlNode> formats_in(const XmlNode& root) {
  const auto list = root.first("ListMetadataFormats");
  return list ? list->children("metadataFormat") : std::vector<XmlNode>();
}

ListedRecord record_in(const XmlNode& element) {
  ListedRecord record;
  record.identifier = element.text_of("header/identifier");
  record.datestamp = element.text_of("header/datestamp");
  const auto header = element.first("header");
  record.is_deleted = header && header->attribute("status") == "deleted";
  const auto metadata = element.first("metadata");
  if (metadata) {
    const std::vector<XmlNode> inside = metadata->children();
    if (!inside.empty()) record.metadata = inside.front().bytes();
  }
  return record;
}

Identity identity_in(const XmlNode& root) {
  Identity identity;
  const auto element = root.first("Identify");
  if (!element) return identity;
  identity.name = element->text_of("repositoryName");
  identity.version = element->text_of("protocolVersion");
  identity.earliest = element->text_of("earliestDatestamp");
  identity.deleted_record = element->text_of("deletedRecord");
  identity.is_to_the_second = element->text_of("granularity").find('T') != std::string::npos;
  return identity;
}

std::vector<std::string> readable_prefixes(const XmlNode& root) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const XmlNode& format : formats_in(root)) {
    const std::size_t rank = rank_of(format);
    if (rank < kKnownFormats.size()) ranked.emplace_back(rank, format.text_of("metadataPrefix"));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> prefixes;
  for (auto& [rank, prefix] : ranked) prefixes.push_back(std::move(prefix));
  return prefixes;
}

Page page_in(const XmlNode& root) {
  Page page;
  const auto list = root.first("ListRecords");
  if (!list) return page;
  for (const XmlNode& element : list->children("record"))
    page.records.push_back(record_in(element));
  if (const auto token = list->first("resumptionToken")) {
    page.token = trimmed(token->text());  // blanks within belong to it
    page.total = std::strtoull(token->attribute("completeListSize").c_str(), nullptr, 10);
  }
  return page;
}

std::string shown(std::string_view bytes) {
  return quote(parsers::squeezed(bytes.substr(0, kShownBytes)));
}

Error is_something_else(std::string_view bytes) {
  return {ErrorCode::kInvalidSource, "the answer is not OAI-PMH; it begins with " + shown(bytes),
          "check the OAI-PMH base URL, as in https://repository.example.org/oai"};
}

// How many records the bytes seem to hold, each with its header.
std::size_t headers_in(std::string_view bytes) {
  constexpr std::string_view kTag = "<header";
  std::size_t count = 0;
  for (std::size_t at = bytes.find(kTag); at != std::string_view::npos;
       at = bytes.find(kTag, at + 1)) {
    const std::string_view after = bytes.substr(at + kTag.size(), 1);
    if (after == ">" || after == " ") ++count;
  }
  return count;
}

// The token in bytes that are not well-formed; empty when there is none.
std::string token_in(std::string_view bytes) {
  constexpr std::string_view kName = "resumptionToken";
  const std::size_t name = bytes.rfind("<resumptionToken");
  if (name == std::string_view::npos) return {};
  const std::string_view rest = bytes.substr(name);
  const std::size_t end = rest.find("</");
  if (end == std::string_view::npos || !rest.substr(end + 2).starts_with(kName)) return {};
  const std::string element = std::string(rest.substr(0, end)) + "</resumptionToken>";
  const Result<parsers::XmlDocument> document = parsers::XmlDocument::parse(element);
  return document ? std::string(trimmed(document->root().text())) : std::string();
}

// What broken XML hides.
void look_around_fault(std::string_view bytes, Page& page) {
  page.lacks_records = headers_in(bytes) > page.records.size();
  if (page.token.empty()) page.token = token_in(bytes);
  page.is_cut_off = page.token.empty() && bytes.find("</OAI-PMH>") == std::string_view::npos;
}

bool is_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "Thh:mm:ssZ"
bool is_time(std::string_view text) {
  return text.size() == 10 && text[0] == 'T' && text[3] == ':' && text[6] == ':' &&
         text[9] == 'Z' && is_digits(text.substr(1, 2)) && is_digits(text.substr(4, 2)) &&
         is_digits(text.substr(7, 2));
}

}  // namespace

std::string request_url(const std::string& base, std::string_view verb,
                        const Arguments& arguments) {
  std::string url = base;
  if (url.ends_with('?') || url.ends_with('&')) url.pop_back();
  url += url.find('?') == std::string::npos ? '?' : '&';
  url.append("verb=").append(verb);
  for (const auto& [name, value] : arguments) {
    if (!value.empty()) url.append("&").append(name).append("=").append(percent_encoded(value));
  }
  return url;
}

Result<Response> parse_response(std::string_view bytes) {
  Response response;
  Result<parsers::XmlDocument> document = parsers::XmlDocument::parse(bytes);
  if (!document) {
    response.fault = document.error().message;
    document = parsers::XmlDocument::parse(bytes, parsers::Faults::kRecover);
  }
  if (!document || document->root().name() != "OAI-PMH") return is_something_else(bytes);
  const XmlNode root = document->root();
  response.date = root.text_of("responseDate");
  if (const auto error = root.first("error")) {
    response.error_code = error->attribute("code");
    if (response.error_code.empty()) response.error_code = "error";
    response.error_text = root.text_of("error");
  }
  response.identity = identity_in(root);
  for (const XmlNode& format : formats_in(root))
    response.offered_prefixes.push_back(format.text_of("metadataPrefix"));
  response.readable_prefixes = readable_prefixes(root);
  for (const XmlNode& set : root.all("setSpec"))
    response.sets.push_back(parsers::squeezed(set.text()));
  response.sets_token = root.text_of("ListSets/resumptionToken");
  response.page = page_in(root);
  if (!response.fault.empty()) look_around_fault(bytes, response.page);
  return response;
}

Result<std::string> datestamp(std::string_view text, bool is_to_the_second) {
  const Result<Date> day = Date::parse(text.substr(0, 10));
  const std::string_view time = text.substr(std::min<std::size_t>(10, text.size()));
  const bool is_day = day && day->day != 0 && text.size() >= 10 && text[4] == '-';
  if (!is_day || (!time.empty() && !is_time(time))) {
    return Error{ErrorCode::kUsage, quote(text) + " is not a date that OAI-PMH knows",
                 "write 2024-05-01 or 2024-05-01T08:00:00Z"};
  }
  if (!is_to_the_second) return std::string(text.substr(0, 10));
  return std::string(text.substr(0, 10)) + std::string(time.empty() ? "T00:00:00Z" : time);
}

}  // namespace isthmus::harvest
