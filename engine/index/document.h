// One face of a record as the index holds it: terms, positions, values. Made by any thread, put in
// by the one that writes.
//
// It is kept packed, in one run of bytes: a tree of terms made on one core is slow to walk on
// another, and unpacking it there costs less.
#pragma once

#include <string>
#include <utility>

#include "schema/face.h"

namespace isthmus::index {

class Document {
 public:
  // `record` is the whole record with its body; the document shows face_of(record, face).
  static Document make(const Record& record, Face face);

  const std::string& packed() const { return packed_; }  // by Xapian::Document::serialise()

 private:
  explicit Document(std::string packed) : packed_(std::move(packed)) {}
  std::string packed_;
};

}  // namespace isthmus::index
