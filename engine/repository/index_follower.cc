#include "engine/repository/index_follower.h"

#include <utility>

namespace isthmus::repository {
namespace {

// Damaged, or cut off while it was made: folders and tables, but nothing that says what they are.
bool is_unusable(const Result<std::unique_ptr<index::Writer>>& writer) {
  return !writer && (writer.error().code == ErrorCode::kCorrupt ||
                     writer.error().code == ErrorCode::kNotFound);
}

}  // namespace

Result<std::unique_ptr<IndexFollower>> IndexFollower::open(const std::filesystem::path& directory) {
  Result<std::unique_ptr<index::Writer>> writer = index::Writer::open(directory);
  if (is_unusable(writer)) {
    std::error_code ignored;  // what cannot be removed makes the second opening fail
    std::filesystem::remove_all(directory, ignored);
    writer = index::Writer::open(directory);
  }
  return std::unique_ptr<IndexFollower>(new IndexFollower(TRY(std::move(writer))));
}

IndexFollower::IndexFollower(std::unique_ptr<index::Writer> writer) : writer_(std::move(writer)) {}

IndexFollower::~IndexFollower() {
  if (round_.valid()) round_.wait();
}

Result<void> IndexFollower::start(std::vector<Work> work, std::uint64_t watermark) {
  TRY(wait());
  const std::vector<Work> done = std::exchange(work_, std::move(work));  // freed beside the new one
  round_ = std::async(std::launch::async, [this, watermark] { return run(watermark); });
  return {};
}

Result<void> IndexFollower::wait() {
  if (round_.valid()) {
    const Result<void> done = round_.get();
    if (!done) failure_ = done.error();
  }
  if (failure_) return *failure_;
  return {};
}

std::uint64_t IndexFollower::watermark() const { return writer_->watermark(); }

Result<void> IndexFollower::run(std::uint64_t watermark) {
  for (const Work& one : work_) {
    for (const Prepared::FaceData& data : one.faces) {
      TRY(writer_->replace(data.face, one.serial, data.document));
    }
    for (const Face face : kFaces) {
      if ((one.touched & touch_of(face)) == 0 || one.find(face)) continue;
      TRY(writer_->remove(face, one.serial));
    }
  }
  return writer_->commit(watermark);
}

}  // namespace isthmus::repository
