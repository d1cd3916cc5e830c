#include <map>

#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/commands/each_record.h"

namespace isthmus::commands {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

struct Stats {
  std::uint64_t records = 0;
  std::uint64_t restricted = 0;
  Counts sides;
  Counts kinds;
  Counts languages;
  Counts collections;
  std::uint64_t linked_records = 0;
  std::uint64_t links = 0;
  std::uint64_t organisations = 0;
  std::uint64_t programmes = 0;
  std::uint64_t agreements = 0;
};

Result<void> count_links(const store::View& view, Stats& stats) {
  return view.scan(store::Family::kLinks, {}, {}, [&](std::string_view, std::string_view value) {
    const Result<LinkList> list = codec::decode<LinkList>(value);
    if (!list) return true;
    const std::size_t count = list->public_targets.size() + list->restricted_targets.size();
    stats.links += count;
    stats.linked_records += count == 0 ? 0 : 1;
    return true;
  });
}

Result<Stats> gather(const repository::Snapshot& snapshot) {
  Stats stats;
  TRY(for_each_record(snapshot.store(), [&](const Record& record) -> Result<void> {
    ++stats.records;
    if (faces_of(record).back() == Face::kRestricted) ++stats.restricted;
    ++stats.sides[std::string(name_of(record.side))];
    ++stats.kinds[std::string(name_of(record.kind))];
    ++stats.languages[record.language.empty() ? "und" : record.language];
    ++stats.collections[std::string(collection_of(record.id))];
    return {};
  }));
  TRY(count_links(snapshot.store(), stats));
  stats.organisations = snapshot.organisations().size();
  stats.programmes = snapshot.programmes().size();
  stats.agreements =
      TRY(pipeline::list_governance(snapshot.store(), pipeline::GovernanceKind::kAgreement)).size();
  return stats;
}

std::string text_of(const std::string& title, const Counts& counts) {
  std::string out = title + "\n";
  for (const auto& [name, count] : counts) out += "  " + name + "\t" + std::to_string(count) + "\n";
  return out;
}

std::string text_of(const Stats& stats) {
  return "records\t" + std::to_string(stats.records) + "\nrestricted\t" +
         std::to_string(stats.restricted) + "\n" + text_of("side", stats.sides) +
         text_of("kind", stats.kinds) + text_of("language", stats.languages) +
         text_of("collection", stats.collections) + "links\t" + std::to_string(stats.links) +
         "\nlinked faces\t" + std::to_string(stats.linked_records) + "\norganisations\t" +
         std::to_string(stats.organisations) + "\nprogrammes\t" + std::to_string(stats.programmes) +
         "\nagreements\t" + std::to_string(stats.agreements) + "\n";
}

Json json_of(const Stats& stats) {
  return {{"records", stats.records},
          {"restricted", stats.restricted},
          {"side", stats.sides},
          {"kind", stats.kinds},
          {"language", stats.languages},
          {"collection", stats.collections},
          {"links", stats.links},
          {"linked_faces", stats.linked_records},
          {"organisations", stats.organisations},
          {"programmes", stats.programmes},
          {"agreements", stats.agreements}};
}

}  // namespace

Result<int> run_stats(const Context& context) {
  const auto reader = TRY(context.open_reader());
  const Stats stats = TRY(gather(*reader->snapshot()));
  if (context.is_json) {
    context.print_json(json_of(stats));
  } else {
    context.print(text_of(stats));
  }
  return kDone;
}

}  // namespace isthmus::commands
