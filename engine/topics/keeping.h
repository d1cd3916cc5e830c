// Keeping topics and gaps: brings what is stored up to the records that there are.
//
// Topics are found anew when the space of meaning is another one or the rules are; in between,
// records that come or change are placed among those that there are, and gaps are looked for again.
// Found anew from the places that they were found from before, they stay as they are.
//
// Fewer than kLeastPoints records, or no space of meaning, and there are none: so few are read one by
// one.
//
// Shape: one batch has everything that differs from what is stored, `meta/topics` included.
// Errors: those of the store and of communities(). What cannot be read of the stored topics is made
// again.
#pragma once

#include <cstdint>

#include "engine/store/store.h"
#include "schema/result.h"

namespace isthmus::topics {

inline constexpr std::size_t kLeastPoints = 100;
// Goes up when the same records would give other topics or gaps.
inline constexpr std::uint32_t kRules = 3;

// `space` is the version of the space of meaning, 0 for none. False when nothing differs.
Result<bool> bring_up_to_date(const store::View& view, std::uint32_t space, store::Batch& batch);

}  // namespace isthmus::topics
