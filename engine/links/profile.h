// Profiles: a face of a record reduced to what links are computed from (schema/codec.h, Profile).
#pragma once

#include <cstdint>

#include "engine/text/analysed_face.h"
#include "schema/codec.h"

namespace isthmus::links {

// Goes up when the same record would give another profile.
inline constexpr std::uint32_t kProfileRules = 2;

// Of what the face shows: counted stems, Han words of two or more characters, pairs of neighbouring
// characters that belong to no such word, codes; title and keywords count more than the body. Serial
// is left 0 for the caller.
// At most 256 terms, those with the highest counts, ties by hash, so that it depends on the record
// alone. Names are its organisation and its authors with theirs: by ORCID, and by name together with
// organisation, since a name alone is many people's.
Profile make_profile(const text::AnalysedFace& face);

// The terms of one text, counted as a profile counts them, each occurrence once.
std::vector<ProfileTerm> counted_terms(std::string_view text);

}  // namespace isthmus::links
