// The terms of one pair of an enterprise and a programme or research group, each with what it rests
// on. For engine/partners alone.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/partners/needs.h"
#include "engine/partners/parties.h"

namespace isthmus::partners {

inline constexpr double kGapsWeight = 0.4;
inline constexpr double kClosenessWeight = 0.25;
inline constexpr double kAgreementWeight = 0.15;
inline constexpr double kFreshnessWeight = 0.1;
inline constexpr double kReciprocityWeight = 0.1;

inline constexpr std::uint64_t kEnoughDocuments = 3;  // on one need
inline constexpr std::size_t kNewest = 5;             // records that freshness looks at
inline constexpr std::uint64_t kEnoughTies = 3;       // citations of each way, confirmed links

// The value of a term, its reasons, and what more of it would do.
struct TermValue {
  double value = 0;
  std::uint64_t documents = 0;  // of the partner that it rests on, where the term is about fitting
  std::vector<PartnerReason> reasons;
  // The value with so many more documents, ties or agreements; empty: it cannot be had by count.
  std::function<double(std::uint64_t more)> with_more;
};

// Which of the documents help: those of one organisation.
TermValue gaps_value(const std::vector<Need>& needs, const std::string& organisation);

// How many records somebody has in each topic, by its id.
using TopicCounts = std::map<std::string, std::uint64_t>;
// What is shown of a topic that both are in.
using DocumentsOf = std::function<Result<std::vector<CitedRecord>>(const Topic& topic)>;
Result<TermValue> closeness_value(const std::vector<Topic>& topics, const TopicCounts& one,
                                  const TopicCounts& other, const DocumentsOf& documents_of);

// Of the records that match; without a date a record is not fresh.
Result<TermValue> freshness_value(const curricula::Shelf& shelf, const index::Query& records,
                                  const Date& day);

struct Ties {
  const std::string& enterprise;
  std::function<bool(const Record&)> is_academic_side;
};
Result<TermValue> reciprocity_value(const curricula::Shelf& shelf, const Ties& ties);

TermValue agreement_value(const Parties& parties, const std::string& enterprise,
                          const std::string& house, const Date& day);

}  // namespace isthmus::partners
