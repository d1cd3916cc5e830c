// One face of a record with the analyses of its texts, each made once: the document of the index,
// the profile and the signature of works read the same words.
//
// Threads: one at a time.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/text/analysis.h"
#include "schema/face.h"

namespace isthmus::text {

class AnalysedFace {
 public:
  // `record` is the whole record with its body, and must outlive this.
  AnalysedFace(const Record& record, Face face);
  AnalysedFace(const AnalysedFace&) = delete;
  AnalysedFace& operator=(const AnalysedFace&) = delete;

  Face face() const { return face_; }
  const Record& whole() const { return whole_; }
  const Record& shown() const { return cut_ ? *cut_ : whole_; }  // face_of(whole, face)

  // Of a text of shown(), or of a beginning of one; no other may be asked for.
  const Analysis& analysis(std::string_view text) const;

 private:
  using Place = std::pair<const char*, std::size_t>;

  const Record& whole_;
  const Face face_;
  std::optional<Record> cut_;  // a preview
  mutable std::map<Place, Analysis> analyses_;
};

}  // namespace isthmus::text
