#include "engine/repository/index_follower.h"

namespace isthmus::repository {
Result<std::unique_ptr<IndexFollower>> IndexFollower::open(const std::filesystem::path& directory) {
  Result<std::unique_ptr<index::Writer>> writer = index::Writer::open(directory);
  if (!writer && writer.error().code == ErrorCode::kCorrupt) {
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
  round_ = std::async(std::launch::async,
                      [this, round = std::move(work), watermark] { return run(round, watermark); });
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

Result<void> IndexFollower::run(const std::vector<Work>& work, std::uint64_t watermark) {
  for (const Work& one : work) {
    for (const Prepared::FaceData& data : one.faces) {
      TRY(writer_->replace(data.face, one.serial, data.document));
    }
    for (const Face face : {Face::kPublic, Face::kRestricted}) {
      if ((one.touched & touch_of(face)) == 0 || one.find(face)) continue;
      TRY(writer_->remove(face, one.serial));
    }
  }
  return writer_->commit(watermark);
}

}  // namespace isthmus::repository
