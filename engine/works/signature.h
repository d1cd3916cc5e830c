// Signatures: a face of a record reduced to what decides whether another is the same work
// (schema/work.h, WorkSignature), and the keys under which the two find each other.
#pragma once

#include <string>
#include <string_view>

#include "engine/text/analysed_face.h"
#include "schema/work.h"

namespace isthmus::works {

// A function of what the face shows, and of who may see it.
WorkSignature make_signature(const text::AnalysedFace& face);

// The key under which those stand that declare the record with this id to be their own work.
std::string declared_key(std::string_view id);

// The value of the first identifier that both have; empty when there is none.
std::string shared_identifier(const WorkSignature& a, const WorkSignature& b);

}  // namespace isthmus::works
