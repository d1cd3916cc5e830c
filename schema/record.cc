#include "schema/record.h"

#include <algorithm>
#include <array>
#include <utility>

#include "schema/link.h"
#include "schema/work.h"

namespace isthmus {
namespace {

constexpr std::array<std::pair<Kind, std::string_view>, 13> kKinds = {{
    {Kind::kPaper, "paper"},
    {Kind::kThesis, "thesis"},
    {Kind::kReport, "report"},
    {Kind::kPatent, "patent"},
    {Kind::kCourse, "course"},
    {Kind::kDataset, "dataset"},
    {Kind::kStandard, "standard"},
    {Kind::kRunbook, "runbook"},
    {Kind::kCase, "case"},
    {Kind::kLog, "log"},
    {Kind::kProcedure, "procedure"},
    {Kind::kLesson, "lesson"},
    {Kind::kNote, "note"},
}};

constexpr std::array<std::string_view, 5> kRelations = {"similar", "cites", "same_work", "applies",
                                                        "explains"};
constexpr std::array<std::string_view, 3> kLinkStates = {"proposed", "confirmed", "rejected"};

constexpr std::array<std::string_view, 4> kWorkReasons = {"declared", "identifier", "title",
                                                          "text"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), text.begin(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

// The ways in which people write a DOI or a handle before its number.
std::string_view without_resolver(std::string_view value) {
  for (const std::string_view prefix :
       {"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/",
        "https://hdl.handle.net/", "http://hdl.handle.net/", "doi:", "hdl:", "doi "}) {
    if (starts_with_ignoring_case(value, prefix)) return value.substr(prefix.size());
  }
  return value;
}

}  // namespace

std::string_view name_of(Side side) {
  if (side == Side::kAcademic) return "academic";
  return side == Side::kPractice ? "practice" : "";
}

Side side_from_name(std::string_view name) {
  if (name == "academic") return Side::kAcademic;
  return name == "practice" ? Side::kPractice : Side::kNone;
}

Side other_side(Side side) {
  if (side == Side::kAcademic) return Side::kPractice;
  return side == Side::kPractice ? Side::kAcademic : Side::kNone;
}

std::string_view name_of(Kind kind) {
  for (const auto& [value, name] : kKinds) {
    if (value == kind) return name;
  }
  return "";
}

Kind kind_from_name(std::string_view name) {
  for (const auto& [value, text] : kKinds) {
    if (text == name) return value;
  }
  return Kind::kNone;
}

Side side_of(Kind kind) {
  if (kind == Kind::kNone) return Side::kNone;
  return kind < Kind::kRunbook ? Side::kAcademic : Side::kPractice;
}

std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  for (const auto& row : kKinds) kinds.push_back(row.first);
  return kinds;
}

std::vector<std::string_view> side_names() {
  return {name_of(Side::kAcademic), name_of(Side::kPractice)};
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const auto& row : kKinds) names.push_back(row.second);
  return names;
}

// A value from a later version of the schema, read from stored bytes, has no name here.
std::string_view name_of(Relation relation) {
  const auto row = static_cast<std::size_t>(relation);
  return row < kRelations.size() ? kRelations[row] : "";
}
std::string_view name_of(LinkState state) {
  const auto row = static_cast<std::size_t>(state);
  return row < kLinkStates.size() ? kLinkStates[row] : "";
}

std::string_view name_of(WorkRelation relation) {
  return relation == WorkRelation::kVersion ? "version" : "copy";
}
std::string_view name_of(WorkReason reason) {
  const auto row = static_cast<std::size_t>(reason);
  return row < kWorkReasons.size() ? kWorkReasons[row] : "";
}

Relation relation_from_name(std::string_view name) {
  const auto found = std::find(kRelations.begin(), kRelations.end(), name);
  return found == kRelations.end() ? Relation::kSimilar
                                   : static_cast<Relation>(found - kRelations.begin());
}

std::string_view collection_of(std::string_view record_id) {
  return record_id.substr(0, record_id.find(':'));
}

std::string normal_identifier(std::string_view scheme, std::string_view value) {
  std::string out;
  const bool is_isbn = scheme == "isbn";
  const bool keeps_hyphens = scheme == "doi" || scheme == "handle" || scheme == "cstr";
  for (const char c : without_resolver(value)) {
    const bool is_digit = c >= '0' && c <= '9';
    if (is_isbn && !is_digit && lower(c) != 'x') continue;
    if (c == ' ' || c == '\t' || (c == '-' && !keeps_hyphens)) continue;
    out += lower(c);
  }
  if (out.empty()) return out;
  return std::string(scheme) + ":" + out;
}

}  // namespace isthmus
