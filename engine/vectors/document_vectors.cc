#include "engine/vectors/document_vectors.h"

#include <algorithm>

#include "engine/vectors/rows.h"

namespace isthmus::vectors {
namespace {

using store::Family;

}  // namespace

Result<std::shared_ptr<const DocumentVectors>> DocumentVectors::load(
    const store::View& view, const std::shared_ptr<const DocumentVectors>& previous) {
  const SpaceState state = TRY(load_state(view));
  if (state.version == 0) return std::shared_ptr<const DocumentVectors>();
  auto vectors = std::make_shared<DocumentVectors>();
  if (previous && previous->space().state() == state) {
    vectors->space_ = previous->space_;
    vectors->position_ = previous->position_;
    vectors->chunks_ = previous->chunks_;
    TRY(vectors->read_changes(view));
  } else {
    vectors->space_ = std::make_shared<const Space>(TRY(load_space(view, state)));
    TRY(vectors->read_all(view));
  }
  vectors->position_ = TRY(view.last_position());
  vectors->is_own_ = {};
  return std::shared_ptr<const DocumentVectors>(std::move(vectors));
}

Result<void> DocumentVectors::read_all(const store::View& view) {
  for (const Face face : kFaces) {
    TRY(view.scan(Family::kVectors, keys::faced(face, {}), {},
                  [&](std::string_view, std::string_view value) {
                    take(face, value);
                    return true;
                  }));
  }
  return {};
}

Result<void> DocumentVectors::read_changes(const store::View& view) {
  Result<void> read_one;
  TRY(view.changes_after(position_, [&](std::uint64_t, const Change& change) {
    for (const Face face : kFaces) {
      if (read_one) read_one = read(view, face, change);
    }
    return read_one.has_value();
  }));
  return read_one;
}

Result<void> DocumentVectors::read(const store::View& view, Face face, const Change& change) {
  const auto value = TRY(view.get(Family::kVectors, keys::faced(face, change.id)));
  set(face, change.serial, {});
  if (value) take(face, *value);
  return {};
}

void DocumentVectors::take(Face face, std::string_view value) {
  const Result<Placed> placed = unpack(value);
  if (placed) set(face, placed->serial, placed->bytes);
}

void DocumentVectors::set(Face face, std::uint32_t serial, std::string_view bytes) {
  const bool is_beyond = serial / kChunk >= chunks_[index_of(face)].size();
  if (bytes.empty() && is_beyond) return;
  Chunk& chunk = own_chunk(face, serial);
  const std::size_t place = serial % kChunk;
  std::int8_t* row = &chunk.rows[place * kDimensions];
  std::fill_n(row, kDimensions, std::int8_t{0});
  for (std::size_t i = 0; i < bytes.size(); ++i) row[i] = static_cast<std::int8_t>(bytes[i]);
  chunk.scales[place] = scale_of(row);
}

DocumentVectors::Chunk& DocumentVectors::own_chunk(Face face, std::uint32_t serial) {
  Chunks& chunks = chunks_[index_of(face)];
  std::vector<bool>& is_own = is_own_[index_of(face)];
  const std::size_t number = serial / kChunk;
  if (number >= chunks.size()) chunks.resize(number + 1);
  if (number >= is_own.size()) is_own.resize(chunks.size());
  if (is_own[number]) return *chunks[number];
  chunks[number] =
      chunks[number] ? std::make_shared<Chunk>(*chunks[number]) : std::make_shared<Chunk>();
  is_own[number] = true;
  return *chunks[number];
}

Direction DocumentVectors::of(Face face, std::uint32_t serial) const {
  Direction direction{};
  const Chunks& chunks = chunks_[index_of(face)];
  if (serial / kChunk >= chunks.size() || !chunks[serial / kChunk]) return direction;
  const Chunk& chunk = *chunks[serial / kChunk];
  const std::int8_t* row = &chunk.rows[serial % kChunk * kDimensions];
  for (std::size_t i = 0; i < kDimensions; ++i)
    direction[i] = static_cast<float>(row[i]) * chunk.scales[serial % kChunk];
  return direction;
}

std::vector<float> DocumentVectors::cosines(Face face, const Direction& direction) const {
  const Chunks& chunks = chunks_[index_of(face)];
  std::vector<float> cosines(chunks.size() * kChunk);
  const Rounded query = rounded(direction);
  for (std::size_t number = 0; number < chunks.size(); ++number) {
    if (!chunks[number]) continue;
    const Chunk& chunk = *chunks[number];
    float* out = &cosines[number * kChunk];
    dot_all(query.row, chunk.rows.data(), kChunk, out);
    for (std::size_t i = 0; i < kChunk; ++i) out[i] *= chunk.scales[i] * query.scale;
  }
  return cosines;
}

}  // namespace isthmus::vectors
