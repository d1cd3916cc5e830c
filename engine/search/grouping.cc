#include "engine/search/grouping.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/works/read.h"

namespace isthmus::search {
namespace {

// Matches read beyond the page that is wanted, for the copies on it.
constexpr std::uint32_t kSpare = 50;
// Works looked up at once.
constexpr std::size_t kAtOnce = 100;

// The first match of each work, in order.
class Walk {
 public:
  Walk(const Sources& sources, const Viewer& viewer) : sources_(sources), viewer_(viewer) {}

  Result<void> take(std::vector<index::Match> matches) {
    for (std::size_t done = 0; done < matches.size();) {
      std::vector<index::Match> some;
      for (; done < matches.size() && some.size() < kAtOnce; ++done) {
        if (!shown_.contains(matches[done].id)) some.push_back(std::move(matches[done]));
      }
      TRY(take_some(std::move(some)));
    }
    return {};
  }

  std::vector<index::Match>& firsts() { return firsts_; }

 private:
  Result<void> take_some(std::vector<index::Match> matches) {
    std::vector<works::Subject> subjects;
    for (const index::Match& match : matches) subjects.push_back({match.face, match.id});
    const std::vector<works::Work> found = TRY(works::works_of(sources_.store, viewer_, subjects));
    for (std::size_t i = 0; i < matches.size(); ++i) {
      if (shown_.contains(matches[i].id)) continue;
      for (const works::Member& member : found[i].members) shown_.insert(member.record.id);
      firsts_.push_back(std::move(matches[i]));
    }
    return {};
  }

  const Sources& sources_;
  const Viewer& viewer_;
  std::vector<index::Match> firsts_;
  std::set<std::string, std::less<>> shown_;  // members of works that have been met
};

void keep_page(std::vector<index::Match>& firsts, const index::MatchOptions& options) {
  const auto offset = std::min<std::size_t>(options.offset, firsts.size());
  firsts.erase(firsts.begin(), firsts.begin() + static_cast<std::ptrdiff_t>(offset));
  if (firsts.size() > options.limit) firsts.resize(options.limit);
}

}  // namespace

Result<index::Matches> grouped_matches(const Sources& sources, const Viewer& viewer,
                                       const index::Query& query,
                                       const index::MatchOptions& options) {
  const std::uint32_t wanted = options.offset + options.limit;
  index::MatchOptions wider = options;
  wider.offset = 0;
  for (wider.limit = wanted + kSpare;; wider.limit *= 2) {
    index::Matches matches = TRY(sources.index.search(query, viewer, wider, sources.columns));
    const std::size_t walked = matches.matches.size();
    const bool is_end = walked < wider.limit;
    Walk walk(sources, viewer);
    TRY(walk.take(std::move(matches.matches)));
    if (!is_end && walk.firsts().size() < wanted) continue;
    const std::size_t works = walk.firsts().size();
    matches.total =
        is_end ? works : std::max<std::uint64_t>(matches.total, walked) - (walked - works);
    matches.total_is_exact = is_end;
    keep_page(walk.firsts(), options);
    matches.matches = std::move(walk.firsts());
    return matches;
  }
}

}  // namespace isthmus::search
