#include "engine/text/analysed_face.h"

namespace isthmus::text {

AnalysedFace::AnalysedFace(const Record& record, Face face) : whole_(record), face_(face) {
  const bool is_preview = face == Face::kPublic && faces_of(record).size() > 1;
  if (is_preview) cut_ = face_of(record, face);
}

const Analysis& AnalysedFace::analysis(std::string_view text) const {
  const auto [place, is_new] = analyses_.try_emplace({text.data(), text.size()});
  if (is_new) place->second = analyse(text);
  return place->second;
}

}  // namespace isthmus::text
