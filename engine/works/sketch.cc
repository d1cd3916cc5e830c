#include "engine/works/sketch.h"

#include <algorithm>
#include <array>
#include <limits>

#include "schema/hash.h"

namespace isthmus::works {
namespace {

constexpr std::size_t kMinima = 128;
constexpr std::size_t kBands = 8;
constexpr std::size_t kRows = 5;  // minima a band
// A shingle ends when its atoms weigh this much.
constexpr int kShingleWeight = 6;
constexpr int kWordWeight = 2;
constexpr int kHanWeight = 1;

using Minima = std::array<std::uint32_t, kMinima>;

struct Permutation {
  std::uint64_t factor;  // odd
  std::uint64_t summand;
};

// Source: splitmix64 (Steele, Lea, Flood, 2014).
constexpr std::uint64_t next_random(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15;
  std::uint64_t bits = state;
  bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9;
  bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EB;
  return bits ^ (bits >> 31U);
}

constexpr std::array<Permutation, kMinima> kPermutations = [] {
  std::array<Permutation, kMinima> permutations{};
  std::uint64_t state = 1;
  for (Permutation& one : permutations) one = {next_random(state) | 1U, next_random(state)};
  return permutations;
}();

std::string_view readable_part(std::string_view text) {
  if (text.size() <= kSketchedBytes) return text;
  std::size_t end = kSketchedBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end);
}

std::vector<std::uint64_t> shingles_of(const std::vector<text::Atom>& atoms) {
  std::vector<std::uint64_t> hashes;
  hashes.reserve(atoms.size());
  std::string shingle;
  for (std::size_t first = 0; first < atoms.size(); ++first) {
    shingle.clear();
    int weight = 0;
    for (std::size_t i = first; i < atoms.size() && weight < kShingleWeight; ++i) {
      weight += atoms[i].atom_class == text::AtomClass::kHan ? kHanWeight : kWordWeight;
      shingle.append(atoms[i].text).append(1, ' ');
    }
    if (weight >= kShingleWeight) hashes.push_back(hash64(shingle));
  }
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

Minima minima_of(const std::vector<std::uint64_t>& shingles) {
  Minima minima;
  minima.fill(std::numeric_limits<std::uint32_t>::max());
  for (const std::uint64_t shingle : shingles) {
    for (std::size_t i = 0; i < kMinima; ++i) {
      const std::uint64_t mixed = shingle * kPermutations[i].factor + kPermutations[i].summand;
      minima[i] = std::min(minima[i], static_cast<std::uint32_t>(mixed >> 32U));
    }
  }
  return minima;
}

std::uint64_t key_of_band(const Minima& minima, std::size_t band) {
  std::string bytes(1, static_cast<char>(band));
  for (std::size_t row = band * kRows; row < (band + 1) * kRows; ++row) {
    for (unsigned shift = 0; shift < 32; shift += 8)
      bytes += static_cast<char>(minima[row] >> shift & 0xFFU);
  }
  return hash64(bytes);
}

}  // namespace

Sketch sketch_of(std::string_view text, std::size_t fewest) {
  return sketch_of(text::split_atoms(readable_part(text)), fewest);
}

Sketch sketch_of(const std::vector<text::Atom>& atoms, std::size_t fewest) {
  const std::vector<std::uint64_t> shingles = shingles_of(atoms);
  if (shingles.size() < std::max<std::size_t>(fewest, 1)) return {};
  const Minima minima = minima_of(shingles);
  Sketch sketch{static_cast<std::uint32_t>(shingles.size()), {}, {}};
  for (const std::uint32_t minimum : minima) {
    sketch.minima += static_cast<char>(minimum & 0xFFU);
    sketch.minima += static_cast<char>(minimum >> 8U & 0xFFU);
  }
  for (std::size_t band = 0; band < kBands; ++band)
    sketch.keys.push_back(key_of_band(minima, band));
  return sketch;
}

int likeness(std::string_view minima, std::string_view others) {
  if (minima.empty() || minima.size() != others.size()) return 0;
  std::size_t equal = 0;
  for (std::size_t i = 0; i + 1 < minima.size(); i += 2)
    equal += minima.substr(i, 2) == others.substr(i, 2) ? 1 : 0;
  return static_cast<int>(equal * 200 / minima.size());
}

}  // namespace isthmus::works
