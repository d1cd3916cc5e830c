#include "engine/topics/labels.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "engine/lexicon/key.h"
#include "engine/links/profile.h"
#include "engine/topics/words.h"
#include "tests/support/memory_view.h"

namespace isthmus::topics {
namespace {

// Public records of titles alone, of which the first ones are the group.
struct Shelf {
  tests::MemoryView view;
  Points points;

  void put(const std::string& title) {
    Record record;
    record.id = "r:" + std::to_string(points.points.size());
    record.side = Side::kPractice;
    record.title = title;
    store::Batch batch;
    batch.put(store::Family::kProfiles, keys::faced(Face::kPublic, record.id),
              codec::encode(links::make_profile({record, Face::kPublic})));
    view.write(std::move(batch)).value();
    TopicSubject subject;
    subject.title = title;
    points.points.push_back({record.id, 0, subject});
  }

  void put_lexicon(const std::string& term, const std::string& alternative) {
    store::Batch batch;
    batch.put(store::Family::kGovernance, keys::lexicon_term("trade", lexicon::key_of(term)),
              codec::encode(LexiconTerm{term, {{alternative, ""}}}));
    view.write(std::move(batch)).value();
  }

  TopicLabels labels(std::size_t members) const {
    std::vector<std::uint32_t> group;
    for (std::uint32_t i = 0; i < members; ++i) group.push_back(i);
    const links::Epoch words = word_counts(count_words(view).value()).value();
    return labels_of({view, words, points, {{"trade", "", 1, 1}}}, group).value();
  }
};

bool has(const std::vector<std::string>& labels, const std::string& label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

void put_others(Shelf& shelf) {
  for (int i = 0; i < 30; ++i) shelf.put("Other matter " + std::to_string(i));
}

TEST_CASE("a group in one language borrows labels of the other from the lexicons") {
  Shelf shelf;
  for (int i = 0; i < 5; ++i) shelf.put("轴承 0.8 MPa 检修 " + std::to_string(100 + i));
  put_others(shelf);
  shelf.put_lexicon("轴承", "bearing");
  const TopicLabels labels = shelf.labels(5);
  CHECK(has(labels.chinese, "轴承"));
  CHECK(has(labels.english, "bearing"));
  CHECK_FALSE(has(labels.chinese, "bearing"));
}

TEST_CASE("a group in both languages has its own words alone") {
  Shelf shelf;
  for (int i = 0; i < 3; ++i) shelf.put("轴承检修");
  for (int i = 0; i < 3; ++i) shelf.put("Spindle noise");
  put_others(shelf);
  shelf.put_lexicon("轴承", "bearing");
  const TopicLabels labels = shelf.labels(6);
  CHECK_FALSE(labels.chinese.empty());
  CHECK_FALSE(has(labels.english, "bearing"));
  CHECK_FALSE(labels.english.empty());
}

}  // namespace
}  // namespace isthmus::topics
