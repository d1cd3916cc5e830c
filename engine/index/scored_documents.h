// Scores from outside as a posting list of Xapian's. Private to engine/index.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include <xapian.h>

#include "engine/index/query.h"

namespace isthmus::index {

class ScoredDocuments final : public Xapian::PostingSource {
 public:
  // Where both databases are searched together, `published` (the public one's uuid) says which is
  // which.
  ScoredDocuments(std::shared_ptr<const DocumentScores> scores, float least, std::string published)
      : scores_(std::move(scores)), least_(least), published_(std::move(published)) {}

  Xapian::doccount get_termfreq_min() const override { return count_; }
  Xapian::doccount get_termfreq_est() const override { return count_; }
  Xapian::doccount get_termfreq_max() const override { return count_; }
  double get_weight() const override { return (*of_face_)[document_]; }
  Xapian::docid get_docid() const override { return document_; }
  void next(double least_weight) override;
  void skip_to(Xapian::docid document, double least_weight) override;
  bool at_end() const override { return document_ >= of_face_->size(); }
  ScoredDocuments* clone() const override {
    return new ScoredDocuments(scores_, least_, published_);
  }
  void init(const Xapian::Database& database) override;
  std::string get_description() const override { return "ScoredDocuments()"; }

 private:
  bool is_meant(float score) const { return score > 0 && score >= least_; }

  std::shared_ptr<const DocumentScores> scores_;
  float least_;
  std::string published_;
  const std::vector<float>* of_face_ = nullptr;  // of the database; from init() on
  Xapian::doccount count_ = 0;
  Xapian::docid document_ = 0;
};

}  // namespace isthmus::index
