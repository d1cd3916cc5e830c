// The columns of an index that a test opened by itself.
#pragma once

#include <utility>

#include "engine/index/reader.h"

namespace isthmus::test {

inline index::Columns columns_of(const index::Reader& reader) {
  return std::move(reader.load_columns()).value();
}

}  // namespace isthmus::test
