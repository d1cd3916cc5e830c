// The ledger: keeps what works are made of up to date with the records, in the writer.
//
// For each face of each record the store has its signature and its ties to other faces. Faces that
// share a key of their signatures (an identifier, a title, a band of their sketch) are judged as
// pairs (judge.h), and a person's decision goes before every judgement. What results is a function
// of the records and the decisions alone, whatever the order in which they came.
//
// A key that very many records have (a boilerplate, a generic title) is no sign of a common work, and
// must not cost much. A realm is the set of faces that exactly the same viewers see: all public
// faces, or all restricted faces with the same audiences. A key with more than 32 faces in a realm
// leads from and to none of that realm. So a put reads at most 32 faces a key and realm; and as a
// viewer who sees one face of a realm sees them all, what he may not see decides nothing for him.
//
// Edits are gathered and seen by later calls; move_into() gives them to the batch that has the
// records themselves, so that store and works never differ.
//
// Errors: those of the store; kCorrupt for a value that cannot be read.
// Threads: one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/store/store.h"
#include "schema/work.h"

namespace isthmus::works {

inline constexpr std::size_t kMostOfARealm = 32;

class Ledger {
 public:
  // Reads the decisions.
  static Result<Ledger> open(const store::View& view);

  // The record has these faces from now on; none: it is gone.
  struct FaceNow {
    Face face = Face::kPublic;
    WorkSignature signature;
  };
  Result<void> apply(std::string_view id, std::vector<FaceNow> faces);

  // kNone takes a decision back.
  Result<void> decide(const std::string& id, const std::string& other, WorkVerdict verdict);
  WorkVerdict verdict_on(const std::string& id, const std::string& other) const;

  // What was gathered since the last time, in the order of keys.
  void move_into(store::Batch& batch);
  const std::map<std::string, std::optional<std::string>>& gathered() const { return pending_; }
  // What move_into() gave has been written.
  void forget_written() { pending_.clear(); }

 private:
  using Node = std::pair<std::string, Face>;  // id, face
  using Nodes = std::set<Node>;

  explicit Ledger(const store::View& view) : view_(&view) {}

  Result<std::optional<std::string>> get(const std::string& key) const;
  void put(std::string key, std::string value) { pending_[std::move(key)] = std::move(value); }
  void erase(std::string key) { pending_[std::move(key)] = std::nullopt; }

  Result<std::optional<WorkSignature>> signature(const Node& node) const;
  Result<WorkTies> ties(const Node& node) const;
  void keep(const Node& node, const WorkTies& ties);
  Result<WorkBucket> bucket(const std::string& key) const;
  void keep(const std::string& key, const WorkBucket& bucket);

  Result<void> change_face(const Node& node, const WorkSignature* now, Nodes& affected);
  Result<void> enter(const std::string& key, std::uint64_t realm, const Node& node,
                     Nodes& affected);
  Result<void> leave(const std::string& key, std::uint64_t realm, const Node& node,
                     Nodes& affected);
  Result<std::optional<std::string>> first_further(const std::string& key,
                                                   std::uint64_t realm) const;

  Result<void> refresh(const Node& node);
  Result<void> tell_other(const WorkTie& tie, const Node& node, bool is_tied);
  Result<WorkTies> ties_now(const Node& node) const;
  Result<Nodes> candidates(const Node& node, const WorkSignature& signature) const;
  void add_decided(const Node& node, Nodes& nodes) const;
  std::optional<WorkTie> tie_between(const Node& node, const WorkSignature& signature,
                                     const Node& other, const WorkSignature& others) const;

  const store::View* view_;
  std::map<std::string, std::map<std::string, WorkVerdict>> decisions_;  // both ways
  std::map<std::string, std::optional<std::string>> pending_;            // nothing: erased
};

}  // namespace isthmus::works
