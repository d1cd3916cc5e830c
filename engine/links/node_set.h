// All nodes with their inverted file: for each term the nodes whose signature holds it, for each
// name the nodes that are it, cite it or declare it.
//
// A removed node leaves its slot behind, still readable by rank, until release(): lists that name
// it are cleaned in between.
//
// Shape: for each node its terms and names (12 bytes each), its signature and its postings (20 bytes
// a signature term together), and its place in the space of meaning twice (400 bytes). Threads: const
// methods from any while nobody writes.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/links/epoch.h"
#include "engine/links/name_map.h"
#include "engine/links/node.h"
#include "engine/links/string_table.h"
#include "engine/vectors/rows.h"
#include "schema/codec.h"

namespace isthmus::links {

struct Posting {
  Slot slot = 0;
  std::int32_t weight = 0;
};

class NodeSet {
 public:
  // A node that is not in the set: for adding it, or for asking what it would link to. `placed` is
  // where it stands in the space of meaning, as stored; empty: nowhere.
  Node draft(Face face, std::string_view id, const Profile& profile, std::string_view placed);

  NodeRef add(Node node);
  void remove(NodeRef node);
  // Where the node stands in a space that was learned anew.
  void place(NodeRef node, std::string_view placed);
  // Makes the slots of removed nodes usable again.
  void release();
  bool has_removed() const { return !removed_.empty(); }

  std::optional<NodeRef> find(Face face, std::string_view id) const;
  const Node& node(NodeRef ref) const { return classes_[class_of(ref)].nodes[slot_of(ref)]; }
  // Empty when no node of the class has this serial, or serial is 0.
  std::string id_of_serial(ClassIndex index, std::uint32_t serial) const;
  bool is_alive(NodeRef ref) const { return classes_[class_of(ref)].alive[slot_of(ref)]; }
  std::size_t slots(ClassIndex index) const { return classes_[index].nodes.size(); }
  std::vector<NodeRef> alive_nodes() const;

  // Where the nodes of a class stand in the space of meaning, by slot; may end before the slots do.
  const vectors::Rows& rows(ClassIndex index) const { return classes_[index].rows; }
  // How the nodes of a class are written, by slot (score.h).
  const std::vector<std::uint8_t>& han_shares(ClassIndex index) const {
    return classes_[index].han_shares;
  }
  // Empty for a term without postings.
  const std::vector<Posting>& postings(ClassIndex index, std::uint32_t term) const;
  // Names are hash64 of a normal identifier or of a record id.
  const NameMap& identified_by() const { return identified_by_; }
  const NameMap& citing() const { return citing_; }
  const NameMap& declaring() const { return declaring_; }
  const NameMap& by_id() const { return by_id_; }

  bool is_code(std::uint32_t term) const { return statistics_[term].is_code; }
  bool is_rare_name(std::uint32_t term) const { return statistics_[term].is_rare_name; }
  std::string_view surface(const SignatureTerm& term) const;
  std::uint64_t hash_of_term(std::uint32_t term) const { return terms_.hash(term); }

  // The statistics of the nodes as they are, in stored form.
  EpochData freeze(std::uint64_t public_position) const;
  // Weighs every node anew by these statistics.
  void adopt(const EpochData& epoch);

 private:
  struct Class {
    std::vector<Node> nodes;
    std::vector<bool> alive;
    std::vector<Slot> free;
    std::vector<std::vector<Posting>> postings;  // by term, as long as the greatest term needs
    vectors::Rows rows;                          // by slot
    std::vector<std::uint8_t> han_shares;        // by slot
  };
  struct TermStatistics {
    double rarity = 1;
    std::uint64_t hash = 0;
    std::uint32_t public_nodes = 0;  // that have the term now
    bool is_code = false;
    bool is_name = false;  // codes too
    bool is_rare_name = false;
  };

  std::uint32_t intern_term(std::string_view term);
  std::vector<NodeTerm> interned(const std::vector<ProfileTerm>& terms);
  void set_frequency(std::uint32_t term, std::uint32_t document_frequency);
  void weigh(Node& node) const;
  void index_signature(NodeRef ref);
  void unindex_signature(NodeRef ref);
  void count_terms(const Node& node, std::int32_t change);
  template <typename Change>
  void change_names(NodeRef ref, Change&& change);

  std::array<Class, kClasses> classes_;
  std::vector<NodeRef> removed_;
  StringTable terms_;
  std::vector<TermStatistics> statistics_;  // by term
  StringTable surfaces_;
  NameMap identified_by_;
  NameMap citing_;
  NameMap declaring_;
  NameMap by_id_;
  std::uint64_t public_nodes_ = 0;
  std::uint64_t frozen_profiles_ = 0;
};

}  // namespace isthmus::links
