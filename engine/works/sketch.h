// Sketches: a text reduced to 128 numbers from which the likeness of two texts is estimated, and to
// eight keys by which texts that are nearly the same find each other (MinHash with banding).
//
// A shingle is three words, six Han characters, or a mixture of that length. The likeness of two
// texts is the Jaccard index of their sets of shingles; its estimate has a standard error of at
// most 0.044. Texts with a likeness of 0.9 share a key with a probability above 0.999, of 0.8 with
// 0.96, of 0.5 with 0.23. Only the first 256 kB of a text count.
//
//   sketch := minimum:le16[128]
//
// Source: Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman,
// Ullman, "Mining of Massive Datasets", 3.4.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/analysis.h"

namespace isthmus::works {

struct Sketch {
  std::uint32_t shingles = 0;       // distinct ones
  std::string minima;               // empty for a text with too few
  std::vector<std::uint64_t> keys;  // one a band
};

inline constexpr std::size_t kSketchedBytes = 256 << 10;

// A text with fewer than `fewest` distinct shingles has an empty one.
Sketch sketch_of(std::string_view text, std::size_t fewest = 1);
// The same for the atoms of a text of at most kSketchedBytes.
Sketch sketch_of(const std::vector<text::Atom>& atoms, std::size_t fewest = 1);

// In percent; 0 when a sketch is empty.
int likeness(std::string_view minima, std::string_view others);

}  // namespace isthmus::works
