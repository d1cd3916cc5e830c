#include "engine/works/judge.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "engine/works/signature.h"
#include "engine/works/sketch.h"
#include "engine/works/title.h"

namespace isthmus::works {
namespace {

// Of an identifier of these schemes a work has one: two of them are two works. A preprint and its
// publication have two DOIs, so DOIs are not among them.
constexpr std::array<std::string_view, 9> kOneAWork = {
    "arxiv:",  "pmid:",     "pmcid:",  "cstr:",      "isbn:",
    "patent:", "standard:", "report:", "work_order:"};

// How like texts must be, in percent, by what their titles say.
constexpr int kLikeWithTitle = 70;
constexpr int kLikeWithNearTitle = 80;
constexpr int kLikeWithoutTitle = 90;
constexpr int kLikeWithOtherTitle = 97;
// What one collection keeps apart is mostly apart: the same page on two devices of a kind is 90 %
// alike.
constexpr int kLikeWithinCollection = 95;
constexpr std::uint32_t kShinglesWithOtherTitle = 200;
// Texts of the same title and authors that are less alike are two texts under one heading.
constexpr int kUnlike = 15;
// Below this, texts of one work are two versions of it. Reading a PDF instead of its XML costs up
// to a third of the shingles.
constexpr int kCopyLikeness = 50;
constexpr int kYearsBetweenVersions = 2;

// Things of different groups are never the same work.
enum class Group : std::uint8_t { kAny, kText, kPractice, kOwn };

Group group_of(Kind kind) {
  switch (kind) {
    case Kind::kNone:
      return Group::kAny;
    case Kind::kPaper:
    case Kind::kReport:
      return Group::kText;
    case Kind::kRunbook:
    case Kind::kProcedure:
    case Kind::kLesson:
    case Kind::kNote:
      return Group::kPractice;
    default:
      return Group::kOwn;
  }
}

bool kinds_agree(Kind a, Kind b) {
  if (a == b || a == Kind::kNone || b == Kind::kNone) return true;
  return group_of(a) == group_of(b) && group_of(a) != Group::kOwn;
}

std::vector<std::string_view> of_scheme(const WorkSignature& signature, std::string_view scheme) {
  std::vector<std::string_view> values;
  for (const std::string& identifier : signature.identifiers) {
    if (identifier.starts_with(scheme)) values.push_back(identifier);
  }
  return values;
}

// Both have some of this scheme, and none in common.
bool differ_in(std::string_view scheme, const WorkSignature& a, const WorkSignature& b) {
  const std::vector<std::string_view> of_a = of_scheme(a, scheme);
  const std::vector<std::string_view> of_b = of_scheme(b, scheme);
  if (of_a.empty() || of_b.empty()) return false;
  return std::find_first_of(of_a.begin(), of_a.end(), of_b.begin(), of_b.end()) == of_a.end();
}

bool differ_in_any(const WorkSignature& a, const WorkSignature& b) {
  return std::any_of(kOneAWork.begin(), kOneAWork.end(),
                     [&](std::string_view scheme) { return differ_in(scheme, a, b); });
}

int years_between(const WorkSignature& a, const WorkSignature& b) {
  if (a.year == 0 || b.year == 0) return 0;
  return a.year > b.year ? a.year - b.year : b.year - a.year;
}

bool authors_agree(const WorkSignature& a, const WorkSignature& b) {
  const auto common = std::count_if(a.authors.begin(), a.authors.end(), [&](const auto& name) {
    return std::binary_search(b.authors.begin(), b.authors.end(), name);
  });
  const auto fewer = static_cast<std::ptrdiff_t>(std::min(a.authors.size(), b.authors.size()));
  return common > 0 && common * 2 >= fewer;
}

bool has_telling_title(const WorkSignature& signature) {
  return std::any_of(signature.titles.begin(), signature.titles.end(),
                     [](const std::string& title) { return is_telling(title); });
}

// Nothing when the texts cannot be compared: one is missing or too short, or one is an abstract.
std::optional<int> likeness_of(const WorkSignature& a, const WorkSignature& b) {
  if (a.sketch_source == SketchSource::kNone || a.sketch_source != b.sketch_source) return {};
  return likeness(a.sketch, b.sketch);
}

bool agree_by_identifier(const WorkSignature& a, const WorkSignature& b, TitleMatch titles) {
  if (titles == TitleMatch::kDifferent) return false;
  return !shared_identifier(a, b).empty();
}

bool is_academic(const WorkSignature& signature) {
  return signature.kind == Kind::kNone || side_of(signature.kind) == Side::kAcademic;
}

bool agree_by_title(const WorkSignature& a, const WorkSignature& b, TitleMatch titles) {
  if (titles != TitleMatch::kSame || !has_telling_title(a) || !has_telling_title(b)) return false;
  if (!is_academic(a) || !is_academic(b)) return false;
  if (!authors_agree(a, b) || years_between(a, b) > kYearsBetweenVersions) return false;
  return likeness_of(a, b).value_or(100) >= kUnlike;
}

// Alike enough for two works with one title: the least that is asked for.
bool are_alike(const WorkSignature& a, const WorkSignature& b) {
  if (!a.file.empty() && a.file == b.file) return false;  // what one file tells apart is not one
  const int alike = likeness_of(a, b).value_or(0);
  return alike >= (a.collection == b.collection ? kLikeWithinCollection : kLikeWithTitle);
}

// Something but the title speaks for one work; without it titles need not be compared, which is
// most of the cost of judging.
bool have_ground(const WorkSignature& a, const WorkSignature& b) {
  return are_alike(a, b) || authors_agree(a, b) || !shared_identifier(a, b).empty();
}

int needed_likeness(TitleMatch titles) {
  switch (titles) {
    case TitleMatch::kSame:
      return kLikeWithTitle;
    case TitleMatch::kNear:
      return kLikeWithNearTitle;
    case TitleMatch::kUnknown:
      return kLikeWithoutTitle;
    default:
      return kLikeWithOtherTitle;
  }
}

bool agree_by_text(const WorkSignature& a, const WorkSignature& b, TitleMatch titles) {
  if (!are_alike(a, b) || likeness_of(a, b) < needed_likeness(titles)) return false;
  if (titles == TitleMatch::kSame) return true;
  if (differ_in("doi:", a, b) || a.kind == Kind::kCase || b.kind == Kind::kCase) return false;
  return titles == TitleMatch::kNear || titles == TitleMatch::kUnknown ||
         std::min(a.shingles, b.shingles) >= kShinglesWithOtherTitle;
}

}  // namespace

bool contradict(const WorkSignature& a, const WorkSignature& b) {
  if (differ_in_any(a, b) || !kinds_agree(a.kind, b.kind)) return true;
  if (a.kind == Kind::kCourse && years_between(a, b) > 0) return true;
  return match_titles(a.titles, b.titles) == TitleMatch::kNumbersDiffer;
}

std::optional<WorkTie> judge(const WorkSignature& a, const WorkSignature& b) {
  if (!have_ground(a, b) || contradict(a, b)) return {};
  const TitleMatch titles = match_titles(a.titles, b.titles);
  if (agree_by_identifier(a, b, titles)) return described(a, b, WorkReason::kIdentifier);
  if (a.kind == Kind::kLog || b.kind == Kind::kLog) return {};
  if (agree_by_title(a, b, titles)) return described(a, b, WorkReason::kTitle);
  if (agree_by_text(a, b, titles)) return described(a, b, WorkReason::kText);
  return {};
}

WorkTie described(const WorkSignature& a, const WorkSignature& b, WorkReason reason) {
  WorkTie tie;
  tie.reason = reason;
  const std::optional<int> alike = likeness_of(a, b);
  tie.likeness = static_cast<std::uint8_t>(alike.value_or(0));
  if (reason == WorkReason::kIdentifier) tie.shared = shared_identifier(a, b);
  const bool is_version = years_between(a, b) > 0 || differ_in("doi:", a, b) ||
                          differ_in("handle:", a, b) || alike.value_or(100) < kCopyLikeness;
  tie.relation = is_version ? WorkRelation::kVersion : WorkRelation::kCopy;
  return tie;
}

}  // namespace isthmus::works
