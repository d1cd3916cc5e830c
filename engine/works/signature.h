// Signatures: a face of a record reduced to what decides whether another is the same work
// (schema/work.h, WorkSignature), and the keys under which the two find each other.
#pragma once

#include <string>
#include <string_view>

#include "schema/face.h"
#include "schema/work.h"

namespace isthmus::works {

// `record` is the whole record with its body; the signature is of face_of(record, face), and so a
// function of what that face shows.
WorkSignature make_signature(const Record& record, Face face);

// The key under which those stand that declare the record with this id to be their own work.
std::string declared_key(std::string_view id);

// The value of the first identifier that both have; empty when there is none.
std::string shared_identifier(const WorkSignature& a, const WorkSignature& b);

}  // namespace isthmus::works
