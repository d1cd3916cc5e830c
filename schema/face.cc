#include "schema/face.h"

#include <algorithm>

namespace isthmus {
namespace {

constexpr std::string_view kPublicAudience = "public";

bool is_open_to_all(const Visibility& visibility) {
  return visibility.audiences.empty() ||
         std::find(visibility.audiences.begin(), visibility.audiences.end(), kPublicAudience) !=
             visibility.audiences.end();
}

std::vector<Face> faces_under(const Visibility& visibility) {
  if (is_open_to_all(visibility) && !visibility.embargo_until.has_value()) return {Face::kPublic};
  if (visibility.preview) return {Face::kPublic, Face::kRestricted};
  return {Face::kRestricted};
}

std::vector<std::string> terms_of(const Visibility& visibility, const std::string& organisation) {
  std::vector<std::string> terms;
  if (!organisation.empty()) terms.push_back("organisation:" + organisation);
  std::vector<std::string> audiences = visibility.audiences;
  if (is_open_to_all(visibility)) audiences = {std::string(kPublicAudience)};
  for (const std::string& audience : audiences) {
    terms.push_back(visibility.embargo_until.has_value()
                        ? "@" + visibility.embargo_until.to_string() + ":" + audience
                        : audience);
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

std::optional<Face> best_face(const Visibility& visibility, const std::string& organisation,
                              const Viewer& viewer) {
  const std::vector<Face> faces = faces_under(visibility);
  if (faces.back() == Face::kRestricted) {
    const std::vector<std::string> terms = terms_of(visibility, organisation);
    const bool admitted = std::any_of(
        terms.begin(), terms.end(), [&](const std::string& term) { return admits(term, viewer); });
    if (admitted) return Face::kRestricted;
  }
  if (faces.front() == Face::kPublic) return Face::kPublic;
  return std::nullopt;
}

bool holds(const std::vector<std::string>& sorted, std::string_view value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

}  // namespace

std::vector<Face> faces_of(const Record& record) { return faces_under(record.visibility); }
std::vector<Face> faces_of(const Headline& headline) { return faces_under(headline.visibility); }

Record face_of(Record record, Face face) {
  if (face == Face::kRestricted || faces_of(record).size() == 1) return record;
  record.body.clear();
  record.source = {};
  record.contact = {};
  record.references.clear();
  record.relations.clear();
  record.codes.clear();
  record.equipment.clear();
  return record;
}

std::vector<std::string> audience_terms(const Record& record) {
  return terms_of(record.visibility, record.organisation);
}

bool admits(const std::string& audience_term, const Viewer& viewer) {
  std::string_view audience = audience_term;
  if (audience.starts_with('@')) {
    const std::size_t colon = audience.find(':');
    const Result<Date> day = Date::parse(audience.substr(1, colon - 1));
    if (!day || viewer.today < *day) return false;
    audience.remove_prefix(colon + 1);
  }
  return audience == kPublicAudience || holds(viewer.audiences, audience);
}

std::optional<Face> visible_face(const Record& record, const Viewer& viewer) {
  return best_face(record.visibility, record.organisation, viewer);
}

std::optional<Face> visible_face(const Headline& headline, const Viewer& viewer) {
  return best_face(headline.visibility, headline.organisation, viewer);
}

}  // namespace isthmus
