// The syllabus that a request hands in: a file or a text of a form, or a body of text.
//
// Errors: those of engine/curricula/syllabus.h and of document_reader.h; kUsage for nothing;
// kUnsupported for another type of body. Threads: any.
#pragma once

#include "engine/curricula/syllabus.h"
#include "searchd/http.h"

namespace isthmus::searchd {

inline constexpr std::size_t kMaxSyllabusBytes = std::size_t{8} << 20;

Result<curricula::Syllabus> read_syllabus_body(const Request& request);

}  // namespace isthmus::searchd
