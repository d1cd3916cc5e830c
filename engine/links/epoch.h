// The frozen statistics of the public profiles: how many there are, and how many of them have each
// term.
//
// They begin anew when the log's public_position reaches 16, 20, 25, … (steps of 1.25, rounded up).
// A term of fewer than two profiles counts as unknown and is not kept.
//
//   epoch := version:u8 frozen_at:varint public_profiles:varint terms:varint entry* checksum:le64
//   entry := shared:varint length:varint byte[length] frequency:varint      in byte order of the
//   terms
//
// `shared` is how many bytes a term has in common with the one before; varint is LEB128; the
// checksum is hash64 of everything before it. Errors: kCorrupt; kNewerSchema. Threads: immutable.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/links/string_table.h"
#include "schema/result.h"

namespace isthmus::links {

// The least position after `position` at which an epoch begins.
std::uint64_t next_epoch_after(std::uint64_t position);
// Does an epoch begin with the change that brings the public position here?
bool begins_epoch(std::uint64_t position);

inline constexpr std::uint32_t kLeastFrequency = 2;  // below it a term is unknown

// The statistics as they are stored. Before the first epoch everything is 0.
struct EpochData {
  std::uint64_t frozen_at = 0;  // public_position
  std::uint64_t public_profiles = 0;
  std::vector<std::pair<std::string, std::uint32_t>> frequencies;  // sorted by term
};

std::string encode_epoch(const EpochData& data);
Result<EpochData> decode_epoch(std::string_view bytes);

// The statistics as a reader asks for them.
class Epoch {
 public:
  Epoch() = default;  // before the first
  Epoch(EpochData data, std::uint64_t digest);

  std::uint64_t digest() const { return digest_; }  // hash64 of the stored form; 0 before the first

  std::uint64_t frozen_at() const { return frozen_at_; }
  std::uint64_t public_profiles() const { return public_profiles_; }
  std::uint32_t document_frequency(std::string_view term) const;  // 0 for an unknown term

 private:
  std::uint64_t digest_ = 0;
  std::uint64_t frozen_at_ = 0;
  std::uint64_t public_profiles_ = 0;
  StringTable terms_;
  std::vector<std::uint32_t> frequencies_;  // by term
};

}  // namespace isthmus::links
