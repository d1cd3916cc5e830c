// Reading the graph's state from the store, as of the last settled position (graph.h).
//
// Errors: kCorrupt for a watermark, statistics or a profile that cannot be read, and what the store
// reports. A list that cannot be read is made anew. Threads: one.
#pragma once

#include <set>
#include <string>

#include "engine/links/epoch.h"
#include "engine/links/link_lists.h"
#include "engine/links/node_set.h"
#include "engine/store/store.h"

namespace isthmus::links {

// Before the first epoch: zeros.
Result<EpochData> load_epoch_data(const store::View& view);

// Change::public_position at the watermark: an epoch that began later has its lists still to come.
Result<std::uint64_t> settled_public_position(const store::View& view);

// The version of the space that the stored lists were made in; 0: none.
Result<std::uint32_t> settled_space(const store::View& view);

// The version of the present space; 0: there is none, or none that can be read.
Result<std::uint32_t> present_space(const store::View& view);

// The faced keys (schema/keys.h) that changes after the watermark touch.
Result<std::set<std::string>> changed_since_settled(const store::View& view);

Result<void> load_nodes(const store::View& view, const std::set<std::string>& left_out,
                        NodeSet& nodes);
// Where the nodes stand in the space of meaning. One that cannot be read stands nowhere.
Result<void> load_places(const store::View& view, NodeSet& nodes);

// The stored lists of the nodes. A list with a member that is not there is one whose member has
// gone. Returns the keys of lists that belong to no node and are not left out.
Result<std::set<std::string>> load_lists(const store::View& view,
                                         const std::set<std::string>& left_out,
                                         const NodeSet& nodes, LinkLists& lists);

}  // namespace isthmus::links
