// What people's decisions make of a record's links: rejected ones go, confirmed ones come first,
// whether or not the stored lists have them. For engine/search alone.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/activity/link_decisions.h"
#include "engine/links/read.h"
#include "engine/search/search.h"

namespace isthmus::search {

// Of which record, to which side, and in which state links are wanted.
struct LinksWanted {
  links::Candidate of;
  Side side = Side::kNone;         // kNone: any
  std::optional<LinkState> state;  // nothing: all but the rejected
};

// What was decided about the links of this record; empty for most. A lookup.
const std::vector<activity::Decided>& decisions_on(const Sources& sources, std::string_view id);

// The wanted links that were decided, to targets that the viewer may see, with the strength
// that they would have in lists that are long enough; 0 where the two have nothing in common.
// Strongest first.
Result<std::vector<Link>> decided_links(const Sources& sources, const Viewer& viewer,
                                        const LinksWanted& wanted);

// The wanted ones of `links`, each with its state, and those of `decided` that are not there;
// confirmed ones first, otherwise by strength.
std::vector<Link> arranged(const Sources& sources, const LinksWanted& wanted,
                           std::vector<Link> links, const std::vector<Link>& decided);

}  // namespace isthmus::search
