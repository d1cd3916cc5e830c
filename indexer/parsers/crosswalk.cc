#include "indexer/parsers/crosswalk.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/parsers/strings.h"

namespace isthmus::parsers {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Lower case, without what separates words in one format and not in another.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view(" \t\r\n-_.,()'").find(c) == std::string_view::npos) out += lower(c);
  }
  return out;
}

// Names of types, folded. BibTeX and BibLaTeX, RIS, EndNote, CSL, DataCite, Crossref, JATS,
// schema.org, info:eu-repo, COAR, Chinese exporters.
constexpr std::array kPapers = std::to_array<std::string_view>({
    "article",
    "inproceedings",
    "conference",
    "suppperiodical",
    "jour",
    "jfull",
    "ejour",
    "mgzn",
    "inpr",
    "cpaper",
    "conf",
    "articlejournal",
    "articlemagazine",
    "paperconference",
    "journalarticle",
    "conferencepaper",
    "conferenceproceeding",
    "conferenceproceedings",
    "magazinearticle",
    "preprint",
    "postedcontent",
    "proceedingsarticle",
    "scholarlyarticle",
    "medicalscholarlyarticle",
    "datapaper",
    "researcharticle",
    "reviewarticle",
    "review",
    "briefreport",
    "casereport",
    "rapidcommunication",
    "conferenceobject",
    "workingpaper",
    "contributiontoperiodical",
    "conferencecontribution",
    "peerreviewedarticle",
    "c6501",
    "c2df8fbb1",
    "c5794",
    "c816b",
    "期刊论文",
    "期刊文章",
    "会议论文",
    "学术论文",
    "论文",
    "期刊",
});
constexpr std::array kTheses = std::to_array<std::string_view>({
    "phdthesis", "mastersthesis", "mastersthesis",  "masterthesis",  "bachelorthesis", "thesis",
    "thes",      "dissertation",  "doctoralthesis", "studentthesis", "candthesis",     "mathesis",
    "thesisphd", "c46ec",         "cdb06",          "cbdcc",         "c7a1f",          "学位论文",
    "博士论文",  "硕士论文",      "博士学位论文",   "硕士学位论文",  "毕业论文",
});
constexpr std::array kReports = std::to_array<std::string_view>({
    "techreport",
    "report",
    "rprt",
    "technicalreport",
    "reportpaper",
    "reportcomponent",
    "researchreport",
    "internalreport",
    "projectdeliverable",
    "governmentdocument",
    "govdoc",
    "c93fc",
    "c18gh",
    "报告",
    "科技报告",
    "研究报告",
    "技术报告",
});
constexpr std::array kPatents =
    std::to_array<std::string_view>({"patent", "pat", "c15cd", "专利", "发明专利", "实用新型"});
constexpr std::array kDatasets = std::to_array<std::string_view>(
    {"dataset", "data", "dbase", "agg", "aggregateddatabase", "onlinedatabase", "collectiondataset",
     "cddb1", "数据集", "科学数据"});
constexpr std::array kStandards = std::to_array<std::string_view>(
    {"standard", "stand", "standardseries", "标准", "国家标准", "行业标准"});
constexpr std::array kCourses = std::to_array<std::string_view>(
    {"course", "courseinstance", "learningresource", "learningobject", "coursematerial",
     "teachingmaterial", "lecture", "syllabus", "c1843", "课程", "教材", "教学大纲", "课件"});

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// ISO 639-2 (both codes where there are two) and English and own names, folded, to BCP 47.
constexpr std::array kLanguages = std::to_array<Pair>({
    {"eng", "en"},        {"english", "en"},       {"zho", "zh"},           {"chi", "zh"},
    {"chinese", "zh"},    {"中文", "zh"},          {"汉语", "zh"},          {"简体中文", "zh-Hans"},
    {"cmn", "zh"},        {"繁体中文", "zh-Hant"}, {"繁體中文", "zh-Hant"}, {"deu", "de"},
    {"ger", "de"},        {"german", "de"},        {"deutsch", "de"},       {"fra", "fr"},
    {"fre", "fr"},        {"french", "fr"},        {"français", "fr"},      {"spa", "es"},
    {"spanish", "es"},    {"español", "es"},       {"ita", "it"},           {"italian", "it"},
    {"por", "pt"},        {"portuguese", "pt"},    {"rus", "ru"},           {"russian", "ru"},
    {"jpn", "ja"},        {"japanese", "ja"},      {"日本語", "ja"},        {"kor", "ko"},
    {"korean", "ko"},     {"nld", "nl"},           {"dut", "nl"},           {"dutch", "nl"},
    {"swe", "sv"},        {"swedish", "sv"},       {"dan", "da"},           {"danish", "da"},
    {"nor", "no"},        {"norwegian", "no"},     {"nob", "nb"},           {"nno", "nn"},
    {"fin", "fi"},        {"finnish", "fi"},       {"isl", "is"},           {"ice", "is"},
    {"pol", "pl"},        {"polish", "pl"},        {"ces", "cs"},           {"cze", "cs"},
    {"czech", "cs"},      {"slk", "sk"},           {"slo", "sk"},           {"slv", "sl"},
    {"hun", "hu"},        {"hungarian", "hu"},     {"ron", "ro"},           {"rum", "ro"},
    {"bul", "bg"},        {"hrv", "hr"},           {"srp", "sr"},           {"ukr", "uk"},
    {"ukrainian", "uk"},  {"ell", "el"},           {"gre", "el"},           {"greek", "el"},
    {"tur", "tr"},        {"turkish", "tr"},       {"ara", "ar"},           {"arabic", "ar"},
    {"heb", "he"},        {"hebrew", "he"},        {"fas", "fa"},           {"per", "fa"},
    {"hin", "hi"},        {"tha", "th"},           {"thai", "th"},          {"vie", "vi"},
    {"vietnamese", "vi"}, {"ind", "id"},           {"indonesian", "id"},    {"msa", "ms"},
    {"may", "ms"},        {"lat", "la"},           {"est", "et"},           {"lav", "lv"},
    {"lit", "lt"},        {"cat", "ca"},           {"eus", "eu"},           {"baq", "eu"},
    {"glg", "gl"},        {"cym", "cy"},           {"wel", "cy"},           {"gle", "ga"},
    {"mon", "mn"},        {"bod", "bo"},           {"tib", "bo"},           {"uig", "ug"},
    {"kaz", "kk"},        {"afr", "af"},
});

// ISO 639-2 codes that say nothing of the language.
constexpr std::array kNoLanguages =
    std::to_array<std::string_view>({"und", "mul", "mis", "zxx", "xx"});

bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Writes a subtag as BCP 47 recommends: "en", "Hant", "US".
std::string subtag(std::string_view part, bool is_first) {
  std::string out;
  for (const char c : part) out += lower(c);
  const auto upper = [](char c) { return is_letter(c) ? static_cast<char>(c - 'a' + 'A') : c; };
  if (is_first) return out;
  if (out.size() == 2) std::transform(out.begin(), out.end(), out.begin(), upper);
  if (out.size() == 4) out.front() = upper(out.front());
  return out;
}

// The tag, rewritten part by part; empty when it has not the form of one.
std::string rewritten_tag(std::string_view text) {
  std::string out;
  while (true) {
    const std::string_view part = text.substr(0, text.find_first_of("-_"));
    const bool is_first = out.empty();
    const bool is_plain = std::all_of(part.begin(), part.end(), [&](char c) {
      return is_letter(c) || (!is_first && is_digit(c));
    });
    if (!is_plain || part.empty() || part.size() > 8) return {};
    if (is_first && (part.size() < 2 || part.size() > 3)) return {};
    const auto code =
        is_first ? std::find_if(kLanguages.begin(), kLanguages.end(),
                                [&](const Pair& pair) { return pair.first == subtag(part, true); })
                 : kLanguages.end();
    out += is_first ? "" : "-";
    out += code != kLanguages.end() ? std::string(code->second) : subtag(part, is_first);
    if (part.size() == text.size()) return out;
    text.remove_prefix(part.size() + 1);
  }
}

// Licences that are known by a part of their address, folded.
constexpr std::array kLicenceAddresses = std::to_array<Pair>({
    {"opensource.org/licenses/mit", "MIT"},
    {"opensource.org/license/mit", "MIT"},
    {"opensource.org/licenses/bsd-2-clause", "BSD-2-Clause"},
    {"opensource.org/licenses/bsd-3-clause", "BSD-3-Clause"},
    {"opensource.org/licenses/isc", "ISC"},
    {"apache.org/licenses/license-2.0", "Apache-2.0"},
    {"opensource.org/licenses/apache-2.0", "Apache-2.0"},
    {"gnu.org/licenses/gpl-3.0", "GPL-3.0-only"},
    {"mozilla.org/mpl/2.0", "MPL-2.0"},
    {"opendatacommons.org/licenses/odbl", "ODbL-1.0"},
    {"opendatacommons.org/licenses/by", "ODC-By-1.0"},
    {"opendatacommons.org/licenses/pddl", "PDDL-1.0"},
});

// The versions in a country's own law that SPDX has names for.
constexpr std::array kPorts = std::to_array<std::string_view>({
    "BY-2.5-AU",
    "BY-3.0-AT",
    "BY-3.0-AU",
    "BY-3.0-DE",
    "BY-3.0-IGO",
    "BY-3.0-NL",
    "BY-3.0-US",
    "BY-SA-2.1-JP",
    "BY-SA-3.0-AT",
    "BY-SA-3.0-DE",
    "BY-SA-3.0-IGO",
    "BY-NC-3.0-DE",
    "BY-NC-ND-3.0-DE",
    "BY-NC-ND-3.0-IGO",
    "BY-NC-SA-3.0-DE",
    "BY-NC-SA-3.0-IGO",
    "BY-ND-3.0-DE",
});
constexpr std::array kConditions =
    std::to_array<std::string_view>({"BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND"});

std::string upper(std::string_view text) {
  std::string out;
  for (const char c : text) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

bool is_version(std::string_view text) {
  return text.size() == 3 && is_digit(text[0]) && text[1] == '.' && is_digit(text[2]);
}

// "by-nc/4.0/" or "zero/1.0/" of an address of Creative Commons, in upper case.
std::string creative_commons(std::string_view rest) {
  std::array<std::string, 3> parts;  // conditions, version, port
  for (std::string& part : parts) {
    const std::string_view step = rest.substr(0, rest.find_first_of("/?# "));
    part = step;
    rest.remove_prefix(std::min(rest.size(), step.size() + 1));
  }
  const auto& [conditions, version, port] = parts;
  if (!is_version(version)) return {};
  if (conditions == "ZERO") return "CC0-" + version;
  // The order of conditions was free in the first versions: "by-nd-nc/1.0".
  const std::string name = conditions == "BY-ND-NC" ? "BY-NC-ND" : conditions;
  if (!contains(kConditions, name)) return {};
  if (port.empty() || port.starts_with("LEGALCODE") || port.starts_with("DEED"))
    return "CC-" + name + "-" + version;
  return contains(kPorts, name + "-" + version + "-" + port)
             ? "CC-" + name + "-" + version + "-" + port
             : std::string();
}

// "CC BY-NC 4.0", "cc-by-4.0", "CC0 1.0".
std::string short_creative_commons(std::string_view text) {
  std::string name;
  for (const char c : upper(text)) name += c == ' ' || c == '_' ? '-' : c;
  if (name == "CC0" || name == "CC0-1.0") return "CC0-1.0";
  if (!name.starts_with("CC-") || name.size() < 7 ||
      !is_version(std::string_view(name).substr(name.size() - 3)))
    return {};
  const std::string conditions = name.substr(3, name.size() - 7);
  return contains(kConditions, conditions) ? name : std::string();
}

}  // namespace

Kind kind_of_type(std::string_view type) {
  // Addresses and prefixed names: "info:eu-repo/semantics/article", "doc-type:article".
  const std::size_t step = type.find_last_of("/:#");
  const std::string name = folded(step == std::string_view::npos ? type : type.substr(step + 1));
  if (contains(kPapers, name)) return Kind::kPaper;
  if (contains(kTheses, name)) return Kind::kThesis;
  if (contains(kReports, name)) return Kind::kReport;
  if (contains(kPatents, name)) return Kind::kPatent;
  if (contains(kDatasets, name)) return Kind::kDataset;
  if (contains(kStandards, name)) return Kind::kStandard;
  if (contains(kCourses, name)) return Kind::kCourse;
  return Kind::kNone;
}

std::string language_tag(std::string_view text) {
  text = trimmed(text);
  const std::string name = folded(text);
  if (contains(kNoLanguages, name)) return {};
  const auto known = std::find_if(kLanguages.begin(), kLanguages.end(),
                                  [&](const Pair& pair) { return pair.first == name; });
  return known != kLanguages.end() ? std::string(known->second) : rewritten_tag(text);
}

std::string licence_id(std::string_view text) {
  text = trimmed(text);
  const std::string address = upper(text);
  if (address.starts_with("INFO:EU-REPO/SEMANTICS/"))
    return {};  // who may see it, not how to use it
  for (const std::string_view place :
       {"CREATIVECOMMONS.ORG/LICENSES/", "CREATIVECOMMONS.ORG/PUBLICDOMAIN/"}) {
    const std::size_t found = address.find(place);
    if (found == std::string::npos) continue;
    const std::string id = creative_commons(std::string_view(address).substr(found + place.size()));
    return id.empty() ? std::string(text) : id;
  }
  for (const auto& [known, id] : kLicenceAddresses) {
    if (address.find(upper(known)) != std::string::npos) return std::string(id);
  }
  const std::size_t spdx = address.find("SPDX.ORG/LICENSES/");
  if (spdx != std::string::npos) {
    const std::string_view name = text.substr(spdx + std::string_view("spdx.org/licenses/").size());
    const std::string_view plain = name.substr(0, name.find_first_of("/?# "));
    return std::string(plain.ends_with(".html") ? plain.substr(0, plain.size() - 5) : plain);
  }
  const std::string id = short_creative_commons(text);
  return id.empty() ? std::string(text) : id;
}

}  // namespace isthmus::parsers
