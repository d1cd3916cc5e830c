// Where every document stands in the space of meaning, in memory: what a search looks through.
//
// Shape: rows of kDimensions signed bytes by document number, in chunks that generations share: a
// million documents take 200 MB, and a change copies the chunk that it falls into.
// Threads: immutable after load().
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/store/store.h"
#include "engine/vectors/space.h"
#include "schema/face.h"

namespace isthmus::vectors {

class DocumentVectors {
 public:
  // Of what the view shows; null when the repository has no space. `previous` (may be null) is of
  // an earlier state of the same repository: only what has changed since is read. A place that
  // cannot be read is none. Errors: kCorrupt for the space itself; those of the store.
  static Result<std::shared_ptr<const DocumentVectors>> load(
      const store::View& view, const std::shared_ptr<const DocumentVectors>& previous);

  const Space& space() const { return *space_; }
  // Zeros for a document that is not there or says nothing.
  Direction of(Face face, std::uint32_t serial) const;
  // The cosine between the direction and each document, by number; 0 for those that are not there.
  std::vector<float> cosines(Face face, const Direction& direction) const;

 private:
  static constexpr std::size_t kChunk = 1024;
  struct Chunk {
    std::array<std::int8_t, kChunk * kDimensions> rows{};
    std::array<float, kChunk> scales{};  // what makes the row's length 1; 0: no row
  };
  using Chunks = std::vector<std::shared_ptr<Chunk>>;

  Result<void> read_all(const store::View& view);
  Result<void> read_changes(const store::View& view);
  Result<void> read(const store::View& view, Face face, const Change& change);
  void take(Face face, std::string_view value);
  void set(Face face, std::uint32_t serial, std::string_view bytes);
  Chunk& own_chunk(Face face, std::uint32_t serial);

  std::shared_ptr<const Space> space_;
  std::uint64_t position_ = 0;               // of the change log
  std::array<Chunks, 2> chunks_;             // by face
  std::array<std::vector<bool>, 2> is_own_;  // of this object alone, so far; during load()
};

}  // namespace isthmus::vectors
