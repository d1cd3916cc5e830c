#include "indexer/pipeline/joining.h"

#include <algorithm>
#include <set>

#include "engine/text/analysis.h"
#include "indexer/parsers/parser.h"
#include "indexer/pipeline/roots.h"
#include "schema/codec.h"
#include "schema/keys.h"

namespace isthmus::pipeline {
namespace {

// Of titles: one written with and one without its subtitle share about two thirds of the words.
constexpr double kLikeTitles = 0.6;
// More than a round of the writer, which is in the store when it ends (engine/repository).
constexpr std::size_t kRecentBytes = 64 << 20;

bool is_record_file(const Record& record) {
  for (const parsers::Parser& parser : parsers::all_parsers()) {
    if (parser.media_type == record.source.media_type) return parser.describes_works;
  }
  return true;  // tables say text/tab-separated-values too
}

std::set<std::string> words_of(std::string_view title) {
  std::set<std::string> words;
  for (text::Atom& atom : text::split_atoms(title)) words.insert(std::move(atom.text));
  return words;
}

bool are_like(std::string_view a, std::string_view b) {
  const std::set<std::string> left = words_of(a);
  const std::set<std::string> right = words_of(b);
  if (left.empty() || right.empty()) return true;
  std::vector<std::string> shared;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(shared));
  const std::size_t all = left.size() + right.size() - shared.size();
  return static_cast<double>(shared.size()) >= kLikeTitles * static_cast<double>(all);
}

std::vector<std::string> dois_of(const Record& record) {
  std::vector<std::string> dois;
  for (const Identifier& identifier : record.identifiers) {
    std::string normal = normal_identifier(identifier.scheme, identifier.value);
    if (normal.starts_with("doi:")) dois.push_back(std::move(normal));
  }
  return dois;
}

bool share_doi(const Record& a, const Record& b) {
  const std::vector<std::string> left = dois_of(a);
  const std::vector<std::string> right = dois_of(b);
  return std::find_first_of(left.begin(), left.end(), right.begin(), right.end()) != left.end();
}

template <typename T>
void fill(T& into, const T& from) {
  if (into == T()) into = from;
}

template <typename T>
void unite(std::vector<T>& into, const std::vector<T>& from) {
  for (const T& one : from) {
    if (std::find(into.begin(), into.end(), one) == into.end()) into.push_back(one);
  }
}

void unite(std::vector<Identifier>& into, const std::vector<Identifier>& from) {
  const auto normal = [](const Identifier& one) {
    return normal_identifier(one.scheme, one.value);
  };
  for (const Identifier& one : from) {
    const bool is_known = std::any_of(into.begin(), into.end(), [&](const Identifier& known) {
      return normal(known) == normal(one);
    });
    if (!is_known) into.push_back(one);
  }
}

void unite(Record& whole, const Record& part) {
  fill(whole.title, part.title);
  whole.title_translations.insert(part.title_translations.begin(), part.title_translations.end());
  fill(whole.abstract, part.abstract);
  whole.abstract_translations.insert(part.abstract_translations.begin(),
                                     part.abstract_translations.end());
  fill(whole.authors, part.authors);
  fill(whole.organisation, part.organisation);
  fill(whole.date, part.date);
  fill(whole.references, part.references);
  fill(whole.contact.name, part.contact.name);
  fill(whole.contact.email, part.contact.email);
  fill(whole.review_by, part.review_by);
  fill(whole.licence, part.licence);
  unite(whole.programmes, part.programmes);
  unite(whole.keywords, part.keywords);
  unite(whole.identifiers, part.identifiers);
  unite(whole.equipment, part.equipment);
  unite(whole.codes, part.codes);
  unite(whole.relations, part.relations);
  if (part.body.size() > whole.body.size()) whole.body = part.body;
}

std::size_t size_of(const Record& record) {
  return record.title.size() + record.abstract.size() + record.body.size() + 1024;
}

}  // namespace

bool are_one(const Record& a, const Record& b) {
  return (is_record_file(a) || is_record_file(b)) && a.visibility == b.visibility &&
         are_like(a.title, b.title);
}

Record joined(std::vector<Part> parts) {
  const std::string id = parts.front().record.id;
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return is_record_file(a.record) > is_record_file(b.record);
  });
  Record whole = parts.front().record;
  for (std::size_t i = 1; i < parts.size(); ++i) unite(whole, parts[i].record);
  // The document is what a reader wants to open.
  whole.source = parts.back().record.source;
  whole.id = id;
  return whole;
}

Result<std::string> Joiner::named_by(const std::string& key) const {
  if (const auto known = named_.find(key); known != named_.end()) return known->second;
  if (target_.view() == nullptr) return std::string();
  const auto value = TRY(target_.view()->get(store::Family::kSources, key));
  return value.value_or(std::string());
}

Result<std::optional<Part>> Joiner::present(const std::string& id) const {
  if (const auto known = recent_.find(id); known != recent_.end())
    return std::optional<Part>(known->second);
  if (target_.view() == nullptr) return std::optional<Part>();
  const Result<StoredRecord> stored = target_.view()->record(id);
  if (!stored) return std::optional<Part>();
  Part part{stored->source_key, stored->record};
  part.record.body = TRY(target_.view()->body(id));
  return std::optional<Part>(std::move(part));
}

Result<bool> Joiner::has_parts(const std::string& id) {
  if (!with_parts_) {
    with_parts_.emplace();
    if (target_.view() != nullptr) {
      TRY(target_.view()->scan(store::Family::kSources, keys::kPartTag, {},
                               [&](std::string_view key, std::string_view) {
                                 with_parts_->insert(keys::id_of_part(key));
                                 return true;
                               }));
    }
  }
  return with_parts_->contains(id);
}

Result<bool> Joiner::is_home(const std::string& id, const Record& record,
                             const SourceFile& source) {
  const auto is_own = [&](const std::string& key) {
    return key == source.key || key == source.renamed_from;
  };
  if (TRY(has_parts(id))) {
    const std::vector<Part> parts = TRY(parts_of(id));
    if (std::any_of(parts.begin(), parts.end(),
                    [&](const Part& part) { return is_own(part.source_key); }))
      return true;
  }
  const std::optional<Part> other = TRY(present(id));
  if (!other || is_own(other->source_key)) return false;
  return keys::path_of_source(other->source_key) != kStandardInput &&
         (share_doi(other->record, record) ||
          is_record_file(other->record) != is_record_file(record)) &&
         are_one(other->record, record);
}

Result<std::string> Joiner::home_of(const Record& record, const SourceFile& source) {
  std::vector<std::string> candidates = {record.id};
  for (const std::string& doi : dois_of(record))
    candidates.push_back(TRY(named_by(keys::identifier(collection_of(record.id), doi))));
  for (const std::string& id : candidates) {
    if (id.empty() || TRY(target_.source_of(id)).empty()) continue;
    if (TRY(is_home(id, record, source))) return id;
  }
  return std::string();
}

Result<std::vector<Part>> stored_parts(const store::View& view, std::string_view id) {
  std::vector<Part> parts;
  TRY(view.scan(store::Family::kSources, keys::part_prefix(id), {},
                [&](std::string_view key, std::string_view value) {
                  Result<Record> record = codec::decode<Record>(value);
                  if (record) parts.push_back({keys::source_of_part(key), *std::move(record)});
                  return true;
                }));
  return parts;
}

Result<std::vector<Part>> Joiner::parts_of(const std::string& id) const {
  std::map<std::string, Record> parts;  // by source key
  if (target_.view() != nullptr) {
    for (Part& part : TRY(stored_parts(*target_.view(), id)))
      parts[part.source_key] = std::move(part.record);
  }
  const std::string prefix = keys::part_prefix(id);
  for (auto at = parts_.lower_bound(prefix); at != parts_.end() && at->first.starts_with(prefix);
       ++at) {
    if (at->second) {
      parts[keys::source_of_part(at->first)] = *at->second;
    } else {
      parts.erase(keys::source_of_part(at->first));
    }
  }
  std::vector<Part> out;
  for (auto& [source_key, record] : parts) out.push_back({source_key, std::move(record)});
  return out;
}

void Joiner::keep(const std::string& id, const Part& part) {
  const std::string key = keys::part(id, part.source_key);
  if (with_parts_) with_parts_->insert(id);
  parts_[key] = part.record;
  target_.note(store::Family::kSources, key, codec::encode(part.record));
  target_.note(store::Family::kSources,
               keys::joined(keys::collection_of_source(part.source_key),
                            keys::path_of_source(part.source_key), id),
               {});
}

Result<Part> Joiner::join(const std::string& home, Part part) {
  std::vector<Part> parts = TRY(parts_of(home));
  if (parts.empty()) {
    std::optional<Part> first = TRY(present(home));
    if (first) {
      keep(home, *first);
      parts.push_back(*std::move(first));
    }
  }
  std::erase_if(parts, [&](const Part& other) { return other.source_key == part.source_key; });
  keep(home, part);
  parts.push_back(std::move(part));
  std::sort(parts.begin(), parts.end(),
            [](const Part& a, const Part& b) { return a.source_key < b.source_key; });
  const std::string owner = TRY(target_.source_of(home));
  Part whole{owner, joined(std::move(parts))};
  whole.record.id = home;
  return whole;
}

Result<std::optional<std::vector<Part>>> Joiner::leave(const std::string& id,
                                                       const std::string& source_key) {
  std::vector<Part> parts = TRY(parts_of(id));
  const auto leaving = std::find_if(
      parts.begin(), parts.end(), [&](const Part& part) { return part.source_key == source_key; });
  if (leaving == parts.end()) return std::optional<std::vector<Part>>();
  parts.erase(leaving);
  const std::string key = keys::part(id, source_key);
  parts_[key] = std::nullopt;
  target_.forget(store::Family::kSources, key);
  target_.forget(store::Family::kSources, keys::joined(keys::collection_of_source(source_key),
                                                       keys::path_of_source(source_key), id));
  return std::optional(std::move(parts));
}

Result<std::vector<std::string>> Joiner::parts_of_source(const std::string& source_key) const {
  std::vector<std::string> ids;
  if (target_.view() == nullptr) return ids;
  const std::string prefix =
      keys::joined_prefix(keys::collection_of_source(source_key), keys::path_of_source(source_key));
  TRY(target_.view()->scan(store::Family::kSources, prefix, {},
                           [&](std::string_view key, std::string_view) {
                             ids.push_back(keys::id_of_member(key));
                             return true;
                           }));
  return ids;
}

void Joiner::note(const Record& record, const std::string& source_key) {
  const std::vector<std::string> dois = dois_of(record);
  for (const std::string& doi : dois) {
    const std::string key = keys::identifier(collection_of(record.id), doi);
    if (!named_.emplace(key, record.id).second) continue;
    target_.note(store::Family::kSources, key, record.id);
  }
  recent_bytes_ += size_of(record);
  recent_order_.emplace_back(record.id, size_of(record));
  recent_[record.id] = {source_key, record};
  while (recent_bytes_ > kRecentBytes && recent_order_.size() > 1) {
    recent_bytes_ -= recent_order_.front().second;
    recent_.erase(recent_order_.front().first);
    recent_order_.pop_front();
  }
}

}  // namespace isthmus::pipeline
