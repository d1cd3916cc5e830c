// One record: what it is, its text, and beside it its counterparts on the other side with the
// reasons.
#pragma once

#include <string>
#include <vector>

#include "engine/search/search.h"
#include "searchd/render/page.h"
#include "searchd/service.h"

namespace isthmus::searchd {

// A relation that the record's source states, to a record that the viewer may see.
struct DeclaredLink {
  Relation relation;
  Record target;
};

struct RecordContent {
  const Record& record;
  const std::vector<search::LinkedRecord>& counterparts;  // of the other side
  const std::vector<search::LinkedRecord>& related;       // of the same side
  const std::vector<DeclaredLink>& declared;
  const std::vector<works::Member>& work;  // the other records of the same work
  const repository::Snapshot& snapshot;
};

std::string render_record(const PageFrame& frame, const RecordContent& content);

// The list of metadata, for render_record (searchd/render/record_details.cc).
void write_details(Html& html, const RecordContent& content, Language language);
// An identifier, as a link where a resolver is known for its scheme.
void write_identifier(Html& html, std::string_view scheme, std::string_view value);

}  // namespace isthmus::searchd
