// A generation: one state of the store and the index handles that belong to it. Private to
// engine/repository.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/repository/follower_pool.h"
#include "engine/repository/reader.h"

namespace isthmus::repository {

// What a generation shows, before requests share it.
struct GenerationParts {
  Follower follower;
  std::vector<std::unique_ptr<index::Reader>> handles;  // at least one, all of one watermark
  std::optional<index::Columns> columns;
  std::map<std::string, Organisation> organisations;
  std::map<std::string, Programme> programmes;
  LinkScale link_scale;
  std::shared_ptr<const vectors::DocumentVectors> vectors;  // null: none learned
  std::uint64_t position = 0;                               // the handles' watermark
  std::uint64_t generation = 0;                             // meta/generation
};

class Generation final : public Snapshot {
 public:
  Generation(std::shared_ptr<FollowerPool> pool, GenerationParts parts);
  ~Generation() override;

  const store::View& store() const override { return *parts_.follower.store; }
  IndexLease index() const override;
  const index::Columns& columns() const override { return *parts_.columns; }
  const std::map<std::string, Organisation>& organisations() const override {
    return parts_.organisations;
  }
  const std::map<std::string, Programme>& programmes() const override { return parts_.programmes; }
  const LinkScale& link_scale() const override { return parts_.link_scale; }
  const vectors::DocumentVectors* vectors() const override { return parts_.vectors.get(); }
  const std::shared_ptr<const vectors::DocumentVectors>& shared_vectors() const {
    return parts_.vectors;
  }
  std::uint64_t position() const override { return parts_.position; }
  Result<std::shared_ptr<const links::Epoch>> epoch() const override;
  std::uint64_t generation() const { return parts_.generation; }

 protected:
  void give_back(std::unique_ptr<index::Reader> reader) const override;

 private:
  const std::shared_ptr<FollowerPool> pool_;
  GenerationParts parts_;
  mutable std::mutex epoch_mutex_;
  mutable std::shared_ptr<const links::Epoch> epoch_;  // null until asked for
  mutable std::mutex mutex_;
  mutable std::condition_variable returned_;
  mutable std::vector<std::unique_ptr<index::Reader>> free_;
};

// The counter in meta that moves when readers must look though the index has not.
Result<std::uint64_t> generation_of(const store::View& view);

// Completes `parts.follower` to a generation of what is published now; of the other members only
// `vectors` may be there, those of an earlier generation. Errors: kStale when the writer goes on faster than it can be followed.
Result<void> load_generation(const std::filesystem::path& index, std::size_t handles,
                             GenerationParts& parts);

}  // namespace isthmus::repository
