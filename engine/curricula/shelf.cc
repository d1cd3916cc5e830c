#include "engine/curricula/shelf.h"

#include <algorithm>

#include "schema/terms.h"

namespace isthmus::curricula {
namespace {

using index::Op;
using index::Query;

// Of an aim: more cost time, and below the first ones hardly any is above the floor.
constexpr std::uint32_t kByWords = 30;
constexpr std::size_t kByMeaning = Shelf::kCandidates - kByWords;

std::size_t number_of(Stock stock) { return static_cast<std::size_t>(stock); }

Query query_of(Stock stock) {
  if (stock == Stock::kPractice) return side_filter(Side::kPractice);
  return Query::of(Op::kAndNot, {side_filter(Side::kAcademic), kind_filter(Kind::kCourse)});
}

// Any way of any concept; of a way of several words the first.
Query any_of(const Aim& aim) {
  std::vector<Query> any;
  for (const Concept& one : aim.concepts)
    for (const std::vector<std::string>& way : one.ways)
      any.push_back(Query::of_term(way.front(), one.weight));
  return Query::joined(Op::kOr, std::move(any));
}

bool has_public_face(const Record& record) {
  const std::vector<Face> faces = faces_of(record);
  return std::find(faces.begin(), faces.end(), Face::kPublic) != faces.end();
}

}  // namespace

Query side_filter(Side side) { return Query::of_term(terms::term(terms::kSide, name_of(side)), 0); }
Query kind_filter(Kind kind) { return Query::of_term(terms::term(terms::kKind, name_of(kind)), 0); }
Query programme_filter(std::string_view id) {
  return Query::of_term(terms::term(terms::kProgramme, id), 0);
}
Query organisation_filter(std::string_view id) {
  return Query::of_term(terms::term(terms::kOrganisation, id), 0);
}

CitedRecord cited_form(const Record& record) {
  return {record.id,       record.kind,         record.title, record.title_translations,
          record.language, record.organisation, record.date};
}

Result<Shelf> Shelf::open(const search::Sources& sources) {
  Shelf shelf(sources);
  shelf.epoch_ = sources.epoch ? TRY(sources.epoch()) : std::make_shared<const links::Epoch>();
  shelf.lexicons_ = TRY(lexicon::all(sources.store));
  for (const Stock stock : {Stock::kPractice, Stock::kResearch}) {
    index::DocumentsByFace found = TRY(sources.index.documents(query_of(stock), shelf.viewer_));
    shelf.documents_[number_of(stock)] = std::move(found[index_of(Face::kPublic)]);
  }
  return shelf;
}

Result<Aim> Shelf::aim(std::string_view text) const {
  const vectors::Space* space =
      sources_->vectors == nullptr ? nullptr : &sources_->vectors->space();
  return aim_of({*epoch_, space, sources_->store, lexicons_}, text);
}

Result<void> Shelf::add_by_words(const Aim& aim, Stock stock, std::vector<std::string>& ids) const {
  Query any = any_of(aim);
  if (any.empty()) return {};
  index::MatchOptions options;
  options.limit = kByWords;
  const Query query = Query::of(Op::kFilter, {std::move(any), query_of(stock)});
  const index::Matches found =
      TRY(sources_->index.search(query, viewer_, options, sources_->columns));
  for (const index::Match& match : found.matches)
    if (match.face == Face::kPublic) ids.push_back(match.id);
  return {};
}

Result<void> Shelf::add_by_meaning(const std::vector<float>& cosines, Stock stock,
                                   std::vector<std::string>& ids) const {
  std::vector<std::pair<float, std::uint32_t>> near;  // cosine, serial
  documents_[number_of(stock)].for_each([&](std::uint32_t serial) {
    if (serial < cosines.size() && cosines[serial] > 0) near.emplace_back(cosines[serial], serial);
  });
  const auto end = near.begin() + static_cast<std::ptrdiff_t>(std::min(kByMeaning, near.size()));
  std::partial_sort(near.begin(), end, near.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string> keys;
  for (auto at = near.begin(); at != end; ++at) keys.push_back(keys::serial(at->second));
  for (std::optional<std::string>& id : TRY(store().get_all(store::Family::kSerials, keys)))
    if (id) ids.push_back(*std::move(id));
  return {};
}

Result<Shelf::ByStock> Shelf::nearest(const Aim& aim) {
  std::vector<float> cosines;
  if (sources_->vectors != nullptr)
    cosines = sources_->vectors->cosines(Face::kPublic, aim.direction);
  ByStock found;
  for (const Stock stock : {Stock::kPractice, Stock::kResearch}) {
    std::vector<std::string> ids;
    TRY(add_by_words(aim, stock, ids));
    TRY(add_by_meaning(cosines, stock, ids));
    found[number_of(stock)] = TRY(scored(aim, std::move(ids)));
  }
  return found;
}

Result<std::vector<Shelf::Scored>> Shelf::scored(const Aim& aim, std::vector<std::string> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::vector<Scored> scored;
  for (std::string& id : ids) {
    const Sketch* record = TRY(sketch(id));
    if (record == nullptr) continue;
    Likeness likeness = compare(aim, *record);
    if (likeness.score > 0) scored.push_back({std::move(id), std::move(likeness)});
  }
  std::stable_sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) {
    return a.likeness.score > b.likeness.score;
  });
  return scored;
}

Result<const Sketch*> Shelf::sketch(const std::string& id) {
  const auto found = sketches_.find(id);
  if (found != sketches_.end()) return found->second.get();
  const std::optional<Profile> profile = TRY(store().profile(Face::kPublic, id));
  std::unique_ptr<Sketch> made;
  if (profile) {
    made = std::make_unique<Sketch>(sketch_of(*epoch_, id, *profile));
    if (sources_->vectors != nullptr)
      made->direction = sources_->vectors->of(Face::kPublic, profile->serial);
  }
  return sketches_.emplace(id, std::move(made)).first->second.get();
}

Result<std::vector<Record>> Shelf::records(const std::vector<std::string>& ids) const {
  std::vector<Record> found;
  for (std::optional<StoredRecord>& stored : TRY(store().records(ids))) {
    if (stored && has_public_face(stored->record))
      found.push_back(face_of(std::move(stored->record), Face::kPublic));
  }
  return found;
}

Result<std::vector<CitedRecord>> Shelf::cited(const std::vector<std::string>& ids) const {
  std::vector<CitedRecord> all;
  for (const Record& record : TRY(records(ids))) all.push_back(cited_form(record));
  return all;
}

Result<std::string> Shelf::body_of(const Record& record) const {
  if (faces_of(record).size() > 1) return std::string();
  return store().body(record.id);
}

Result<std::vector<Record>> Shelf::newest(const Query& query, std::size_t most) const {
  index::MatchOptions options;
  options.limit = static_cast<std::uint32_t>(most);
  options.sort = index::Sort::kNewest;
  const index::Matches found =
      TRY(sources_->index.search(query, viewer_, options, sources_->columns));
  std::vector<std::string> ids;
  for (const index::Match& match : found.matches)
    if (match.face == Face::kPublic) ids.push_back(match.id);
  return records(ids);
}

Result<std::vector<std::string>> Shelf::ids_of(const Query& query) const {
  const index::DocumentsByFace found = TRY(sources_->index.documents(query, viewer_));
  std::vector<std::string> keys;
  found[index_of(Face::kPublic)].for_each(
      [&](std::uint32_t serial) { keys.push_back(keys::serial(serial)); });
  std::vector<std::string> ids;
  for (std::optional<std::string>& id : TRY(store().get_all(store::Family::kSerials, keys)))
    if (id) ids.push_back(*std::move(id));
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace isthmus::curricula
