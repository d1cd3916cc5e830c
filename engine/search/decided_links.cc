#include "engine/search/decided_links.h"

#include <algorithm>

#include "engine/search/resolve.h"

namespace isthmus::search {
namespace {

bool is_wanted(LinkState state, const LinksWanted& wanted) {
  return wanted.state ? state == *wanted.state : state != LinkState::kRejected;
}

bool leads_to(const std::vector<Link>& links, std::string_view target) {
  return std::any_of(links.begin(), links.end(),
                     [&](const Link& link) { return link.target == target; });
}

// Links without anything in common come last, in the order of their ids.
Result<std::vector<Link>> scored(const Sources& sources, const links::Candidate& of,
                                 const std::vector<links::Candidate>& targets) {
  const std::optional<Profile> profile = TRY(sources.store.profile(of.face, of.id));
  std::vector<Link> links;
  if (profile && sources.epoch) {
    const std::shared_ptr<const links::Epoch> epoch = TRY(sources.epoch());
    links = TRY(links::more_links(sources.store, *epoch, {of.face, of.id, *profile}, targets));
  }
  for (const links::Candidate& target : targets) {
    if (leads_to(links, target.id)) continue;
    links.emplace_back();
    links.back().target = target.id;
  }
  return links;
}

}  // namespace

const std::vector<activity::Decided>& decisions_on(const Sources& sources, std::string_view id) {
  static const activity::LinkDecisions none;
  return (sources.decisions ? *sources.decisions : none).of(id);
}

Result<std::vector<Link>> decided_links(const Sources& sources, const Viewer& viewer,
                                        const LinksWanted& wanted) {
  std::vector<std::string> ids;
  for (const activity::Decided& decided : decisions_on(sources, wanted.of.id)) {
    if (is_wanted(decided.state, wanted)) ids.push_back(decided.other);
  }
  if (ids.empty()) return std::vector<Link>{};
  const Headlines headlines = TRY(fetch(sources.store, ids));
  std::vector<links::Candidate> targets;
  for (const std::string& id : ids) {
    const auto headline = headlines.find(id);
    if (headline == headlines.end()) continue;
    const std::optional<Face> face = visible_face(*headline->second, viewer);
    const bool fits = wanted.side == Side::kNone || headline->second->side == wanted.side;
    if (face && fits) targets.push_back({*face, id});
  }
  std::vector<Link> links = TRY(scored(sources, wanted.of, targets));
  for (Link& link : links) {
    link.side = headlines.at(link.target)->side;
    link.state = sources.decisions->state_of(wanted.of.id, link.target);
  }
  return links;
}

std::vector<Link> arranged(const Sources& sources, const LinksWanted& wanted,
                           std::vector<Link> links, const std::vector<Link>& decided) {
  for (const activity::Decided& known : decisions_on(sources, wanted.of.id)) {
    for (Link& link : links) {
      if (link.target == known.other) link.state = known.state;
    }
  }
  std::erase_if(links, [&](const Link& link) { return !is_wanted(link.state, wanted); });
  const std::size_t stored = links.size();
  for (const Link& link : decided) {
    if (!leads_to(links, link.target)) links.push_back(link);
  }
  if (links.size() > stored) {
    std::stable_sort(links.begin(), links.end(),
                     [](const Link& a, const Link& b) { return a.strength > b.strength; });
  }
  std::stable_partition(links.begin(), links.end(),
                        [](const Link& link) { return link.state == LinkState::kConfirmed; });
  return links;
}

}  // namespace isthmus::search
