// The public records that stand nearest to a text in the space of meaning, whatever words they have.
//
// Errors: those of the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/search/search.h"

namespace isthmus::search {

struct NearRecord {
  std::string id;
  double cosine = 0;  // above 0
};

// At most `most`, nearest first; none when there is no space or it knows no word of the text.
Result<std::vector<NearRecord>> nearest_records(const Sources& sources, std::string_view text,
                                                std::size_t most);

}  // namespace isthmus::search
