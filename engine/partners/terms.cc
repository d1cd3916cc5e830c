#include "engine/partners/terms.h"

#include <algorithm>
#include <cmath>

namespace isthmus::partners {
namespace {

constexpr std::size_t kShownDocuments = 5;
constexpr std::size_t kShownTopics = 5;
constexpr double kHalfLife = 3;  // years
constexpr double kLaterValue = 0.5;
constexpr double kEndedValue = 0.25;

double part_of(std::uint64_t count, std::uint64_t enough) {
  return static_cast<double>(std::min(count, enough)) / static_cast<double>(enough);
}

double sum_of(const TopicCounts& counts) {
  double sum = 0;
  for (const auto& [topic, count] : counts) sum += static_cast<double>(count);
  return sum;
}

// Years since 0, a month or day that is not known taken as the middle of what is.
double years_of(const Date& date) {
  const double months = date.month == 0 ? 6 : date.month - 1;
  const double days = date.month == 0 ? 0 : date.day == 0 ? 15 : date.day - 1;
  return date.year + months / 12 + days / 372;
}

double freshness_of(const Date& date, const Date& day) {
  if (!date.has_value()) return 0;
  return std::exp2(-std::max(0.0, years_of(day) - years_of(date)) / kHalfLife);
}

// The mean of the freshest kNewest of these and of so many that are of today.
double mean_of_newest(std::vector<double> values, std::uint64_t today) {
  values.insert(values.end(), std::min<std::uint64_t>(today, kNewest), 1.0);
  values.resize(std::max(values.size(), kNewest), 0.0);
  std::sort(values.rbegin(), values.rend());
  double sum = 0;
  for (std::size_t i = 0; i < kNewest; ++i) sum += values[i];
  return sum / static_cast<double>(kNewest);
}

// What is left of each need, the one that gives most for a document first.
struct Rest {
  double share = 0;  // of all needs
  std::uint64_t documents = 0;
};

double with_more_documents(double value, const std::vector<Rest>& rests, std::uint64_t more) {
  for (const Rest& rest : rests) {
    const std::uint64_t taken = std::min(more, rest.documents);
    value += rest.share * static_cast<double>(taken) / static_cast<double>(kEnoughDocuments);
    more -= taken;
  }
  return value;
}

}  // namespace

TermValue gaps_value(const std::vector<Need>& needs, const std::string& organisation) {
  TermValue result;
  double all = 0;
  for (const Need& need : needs) all += need.weight;
  if (all <= 0) return result;
  std::vector<Rest> rests;
  for (const Need& need : needs) {
    PartnerReason reason;
    for (const CitedRecord& document : need.documents) {
      if (document.organisation != organisation) continue;
      ++reason.count;
      if (reason.documents.size() < kShownDocuments) reason.documents.push_back(document);
    }
    reason.what = need.what;
    reason.id = need.id;
    reason.labels = need.labels;
    reason.weight = need.weight / all;
    reason.value = part_of(reason.count, kEnoughDocuments);
    result.value += reason.weight * reason.value;
    result.documents += reason.count;
    if (reason.count < kEnoughDocuments)
      rests.push_back({reason.weight, kEnoughDocuments - reason.count});
    result.reasons.push_back(std::move(reason));
  }
  std::stable_sort(rests.begin(), rests.end(),
                   [](const Rest& a, const Rest& b) { return a.share > b.share; });
  std::stable_sort(result.reasons.begin(), result.reasons.end(),
                   [](const PartnerReason& a, const PartnerReason& b) {
                     return a.weight * a.value > b.weight * b.value;
                   });
  result.with_more = [value = result.value, rests](std::uint64_t more) {
    return with_more_documents(value, rests, more);
  };
  return result;
}

Result<TermValue> closeness_value(const std::vector<Topic>& topics, const TopicCounts& one,
                                  const TopicCounts& other, const DocumentsOf& documents_of) {
  TermValue result;
  const double all_of_one = sum_of(one);
  const double all_of_other = sum_of(other);
  if (all_of_one <= 0 || all_of_other <= 0) return result;
  struct Shared {
    double part = 0;
    const Topic* topic = nullptr;
    std::uint64_t count = 0;
  };
  std::vector<Shared> shared;
  for (const Topic& topic : topics) {
    const auto of_one = one.find(topic.id);
    const auto of_other = other.find(topic.id);
    if (of_one == one.end() || of_other == other.end()) continue;
    const double part = std::min(static_cast<double>(of_one->second) / all_of_one,
                                 static_cast<double>(of_other->second) / all_of_other);
    shared.push_back({part, &topic, of_other->second});
    result.value += part;
    result.documents += of_other->second;
  }
  std::stable_sort(shared.begin(), shared.end(),
                   [](const Shared& a, const Shared& b) { return a.part > b.part; });
  if (shared.size() > kShownTopics) shared.resize(kShownTopics);
  for (const Shared& topic : shared) {
    PartnerReason reason;
    reason.what = "topic";
    reason.id = topic.topic->id;
    reason.labels = topic.topic->labels;
    reason.weight = topic.part;
    reason.value = 1;
    reason.count = topic.count;
    reason.documents = TRY(documents_of(*topic.topic));
    if (reason.documents.size() > kShownDocuments) reason.documents.resize(kShownDocuments);
    result.reasons.push_back(std::move(reason));
  }
  return result;
}

Result<TermValue> freshness_value(const curricula::Shelf& shelf, const index::Query& records,
                                  const Date& day) {
  TermValue result;
  std::vector<double> values;
  PartnerReason reason;
  reason.what = "newest";
  for (const Record& record : TRY(shelf.newest(records, kNewest))) {
    values.push_back(freshness_of(record.date, day));
    reason.documents.push_back(curricula::cited_form(record));
  }
  result.value = mean_of_newest(values, 0);
  result.with_more = [values](std::uint64_t more) { return mean_of_newest(values, more); };
  reason.value = result.value;
  reason.weight = 1;
  reason.count = reason.documents.size();
  if (reason.count > 0) result.reasons.push_back(std::move(reason));
  return result;
}

TermValue agreement_value(const Parties& parties, const std::string& enterprise,
                          const std::string& house, const Date& day) {
  TermValue result;
  const auto is_party = [](const Agreement& agreement, auto&& is_it) {
    return std::any_of(agreement.parties.begin(), agreement.parties.end(), is_it);
  };
  for (const Agreement& agreement : parties.agreements) {
    const bool has_both =
        is_party(agreement, [&](const std::string& one) { return one == enterprise; }) &&
        is_party(agreement, [&](const std::string& one) { return parties.house_of(one) == house; });
    if (!has_both) continue;
    const AgreementState state = state_on(agreement, day);
    PartnerReason reason;
    reason.what = "agreement";
    reason.id = agreement.id;
    reason.title = agreement.title;
    reason.state = name_of(state);
    reason.from = agreement.valid_from;
    reason.until = agreement.valid_until;
    reason.weight = 1;
    reason.value = state == AgreementState::kValid         ? 1
                   : state == AgreementState::kBeginsLater ? kLaterValue
                                                           : kEndedValue;
    result.value = std::max(result.value, reason.value);
    result.reasons.push_back(std::move(reason));
  }
  std::stable_sort(
      result.reasons.begin(), result.reasons.end(),
      [](const PartnerReason& a, const PartnerReason& b) { return a.value > b.value; });
  result.with_more = [value = result.value](std::uint64_t more) { return more > 0 ? 1 : value; };
  return result;
}

}  // namespace isthmus::partners
