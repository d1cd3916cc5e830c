// The inside of index::Document, for engine/index alone.
#pragma once

#include <xapian.h>

#include "engine/index/document.h"

namespace isthmus::index {

struct Document::Impl {
  Xapian::Document document;
};

}  // namespace isthmus::index
