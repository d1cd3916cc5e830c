#include "engine/repository/work.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

namespace isthmus::repository {
namespace {

constexpr std::size_t kThreads = 2;

bool is_absent(const Error& error) {
  return error.code == ErrorCode::kNotFound || error.code == ErrorCode::kCorrupt;
}

Result<Work> present_work_of(const store::View& view, Named named) {
  Work work{named.serial, std::move(named.id), named.touched, 0, {}};
  Result<StoredRecord> stored = view.record(work.id);
  if (!stored && !is_absent(stored.error())) return std::move(stored).error();
  if (!stored || stored->serial != work.serial) return work;
  stored->record.body = TRY(view.body(work.id));
  work.faces = prepare(std::move(stored->record)).faces;
  for (Prepared::FaceData& face : work.faces) face.profile.serial = work.serial;
  return work;
}

}  // namespace

const Prepared::FaceData* Work::find(Face face) const {
  const auto found = std::find_if(faces.begin(), faces.end(), [&](const Prepared::FaceData& data) {
    return data.face == face;
  });
  return found == faces.end() ? nullptr : &*found;
}

std::uint8_t touch_of(const std::vector<Face>& faces) {
  std::uint8_t touched = 0;
  for (const Face face : faces) touched = static_cast<std::uint8_t>(touched | touch_of(face));
  return touched;
}

Result<std::vector<Work>> present_work(const store::View& view, std::vector<Named> named) {
  std::vector<std::optional<Result<Work>>> results(named.size());
  std::atomic<std::size_t> next = 0;
  const auto take_some = [&] {
    for (std::size_t i = next++; i < named.size(); i = next++) {
      results[i] = present_work_of(view, std::move(named[i]));
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < kThreads; ++i) threads.emplace_back(take_some);
    take_some();
  }
  std::vector<Work> work;
  for (std::optional<Result<Work>>& result : results) work.push_back(TRY(std::move(*result)));
  return work;
}

}  // namespace isthmus::repository
