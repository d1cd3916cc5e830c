// Facet columns: side, kind, organisation, programmes, language and year of every document as
// arrays, so that counting over all matches costs a few nanoseconds a match instead of a value
// lookup.
//
//   packed := side:u8 kind:u8 year:le16 text:language text:organisation text:programme*
//   text   := length:u8 byte[length]
//
// Shape: one entry a document number of each database, 16 bytes a document; read from kFacetSlot
// once per generation.
// Threads: immutable after load_facets().
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

std::string pack_facets(const Record& shown);

// Documents of the public and of the restricted database (by Face).
using DocumentsByFace = std::array<DocumentSet, 2>;

struct FacetCount {
  std::string value;
  std::uint64_t count = 0;
};

class FacetColumns {
 public:
  FacetColumns();
  ~FacetColumns();
  FacetColumns(FacetColumns&&) noexcept;

  void set(Face face, std::uint32_t serial, std::string_view packed);

  // Counts of one facet over documents of each face, most frequent first, ties by value.
  std::vector<FacetCount> count(Facet facet, const DocumentsByFace& documents) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace isthmus::index
