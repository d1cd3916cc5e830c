#include "indexer/parsers/json_ld.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <nlohmann/json.hpp>

#include "indexer/parsers/crosswalk.h"
#include "indexer/parsers/strings.h"
#include "indexer/parsers/web_terms.h"
#include "indexer/parsers/xml.h"

namespace isthmus::parsers {
namespace {

constexpr std::array<std::string_view, 14> kWorks = {"ScholarlyArticle",
                                                     "Article",
                                                     "TechArticle",
                                                     "MedicalScholarlyArticle",
                                                     "NewsArticle",
                                                     "BlogPosting",
                                                     "Report",
                                                     "Book",
                                                     "Chapter",
                                                     "Thesis",
                                                     "Dataset",
                                                     "CreativeWork",
                                                     "HowTo",
                                                     "LearningResource"};

bool is_work(const Json& type) {
  if (type.is_array()) return std::any_of(type.begin(), type.end(), is_work);
  if (!type.is_string()) return false;
  std::string_view name = type.get_ref<const std::string&>();
  name.remove_prefix(name.find_last_of("/:") + 1);  // npos + 1 is 0
  return std::find(kWorks.begin(), kWorks.end(), name) != kWorks.end();
}

// The first work, also within "@graph" and lists. Depth is bounded by parse_json().
const Json* find_work(const Json& json) {
  if (json.is_array()) {
    for (const Json& element : json) {
      if (const Json* found = find_work(element)) return found;
    }
  } else if (json.is_object()) {
    if (json.contains("@type") && is_work(json["@type"])) return &json;
    for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
      if (!json.contains(key)) continue;
      if (const Json* found = find_work(json[key])) return found;
    }
  }
  return nullptr;
}

std::vector<Json> list_of(const Json& object, const char* key) {
  if (!object.contains(key)) return {};
  if (object[key].is_array()) return {object[key].begin(), object[key].end()};
  return {object[key]};
}

// A text, or the name or value of an object.
std::string text_of(const Json& value) {
  if (value.is_string()) return squeezed(value.get_ref<const std::string&>());
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  if (!value.is_object()) return {};
  for (const char* key : {"name", "@value", "value", "url", "@id"}) {
    if (value.contains(key) && value[key].is_string()) return text_of(value[key]);
  }
  return {};
}

std::string first_text(const Json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    for (const Json& value : list_of(object, key)) {
      if (std::string text = text_of(value); !text.empty()) return text;
    }
  }
  return {};
}

Json author_of(const Json& value) {
  Json author = {{"name", text_of(value)}};
  if (!value.is_object()) return author;
  if (author["name"].get_ref<const std::string&>().starts_with("http") || !value.contains("name")) {
    const std::string name =
        first_text(value, {"givenName"}) + " " + first_text(value, {"familyName"});
    author["name"] = trimmed(name);
  }
  for (const char* key : {"@id", "identifier", "sameAs", "url"}) {
    for (const Json& link : list_of(value, key)) {
      const std::string text = text_of(link);
      if (text.find("orcid.org/") != std::string::npos)
        author["orcid"] = text.substr(text.rfind('/') + 1);
    }
  }
  const std::string organisation = first_text(value, {"affiliation", "worksFor"});
  if (!organisation.empty()) author["organisation"] = organisation;
  return author;
}

Json authors_of(const Json& work) {
  Json authors = Json::array();
  for (const char* key : {"author", "creator"}) {
    if (!authors.empty()) break;
    for (const Json& value : list_of(work, key)) {
      Json author = author_of(value);
      if (!author["name"].get_ref<const std::string&>().empty())
        authors.push_back(std::move(author));
    }
  }
  return authors;
}

Json keywords_of(const Json& work) {
  Json keywords = Json::array();
  for (const Json& value : list_of(work, "keywords")) {
    for (std::string& word : split_list(text_of(value))) keywords.push_back(std::move(word));
  }
  return keywords;
}

Json identifiers_of(const Json& work) {
  Json identifiers = Json::array();
  for (const char* key : {"identifier", "doi", "@id", "sameAs", "url"}) {
    for (const Json& value : list_of(work, key)) {
      std::string text = text_of(value);
      if (value.is_object() && value.contains("value")) text = text_of(value["value"]);
      Json identifier = known_identifier(text);
      if (!identifier.is_null() &&
          std::find(identifiers.begin(), identifiers.end(), identifier) == identifiers.end())
        identifiers.push_back(std::move(identifier));
    }
  }
  const std::string isbn = first_text(work, {"isbn"});
  if (!isbn.empty()) identifiers.push_back({{"scheme", "isbn"}, {"value", isbn}});
  return identifiers;
}

std::string kind_of(const Json& work) {
  std::string types;
  for (const Json& type : list_of(work, "@type")) types += " " + text_of(type);
  if (types.find("ScholarlyArticle") != std::string::npos) return "paper";
  if (types.find("Dataset") != std::string::npos) return "dataset";
  if (types.find("Thesis") != std::string::npos) return "thesis";
  if (types.find("Report") != std::string::npos) return "report";
  return {};
}

Json keys_of(const Json& work) {
  Json keys = Json::object();
  const auto put = [&](const char* key, std::string value) {
    if (!value.empty()) keys[key] = std::move(value);
  };
  put("title", first_text(work, {"headline", "name", "title"}));
  put("abstract", first_text(work, {"abstract", "description"}));
  put("date", iso_date(first_text(work, {"datePublished", "dateCreated"})));
  std::string licence;
  for (const Json& value : list_of(work, "license")) {
    licence = value.is_object() ? first_text(value, {"url", "@id", "name"}) : text_of(value);
    if (!licence.empty()) break;
  }
  put("licence", licence_id(licence));
  put("kind", kind_of(work));
  if (Json authors = authors_of(work); !authors.empty()) keys["authors"] = std::move(authors);
  if (Json words = keywords_of(work); !words.empty()) keys["keywords"] = std::move(words);
  if (Json found = identifiers_of(work); !found.empty()) keys["identifiers"] = std::move(found);
  return keys;
}

}  // namespace

Json json_ld_keys(const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    const Result<Json> json = parse_json(text);
    const Json* work = json ? find_work(*json) : nullptr;
    if (work != nullptr) return keys_of(*work);
  }
  return Json::object();
}

}  // namespace isthmus::parsers
