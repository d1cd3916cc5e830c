#include "engine/topics/words.h"

#include <algorithm>
#include <unordered_map>

#include "schema/face.h"
#include "schema/hash.h"

namespace isthmus::topics {

Result<std::string> count_words(const store::View& view) {
  links::EpochData data;
  std::unordered_map<std::string, std::uint32_t> counts;
  TRY(view.scan(store::Family::kProfiles, keys::faced(Face::kPublic, {}), {},
                [&](std::string_view, std::string_view value) {
                  Result<Profile> profile = codec::decode<Profile>(value);
                  if (!profile) return true;
                  ++data.public_profiles;
                  for (ProfileTerm& term : profile->terms) ++counts[std::move(term.term)];
                  return true;
                }));
  for (const auto& [term, count] : counts) {
    if (count >= links::kLeastFrequency) data.frequencies.emplace_back(term, count);
  }
  std::sort(data.frequencies.begin(), data.frequencies.end());
  return links::encode_epoch(data);
}

Result<links::Epoch> word_counts(std::string_view stored) {
  return links::Epoch(TRY(links::decode_epoch(stored)), hash64(stored));
}

}  // namespace isthmus::topics
