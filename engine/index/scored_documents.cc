#include "engine/index/scored_documents.h"

#include <algorithm>

#include "schema/face.h"

namespace isthmus::index {

void ScoredDocuments::init(const Xapian::Database& database) {
  const Face face = database.get_uuid() == published_ ? Face::kPublic : Face::kRestricted;
  of_face_ = &(*scores_)[index_of(face)];
  document_ = 0;
  count_ = static_cast<Xapian::doccount>(std::count_if(
      of_face_->begin(), of_face_->end(), [this](float score) { return is_meant(score); }));
  set_maxweight(of_face_->empty() ? 0 : *std::max_element(of_face_->begin(), of_face_->end()));
}

void ScoredDocuments::next(double least_weight) { skip_to(document_ + 1, least_weight); }

void ScoredDocuments::skip_to(Xapian::docid document, double) {
  document_ = std::max(document_, document);
  while (!at_end() && !is_meant((*of_face_)[document_])) ++document_;
}

}  // namespace isthmus::index
