#include "engine/links/epoch.h"

#include <algorithm>
#include <limits>

#include "schema/hash.h"

namespace isthmus::links {
namespace {

constexpr std::uint64_t kFirstEpoch = 16;
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kChecksumBytes = 8;

void put_varint(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}

void put_checksum(std::string& out) {
  const std::uint64_t hash = hash64(out);
  for (unsigned shift = 0; shift < 64; shift += 8) out += static_cast<char>(hash >> shift & 0xff);
}

bool has_checksum(std::string_view bytes) {
  std::string copy(bytes.substr(0, bytes.size() - kChecksumBytes));
  put_checksum(copy);
  return copy == bytes;
}

// Takes values off the front; `good` says whether everything asked for was there.
struct Cursor {
  std::string_view bytes;
  bool good = true;

  std::uint64_t varint() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes.front());
      bytes.remove_prefix(1);
      number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return number;
    }
    good = false;
    return 0;
  }

  std::string_view take(std::uint64_t length) {
    good = good && length <= bytes.size();
    if (!good) return {};
    const std::string_view taken = bytes.substr(0, length);
    bytes.remove_prefix(length);
    return taken;
  }
};

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  const auto [end, unused] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(end - a.begin());
}

// The term after `before`; an empty one is never stored.
std::string take_term(Cursor& cursor, const std::string& before) {
  const std::uint64_t shared = cursor.varint();
  const std::string_view rest = cursor.take(cursor.varint());
  cursor.good = cursor.good && shared <= before.size();
  if (!cursor.good) return {};
  return before.substr(0, shared).append(rest);
}

Result<EpochData> read_fields(std::string_view fields) {
  Cursor cursor{fields};
  EpochData data;
  data.frozen_at = cursor.varint();
  data.public_profiles = cursor.varint();
  const std::uint64_t count = cursor.varint();
  std::string term;
  for (std::uint64_t i = 0; i < count && cursor.good; ++i) {
    term = take_term(cursor, term);
    const std::uint64_t frequency = cursor.varint();
    data.frequencies.emplace_back(term, static_cast<std::uint32_t>(std::min<std::uint64_t>(
                                            frequency, std::numeric_limits<std::uint32_t>::max())));
  }
  if (cursor.good && cursor.bytes.empty()) return data;
  return Error{ErrorCode::kCorrupt, "the link statistics contradict their own count of terms",
               "run `isthmus-indexer check --repair`"};
}

}  // namespace

std::uint64_t next_epoch_after(std::uint64_t position) {
  std::uint64_t next = kFirstEpoch;
  while (next <= position && next < std::numeric_limits<std::uint64_t>::max() / 2)
    next += (next + 3) / 4;
  return next;
}

bool begins_epoch(std::uint64_t position) {
  return position > 0 && next_epoch_after(position - 1) == position;
}

std::string encode_epoch(const EpochData& data) {
  std::string out(1, static_cast<char>(kVersion));
  put_varint(out, data.frozen_at);
  put_varint(out, data.public_profiles);
  put_varint(out, data.frequencies.size());
  std::string_view before;
  for (const auto& [term, frequency] : data.frequencies) {
    const std::size_t shared = shared_prefix(before, term);
    put_varint(out, shared);
    put_varint(out, term.size() - shared);
    out.append(term, shared);
    put_varint(out, frequency);
    before = term;
  }
  put_checksum(out);
  return out;
}

Result<EpochData> decode_epoch(std::string_view bytes) {
  if (bytes.size() < 1 + kChecksumBytes || !has_checksum(bytes)) {
    return Error{ErrorCode::kCorrupt, "the link statistics fail their checksum",
                 "run `isthmus-indexer check --repair`"};
  }
  if (static_cast<std::uint8_t>(bytes.front()) > kVersion) {
    return Error{ErrorCode::kNewerSchema,
                 "the link statistics were written by a newer version of Isthmus",
                 "use that version"};
  }
  return read_fields(bytes.substr(1, bytes.size() - 1 - kChecksumBytes));
}

Epoch::Epoch(EpochData data, std::uint64_t digest)
    : digest_(digest), frozen_at_(data.frozen_at), public_profiles_(data.public_profiles) {
  terms_.reserve(data.frequencies.size());
  frequencies_.reserve(data.frequencies.size());
  for (const auto& [term, frequency] : data.frequencies) {
    if (terms_.intern(term) == frequencies_.size()) frequencies_.push_back(frequency);
  }
}

std::uint32_t Epoch::document_frequency(std::string_view term) const {
  const std::optional<std::uint32_t> number = terms_.find(term);
  return number ? frequencies_[*number] : 0;
}

}  // namespace isthmus::links
