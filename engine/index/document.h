// One face of a record as the index holds it: terms, positions, values. Made by any thread, put in
// by the one that writes.
#pragma once

#include <memory>

#include "schema/face.h"

namespace isthmus::index {

class Document {
 public:
  // `record` is the whole record with its body; the document shows face_of(record, face).
  static Document make(const Record& record, Face face);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

 private:
  friend class Writer;
  struct Impl;
  explicit Document(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace isthmus::index
