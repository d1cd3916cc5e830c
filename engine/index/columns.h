// Columns: what answers are counted and sorted by, of every document as arrays, so that counting
// over all matches costs a few nanoseconds a match and sorting no lookup.
//
//   packed := side:u8 kind:u8 year:le16 month:u8 day:u8 hash:le64 text:language
//             text:organisation text:programme*
//   text   := length:u8 byte[length]
//
// Shape: one entry a document number of each database, 32 bytes a document; read from the blocks
// of the index (column_blocks.h) once per generation.
// Threads: immutable after Reader::load_columns().
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/index/document_set.h"
#include "schema/face.h"
#include "schema/record.h"

namespace isthmus::index {

enum class Facet : std::uint8_t { kSide, kKind, kOrganisation, kProgramme, kLanguage, kYear };
inline constexpr std::size_t kFacetCount = 6;

std::string_view name_of(Facet facet);  // "side", "kind", …
std::optional<Facet> facet_from_name(std::string_view name);

std::string pack_columns(const Record& shown);

// Documents of the public and of the restricted database (by Face).
using DocumentsByFace = std::array<DocumentSet, 2>;

struct FacetCount {
  std::string value;
  std::uint64_t count = 0;
};

class Columns {
 public:
  Columns();
  ~Columns();
  Columns(Columns&&) noexcept;

  void set(Face face, std::uint32_t serial, std::string_view packed);

  // What a record is sorted by, whichever of its faces is meant: both have the same id and date.
  // Eight bytes that order records as if at random, but the same ones always in the same way.
  std::string tie_key(std::uint32_t serial) const;
  // Orders by date, records without one first, and one day's by their tie_key().
  std::string date_key(std::uint32_t serial) const;

  // Counts of one facet over documents of each face, most frequent first, ties by value.
  std::vector<FacetCount> count(Facet facet, const DocumentsByFace& documents) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace isthmus::index
