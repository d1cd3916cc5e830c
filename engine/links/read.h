// Links beyond the stored lists, for readers: scores of given candidates exactly as the graph makes
// them, from the stored statistics, without the graph in memory.
//
// The caller finds candidates (by a query of the strongest terms, by identifiers), checks what may
// be seen, and has them scored.
//
// Errors: kCorrupt; kNewerSchema; what the store reports.
// Threads: any.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/links/epoch.h"
#include "engine/store/store.h"
#include "schema/codec.h"
#include "schema/link.h"

namespace isthmus::links {

// The stored statistics, to be kept for a generation: about 20 ms for 200,000 terms. `known` is
// given back when it is still the stored one.
Result<std::shared_ptr<const Epoch>> load_epoch(const store::View& view,
                                                std::shared_ptr<const Epoch> known = nullptr);

// Zeros when there is none, or none that can be read.
Result<LinkScale> load_scale(const store::View& view);

// A term of the index with its weight in the profile (0-1).
struct StrongTerm {
  std::string term;
  double weight = 0;
};

// The strongest terms of a profile, strongest first.
std::vector<StrongTerm> strongest_terms(const Epoch& epoch, const Profile& profile,
                                        std::size_t limit);

// The face of a record whose links are wanted, or of one that may be a target.
struct Candidate {
  Face face = Face::kPublic;
  std::string id;
};
struct Subject {
  Face face = Face::kPublic;
  std::string_view id;
  const Profile& profile;
};

// The links from `source` to these candidates, ranked. Candidates without a profile, without
// anything in common and the source's own record are left out; on which side they stand, and who
// may see them, is for the caller.
Result<std::vector<Link>> more_links(const store::View& view, const Epoch& epoch,
                                     const Subject& source,
                                     const std::vector<Candidate>& candidates);

}  // namespace isthmus::links
