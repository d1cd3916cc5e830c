// One face of a record as the index holds it: terms, positions, columns. Made by any thread, put in
// by the one that writes.
//
// It is kept flat, in a few runs of memory: a tree of terms made on one core is slow to walk on
// another, and growing one for every occurrence of a word costs more than sorting the distinct ones
// at the end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/text/analysed_face.h"

namespace isthmus::index {

class Document {
 public:
  static Document make(const text::AnalysedFace& face);

  // Begins, in both runs, where the term before ends.
  struct Term {
    std::uint32_t text_end = 0;
    std::uint32_t positions_end = 0;
    std::uint32_t count = 0;  // how often it counts (wdf); 0: a filter
  };

  const std::vector<Term>& terms() const { return terms_; }  // sorted by their bytes
  const std::string& text() const { return text_; }
  const std::vector<std::uint32_t>& positions() const { return positions_; }  // rising in a term
  const std::string& id() const { return id_; }
  const std::string& columns() const { return columns_; }  // packed (columns.h)

 private:
  friend class TermTable;
  Document() = default;

  std::vector<Term> terms_;
  std::string text_;
  std::vector<std::uint32_t> positions_;
  std::string id_;
  std::string columns_;
};

}  // namespace isthmus::index
