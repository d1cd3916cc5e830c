// Faces: what of a record an index document shows, and to whom.
//
// A public record has one face, kPublic, made of everything. A restricted record has kRestricted,
// made of everything, and, when its visibility says `preview`, also a public face made of title,
// abstract, keywords and other metadata, never of the body. Statistics of any kind (document
// frequencies, lengths, link weights) come from public faces alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/record.h"

namespace isthmus {

enum class Face : std::uint8_t { kPublic = 0, kRestricted = 1 };
inline constexpr std::array kFaces = {Face::kPublic, Face::kRestricted};
constexpr std::size_t index_of(Face face) { return static_cast<std::size_t>(face); }  // in kFaces

// The faces that a record has, kPublic first. Never empty for a record that anyone may see.
std::vector<Face> faces_of(const Record& record);
std::vector<Face> faces_of(const Headline& headline);

// The record as this face shows it: a preview loses body, source, contact, references, codes and
// equipment.
Record face_of(Record record, Face face);

// The audiences of a record as index terms (schema/terms.h, prefix I) and access checks see them.
// Without embargo they are the record's audiences and its own organisation: "partners",
// "organisation:acme". With an embargo, the record's audiences wait for their day
// ("@2027-01-01:partners", "@2027-01-01:public") and only the own organisation stands bare.
std::vector<std::string> audience_terms(const Record& record);

// Who is asking: audiences beside "public", and today's date by the caller's clock.
struct Viewer {
  std::vector<std::string> audiences;  // sorted; empty: anonymous
  Date today;
};

// Does this audience term let the viewer in?
bool admits(const std::string& audience_term, const Viewer& viewer);

// The best face of the record that the viewer may see; nothing when the record does not exist for
// him.
std::optional<Face> visible_face(const Record& record, const Viewer& viewer);
std::optional<Face> visible_face(const Headline& headline, const Viewer& viewer);

}  // namespace isthmus
