#include "engine/topics/shared_words.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <thread>
#include <unordered_map>

#include "engine/topics/phrases.h"
#include "schema/codec.h"
#include "schema/face.h"

namespace isthmus::topics {
namespace {

constexpr double kOneLanguage = 0.9;  // of the titles
constexpr std::uint32_t kLeastFrequent = 2;
constexpr std::uint32_t kMostFrequent = 1000;  // what more records have says next to nothing
constexpr std::size_t kBatch = 1000;           // profiles that are read at a time
constexpr std::size_t kMostThreads = 8;

bool are_of_one_language(const Points& points) {
  const auto chinese = static_cast<double>(
      std::count_if(points.points.begin(), points.points.end(),
                    [](const Point& point) { return is_chinese(point.subject.title); }));
  const double share = chinese / static_cast<double>(points.size());
  return share >= kOneLanguage || share <= 1 - kOneLanguage;
}

struct Weighted {
  std::uint32_t number = 0;  // of a term, or of a point that has it
  float weight = 0;
};

// The terms of each point, and the points of each term.
struct Words {
  std::vector<std::vector<Weighted>> of_points;
  std::vector<std::vector<Weighted>> of_terms;
};

Result<Words> counted_words(const store::View& view, const Points& points) {
  Words words;
  std::unordered_map<std::string, std::uint32_t> numbers;
  for (std::size_t first = 0; first < points.size(); first += kBatch) {
    std::vector<std::string> keys;
    for (std::size_t i = first; i < std::min(first + kBatch, points.size()); ++i)
      keys.push_back(keys::faced(Face::kPublic, points.points[i].id));
    for (const auto& bytes : TRY(view.get_all(store::Family::kProfiles, keys))) {
      std::vector<Weighted>& terms = words.of_points.emplace_back();
      const Result<Profile> profile = codec::decode<Profile>(bytes.value_or(std::string()));
      if (!profile) continue;
      for (const ProfileTerm& term : profile->terms) {
        const auto number =
            numbers.try_emplace(term.term, static_cast<std::uint32_t>(numbers.size()))
                .first->second;
        terms.push_back({number, static_cast<float>(1 + std::log(std::max(term.count, 1U)))});
      }
    }
  }
  words.of_terms.resize(numbers.size());
  return words;
}

// Makes weights of counts, each point's of length 1, and leaves out what is too rare or too frequent.
void weigh(Words& words) {
  std::vector<std::uint32_t> frequencies(words.of_terms.size());
  for (const std::vector<Weighted>& terms : words.of_points)
    for (const Weighted& term : terms) ++frequencies[term.number];
  const auto all = static_cast<float>(words.of_points.size());
  for (std::uint32_t point = 0; point < words.of_points.size(); ++point) {
    std::vector<Weighted>& terms = words.of_points[point];
    std::erase_if(terms,
                  [&](const Weighted& term) { return frequencies[term.number] < kLeastFrequent; });
    float squares = 0;
    for (Weighted& term : terms) {
      term.weight *= std::log(all / static_cast<float>(frequencies[term.number]));
      squares += term.weight * term.weight;
    }
    std::erase_if(terms, [&](const Weighted& term) {
      return frequencies[term.number] > kMostFrequent || term.weight == 0;  // all have it
    });
    for (Weighted& term : terms) {
      term.weight /= std::sqrt(squares);
      words.of_terms[term.number].push_back({point, term.weight});
    }
  }
}

std::vector<vectors::Neighbour> nearest_of(std::vector<vectors::Neighbour> all) {
  const auto end =
      all.begin() + static_cast<std::ptrdiff_t>(std::min(all.size(), kGraphNeighbours));
  std::partial_sort(all.begin(), end, all.end(), vectors::is_nearer);
  return {all.begin(), end};  // without the memory of the others
}

// Finds the lists of one point after another.
class Finder {
 public:
  Finder(const Words& words, const Points& points, const NeighbourLists& by_meaning)
      : words_(words), points_(points), by_meaning_(by_meaning), products_(points.size()) {}

  void find(std::uint32_t point, std::vector<NeighbourLists>& lists) {
    touched_.clear();
    for (const Weighted& term : words_.of_points[point]) {
      for (const Weighted& other : words_.of_terms[term.number]) {
        if (products_[other.number] == 0) touched_.push_back(other.number);
        products_[other.number] += term.weight * other.weight;
      }
    }
    std::vector<vectors::Neighbour> by_words;
    for (const std::uint32_t other : touched_)
      if (other != point) by_words.push_back({other, products_[other]});
    lists[0][point] = nearest_of(std::move(by_words));
    lists[1][point] = nearest_of(by_both(point, lists[0][point]));
    for (const std::uint32_t other : touched_) products_[other] = 0;
  }

 private:
  // Those by meaning, and those by words that stand close enough to be among them.
  std::vector<vectors::Neighbour> by_both(std::uint32_t point,
                                          const std::vector<vectors::Neighbour>& by_words) const {
    std::vector<vectors::Neighbour> all;
    for (const vectors::Neighbour& one : by_meaning_[point])
      all.push_back({one.place, one.cosine / 2 + products_[one.place]});
    for (const vectors::Neighbour& one : by_words) {
      const auto is_same = [&](const vectors::Neighbour& other) {
        return other.place == one.place;
      };
      if (std::any_of(all.begin(), all.end(), is_same)) continue;
      const float cosine = vectors::cosine(points_.places, point, one.place);
      all.push_back({one.place, cosine / 2 + one.cosine});
    }
    return all;
  }

  const Words& words_;
  const Points& points_;
  const NeighbourLists& by_meaning_;
  std::vector<float> products_;  // by point; 0 but for those touched
  std::vector<std::uint32_t> touched_;
};

}  // namespace

Result<std::vector<NeighbourLists>> lists_by_words(const store::View& view, const Points& points,
                                                   const NeighbourLists& by_meaning) {
  if (!are_of_one_language(points)) return std::vector<NeighbourLists>();
  Words words = TRY(counted_words(view, points));
  weigh(words);
  std::vector<NeighbourLists> lists(2, NeighbourLists(points.size()));
  const std::size_t threads =
      std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kMostThreads);
  const auto work = [&](std::size_t part) {
    Finder finder(words, points, by_meaning);
    for (std::size_t i = part; i < points.size(); i += threads)
      finder.find(static_cast<std::uint32_t>(i), lists);
  };
  std::vector<std::thread> helpers;
  for (std::size_t part = 1; part < threads; ++part) helpers.emplace_back(work, part);
  work(0);
  for (std::thread& helper : helpers) helper.join();
  return lists;
}

}  // namespace isthmus::topics
