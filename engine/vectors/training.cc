#include "engine/vectors/training.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "engine/vectors/decomposition.h"
#include "engine/vectors/space.h"
#include "schema/hash.h"

namespace isthmus::vectors {
namespace {

using store::Family;

constexpr std::uint32_t kLeastFrequency = 2;
constexpr std::size_t kSidesPerDimension = 6;  // of profiles and of words (docs/performance.md)
// What the other names of a term count together, beside the term itself, and how many of them say
// that it means too many things (docs/performance.md).
constexpr double kOtherNames = 1;
constexpr std::size_t kMostOtherNames = 6;
constexpr std::size_t kMostTerms = 60'000;  // 192 bytes each, and their text

struct Count {
  std::uint32_t term = 0;
  std::uint32_t count = 0;
};

// The profiles that are learned from, with their terms numbered as they were met.
struct Sample {
  std::vector<std::vector<Count>> profiles;
  std::vector<std::string> terms;
  std::vector<std::uint32_t> frequencies;  // by term
};

const std::string& public_prefix() {
  static const std::string prefix = keys::faced(Face::kPublic, {});
  return prefix;
}

// The public profiles: how many, and which hashes of ids are in the sample.
struct Census {
  std::size_t profiles = 0;
  std::uint64_t greatest_hash = std::numeric_limits<std::uint64_t>::max();
};

Result<Census> take_census(const store::View& view) {
  std::vector<std::uint64_t> hashes;
  TRY(view.scan(Family::kProfiles, public_prefix(), {}, [&](std::string_view key, auto) {
    hashes.push_back(hash64(keys::id_of_faced(key)));
    return true;
  }));
  Census census;
  census.profiles = hashes.size();
  if (hashes.size() <= kMostTrained) return census;
  const auto last = hashes.begin() + kMostTrained - 1;
  std::nth_element(hashes.begin(), last, hashes.end());
  census.greatest_hash = *last;
  return census;
}

Result<Sample> sample_of(const store::View& view, std::uint64_t greatest_hash) {
  Sample sample;
  std::unordered_map<std::string, std::uint32_t> numbers;
  const auto number_of = [&](std::string term) {
    const auto [entry, is_new] =
        numbers.try_emplace(std::move(term), static_cast<std::uint32_t>(sample.terms.size()));
    if (is_new) {
      sample.terms.push_back(entry->first);
      sample.frequencies.push_back(0);
    }
    return entry->second;
  };
  const auto take = [&](std::string_view key, std::string_view value) -> Result<void> {
    if (hash64(keys::id_of_faced(key)) > greatest_hash) return {};
    Profile profile = TRY(codec::decode<Profile>(value));
    std::vector<Count>& counts = sample.profiles.emplace_back();
    for (ProfileTerm& term : profile.terms) {
      const std::uint32_t number = number_of(std::move(term.term));
      ++sample.frequencies[number];
      counts.push_back({number, term.count});
    }
    return {};
  };
  TRY(view.for_each(Family::kProfiles, public_prefix(), take));
  return sample;
}

constexpr std::uint32_t kNoColumn = std::numeric_limits<std::uint32_t>::max();

// The terms that become columns: the most frequent ones, in the order of their texts.
std::vector<std::uint32_t> columns_of(const Sample& sample) {
  std::vector<std::uint32_t> kept;
  for (std::uint32_t term = 0; term < sample.terms.size(); ++term) {
    if (sample.frequencies[term] >= kLeastFrequency) kept.push_back(term);
  }
  if (kept.size() > kMostTerms) {
    const auto is_more_frequent = [&](std::uint32_t a, std::uint32_t b) {
      if (sample.frequencies[a] != sample.frequencies[b])
        return sample.frequencies[a] > sample.frequencies[b];
      return sample.terms[a] < sample.terms[b];
    };
    std::nth_element(kept.begin(), kept.begin() + kMostTerms, kept.end(), is_more_frequent);
    kept.resize(kMostTerms);
  }
  std::sort(kept.begin(), kept.end(),
            [&](std::uint32_t a, std::uint32_t b) { return sample.terms[a] < sample.terms[b]; });
  return kept;
}

double rarity_of(const Sample& sample, std::uint32_t term) {
  return std::log(static_cast<double>(sample.profiles.size()) / sample.frequencies[term]);
}

// What an occurrence of a term counts for one column: its own, and those of its other names.
struct Share {
  std::uint32_t column = 0;
  double share = 1;
};
using Shares = std::vector<std::vector<Share>>;  // by column

// The columns of an alternative; empty when one of its terms has none.
std::vector<std::uint32_t> columns_of(const std::vector<std::string>& terms,
                                      const std::vector<std::string>& names) {
  std::vector<std::uint32_t> columns;
  for (const std::string& term : terms) {
    const auto found = std::lower_bound(names.begin(), names.end(), term);
    if (found == names.end() || *found != term) return {};
    columns.push_back(static_cast<std::uint32_t>(found - names.begin()));
  }
  return columns;
}

// `names` are the terms of the columns, sorted.
Result<Shares> shares_of(const std::vector<std::string>& names, const Translate& translate) {
  Shares shares(names.size());
  for (std::uint32_t column = 0; column < names.size(); ++column) shares[column] = {{column, 1}};
  if (!translate) return shares;
  const std::vector<Alternatives> translations = TRY(translate(names));
  for (std::uint32_t column = 0; column < names.size(); ++column) {
    std::vector<std::vector<std::uint32_t>> known;
    for (const std::vector<std::string>& alternative : translations[column]) {
      known.push_back(columns_of(alternative, names));
      if (known.back().empty()) known.pop_back();
    }
    if (known.size() > kMostOtherNames) continue;  // it means too many things
    for (const std::vector<std::uint32_t>& columns : known) {
      const auto parts = static_cast<double>(known.size() * columns.size());
      for (const std::uint32_t other : columns)
        shares[column].push_back({other, kOtherNames / parts});
    }
  }
  return shares;
}

// Adds a row for a profile, of length 1; none when it has no column.
void add_row(const std::vector<std::pair<std::uint32_t, double>>& weights, const Shares& shares,
             std::vector<double>& scratch, Matrix& matrix) {
  std::vector<std::uint32_t> touched;
  for (const auto& [column, weight] : weights) {
    for (const Share& share : shares[column]) {
      if (scratch[share.column] == 0) touched.push_back(share.column);
      scratch[share.column] += weight * share.share;
    }
  }
  double squares = 0;
  for (const std::uint32_t column : touched) squares += scratch[column] * scratch[column];
  const auto row = static_cast<std::uint32_t>(matrix.rows++);
  for (const std::uint32_t column : touched) {
    if (scratch[column] > 0)
      matrix.cells.push_back({row, column, scratch[column] / std::sqrt(squares)});
    scratch[column] = 0;
  }
}

Matrix matrix_of(const Sample& sample, const std::vector<std::uint32_t>& columns,
                 const Shares& shares) {
  std::vector<std::uint32_t> column_of(sample.terms.size(), kNoColumn);
  for (std::uint32_t column = 0; column < columns.size(); ++column)
    column_of[columns[column]] = column;
  Matrix matrix{0, columns.size(), {}};
  std::vector<double> scratch(columns.size());
  for (const std::vector<Count>& profile : sample.profiles) {
    std::vector<std::pair<std::uint32_t, double>> weights;
    for (const Count& count : profile) {
      if (column_of[count.term] == kNoColumn) continue;
      weights.emplace_back(column_of[count.term],
                           (1 + std::log(count.count)) * rarity_of(sample, count.term));
    }
    add_row(weights, shares, scratch, matrix);
  }
  return matrix;
}

// The dimensions that are learned: many fewer than there are words and profiles, or each word would
// keep a direction of its own.
std::size_t dimensions_of(const Matrix& matrix) {
  return std::min(kDimensions, std::min(matrix.rows, matrix.columns) / kSidesPerDimension);
}

SpaceTerm term_of(std::string term, double rarity, const Direction& direction) {
  float greatest = 0;
  for (const float part : direction) greatest = std::max(greatest, std::abs(part));
  std::string row = pack(direction);
  row.resize(kDimensions);  // zeros for a word that says nothing
  return {std::move(term), rarity * greatest, std::move(row)};
}

// Where a term stands: at its own column and those of its other names. `vectors` has `dimensions`
// numbers a column.
Direction direction_of(const std::vector<Share>& shares, const std::vector<float>& vectors,
                       std::size_t dimensions) {
  Direction direction{};
  for (const Share& share : shares) {
    for (std::size_t i = 0; i < dimensions; ++i)
      direction[i] += static_cast<float>(share.share) * vectors[share.column * dimensions + i];
  }
  return direction;
}

}  // namespace

Result<Training> train(const store::View& view, const Translate& translate) {
  const Census census = TRY(take_census(view));
  Training training{census.profiles, {}};
  if (training.profiles < kLeastProfiles) return training;
  const Sample sample = TRY(sample_of(view, census.greatest_hash));
  const std::vector<std::uint32_t> columns = columns_of(sample);
  std::vector<std::string> names;
  for (const std::uint32_t column : columns) names.push_back(sample.terms[column]);
  const Shares shares = TRY(shares_of(names, translate));
  const Matrix matrix = matrix_of(sample, columns, shares);
  const std::size_t dimensions = dimensions_of(matrix);
  const std::vector<float> vectors = right_singular_vectors(matrix, dimensions);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    training.terms.terms.push_back(term_of(names[i], rarity_of(sample, columns[i]),
                                           direction_of(shares[i], vectors, dimensions)));
  }
  return training;
}

}  // namespace isthmus::vectors
