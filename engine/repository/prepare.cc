#include "engine/base/digest.h"
#include "engine/links/profile.h"
#include "engine/repository/writer.h"
#include "engine/works/signature.h"

namespace isthmus::repository {

std::string content_hash(const Record& record) { return digest(codec::encode(record)); }

Prepared prepare(Record record) {
  std::string hash = content_hash(record);
  return prepare(std::move(record), std::move(hash));
}

Prepared prepare(Record record, std::string content_hash) {
  Prepared prepared;
  prepared.content_hash = std::move(content_hash);
  for (const Face face : faces_of(record)) {
    const text::AnalysedFace read(record, face);
    prepared.faces.push_back({face, index::Document::make(read), links::make_profile(read),
                              works::make_signature(read)});
  }
  prepared.record = std::move(record);
  return prepared;
}

}  // namespace isthmus::repository
