#include "engine/base/digest.h"
#include "engine/links/profile.h"
#include "engine/repository/writer.h"
#include "engine/works/signature.h"

namespace isthmus::repository {

std::string content_hash(const Record& record) { return digest(codec::encode(record)); }

Prepared prepare(Record record) {
  Prepared prepared;
  prepared.content_hash = content_hash(record);
  for (const Face face : faces_of(record)) {
    prepared.faces.push_back({face, index::Document::make(record, face),
                              links::make_profile(record, face),
                              works::make_signature(record, face)});
  }
  prepared.record = std::move(record);
  return prepared;
}

}  // namespace isthmus::repository
