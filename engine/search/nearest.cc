#include "engine/search/nearest.h"

#include <algorithm>
#include <numeric>

#include "engine/links/profile.h"

namespace isthmus::search {

Result<std::vector<NearRecord>> nearest_records(const Sources& sources, std::string_view text,
                                                std::size_t most) {
  std::vector<NearRecord> records;
  if (sources.vectors == nullptr) return records;
  const vectors::Direction direction =
      sources.vectors->space().direction_of(links::counted_terms(text));
  const std::vector<float> cosines = sources.vectors->cosines(Face::kPublic, direction);
  std::vector<std::uint32_t> serials(cosines.size());
  std::iota(serials.begin(), serials.end(), 0U);
  const auto end = serials.begin() + static_cast<std::ptrdiff_t>(std::min(most, serials.size()));
  std::partial_sort(serials.begin(), end, serials.end(), [&](std::uint32_t a, std::uint32_t b) {
    return cosines[a] != cosines[b] ? cosines[a] > cosines[b] : a < b;
  });
  serials.erase(end, serials.end());
  std::erase_if(serials, [&](std::uint32_t serial) { return cosines[serial] <= 0; });
  std::vector<std::string> keys;
  for (const std::uint32_t serial : serials) keys.push_back(keys::serial(serial));
  const auto ids = TRY(sources.store.get_all(store::Family::kSerials, keys));
  for (std::size_t i = 0; i < serials.size(); ++i)
    if (ids[i]) records.push_back({*ids[i], cosines[serials[i]]});
  return records;
}

}  // namespace isthmus::search
