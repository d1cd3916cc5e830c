#include "engine/vectors/neighbours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <thread>

namespace isthmus::vectors {
namespace {

// Rows that are compared with one after another while they stay in the first cache.
constexpr std::size_t kTile = 128;
constexpr std::size_t kGroup = 64;  // places whose neighbours are found together
constexpr std::size_t kWorthThreads = 4 * kGroup;
constexpr std::size_t kMostThreads = 8;

Row16 wide_row(const Places& places, std::uint32_t place) {
  Row16 row;
  std::copy_n(places.row(place), kDimensions, row.begin());
  return row;
}

// The nearest so far, the farthest of them at the front.
class Nearest {
 public:
  Nearest(std::uint32_t self, std::size_t count) : self_(self), count_(count) {}

  void offer(std::uint32_t place, float cosine) {
    if (heap_.size() == count_ && cosine < least_) return;
    if (place == self_) return;
    const Neighbour one{place, cosine};
    if (heap_.size() == count_) {
      if (!is_nearer(one, heap_.front())) return;
      std::pop_heap(heap_.begin(), heap_.end(), is_nearer);
      heap_.back() = one;
    } else {
      heap_.push_back(one);
    }
    std::push_heap(heap_.begin(), heap_.end(), is_nearer);
    least_ = heap_.front().cosine;
  }

  std::vector<Neighbour> take() {
    std::sort_heap(heap_.begin(), heap_.end(), is_nearer);
    return std::move(heap_);
  }

 private:
  std::uint32_t self_;
  std::size_t count_;
  std::vector<Neighbour> heap_;
  float least_ = 0;
};

void find_group(const Places& places, const std::uint32_t* wanted, std::size_t size,
                std::size_t count, std::vector<Neighbour>* out) {
  std::vector<Row16> rows(size);
  std::vector<Nearest> found;
  for (std::size_t i = 0; i < size; ++i) {
    rows[i] = wide_row(places, wanted[i]);
    found.emplace_back(wanted[i], count);
  }
  std::array<float, kTile> products;
  for (std::size_t first = 0; first < places.size(); first += kTile) {
    const std::size_t width = std::min(kTile, places.size() - first);
    for (std::size_t i = 0; i < size; ++i) {
      dot_all(rows[i], places.row(first), width, products.data());
      const float scale = places.scale(wanted[i]);
      for (std::size_t j = 0; j < width; ++j)
        found[i].offer(static_cast<std::uint32_t>(first + j),
                       products[j] * (places.scale(first + j) * scale));
    }
  }
  for (std::size_t i = 0; i < size; ++i) out[i] = found[i].take();
}

}  // namespace

bool is_nearer(const Neighbour& a, const Neighbour& b) {
  return a.cosine != b.cosine ? a.cosine > b.cosine : a.place < b.place;
}

void Places::add(std::string_view bytes) {
  std::int64_t squares = 0;
  for (const char byte : bytes) {
    const auto part = static_cast<std::int8_t>(byte);
    squares += part * part;
    rows_.push_back(part);
  }
  rows_.resize((scales_.size() + 1) * kDimensions);
  scales_.push_back(squares == 0 ? 0 : static_cast<float>(1 / std::sqrt(squares)));
}

std::vector<std::vector<Neighbour>> nearest(const Places& places,
                                            const std::vector<std::uint32_t>& wanted,
                                            std::size_t count) {
  std::vector<std::vector<Neighbour>> all(wanted.size());
  if (count == 0) return all;
  const std::size_t groups = (wanted.size() + kGroup - 1) / kGroup;
  const std::size_t threads =
      wanted.size() < kWorthThreads
          ? 1
          : std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostThreads);
  const auto work = [&](std::size_t part) {
    for (std::size_t group = part; group < groups; group += threads) {
      const std::size_t first = group * kGroup;
      find_group(places, &wanted[first], std::min(kGroup, wanted.size() - first), count,
                 &all[first]);
    }
  };
  std::vector<std::thread> helpers;
  for (std::size_t part = 1; part < threads; ++part) helpers.emplace_back(work, part);
  work(0);
  for (std::thread& helper : helpers) helper.join();
  return all;
}

Direction centre_of(const Places& places, const std::vector<std::uint32_t>& of) {
  Direction sum{};
  for (const std::uint32_t place : of) {
    const std::int8_t* row = places.row(place);
    for (std::size_t i = 0; i < kDimensions; ++i)
      sum[i] += static_cast<float>(row[i]) * places.scale(place);
  }
  return normalised(sum);
}

float cosine(const Places& places, std::uint32_t one, std::uint32_t other) {
  float product = 0;
  dot_all(wide_row(places, one), places.row(other), 1, &product);
  return product * (places.scale(other) * places.scale(one));
}

std::vector<float> cosines(const Places& places, std::uint32_t place) {
  std::vector<float> cosines(places.size());
  dot_all(wide_row(places, place), places.row(0), places.size(), cosines.data());
  for (std::size_t i = 0; i < cosines.size(); ++i)
    cosines[i] *= places.scale(i) * places.scale(place);
  return cosines;
}

std::vector<float> cosines(const Places& places, const Direction& direction) {
  std::vector<float> cosines(places.size());
  if (cosines.empty()) return cosines;
  const Rounded query = rounded(direction);
  dot_all(query.row, places.row(0), places.size(), cosines.data());
  for (std::size_t i = 0; i < cosines.size(); ++i) cosines[i] *= places.scale(i) * query.scale;
  return cosines;
}

std::vector<std::vector<Neighbour>> nearest(const Places& places, std::size_t count) {
  std::vector<std::uint32_t> wanted(places.size());
  std::iota(wanted.begin(), wanted.end(), 0U);
  return nearest(places, wanted, count);
}

}  // namespace isthmus::vectors
