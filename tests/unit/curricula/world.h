// A repository of both sides about subjects that share no word, for tests of engine/curricula and
// engine/partners: notes of two enterprises, papers of a laboratory, and courses of a programme.
//
// Subjects 0 to 6 have a course with one outcome each; nobody teaches subject 7, which the works alone
// write about.
#pragma once

#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "engine/repository/reader.h"
#include "engine/repository/writer.h"
#include "schema/codec.h"
#include "tests/support/temporary_directory.h"

namespace isthmus::test {

template <typename T>
T must(Result<T> result) {
  if (!result) FAIL(to_string(result.error()));
  return std::move(*result);
}

inline void must(Result<void> result) {
  if (!result) FAIL(to_string(result.error()));
}

inline constexpr int kSubjects = 8;
inline constexpr int kUntaught = 7;
inline constexpr int kNotes = 240;

// Two letters of the subject's own make a word of it.
inline std::string words_of(int subject, int count, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += (i == 0 ? "" : " ") + std::string("word") + static_cast<char>('a' + subject) +
            static_cast<char>('a' + random() % 14);
  }
  return text;
}

inline Record note(int number) {
  const int subject = number % kSubjects;
  Record record;
  record.id = "m:n" + std::to_string(number);
  record.side = Side::kPractice;
  record.kind = Kind::kNote;
  record.title = words_of(subject, 2, static_cast<unsigned>(number));
  record.body = words_of(subject, 10, static_cast<unsigned>(number + 1000));
  record.language = "en";
  record.organisation = subject == kUntaught || number / kSubjects % 2 == 0 ? "works" : "yard";
  record.programmes = {"milling"};
  record.date = *Date::parse(std::to_string(2015 + number % 10) + "-05-01");
  return record;
}

inline Record paper(int number) {
  Record record = note(number);
  record.id = "m:p" + std::to_string(number);
  record.side = Side::kAcademic;
  record.kind = Kind::kPaper;
  record.organisation = "laboratory";
  return record;
}

inline Record course(int subject) {
  Record record;
  record.id = "m:c" + std::to_string(subject);
  record.side = Side::kAcademic;
  record.kind = Kind::kCourse;
  record.title = "Course " + words_of(subject, 1, 1);
  record.body = "## Outcomes\n\n- " + words_of(subject, 6, 77) + "\n";
  record.language = "en";
  record.organisation = "college";
  record.programmes = {"milling"};
  return record;
}

template <typename Thing>
void note_thing(repository::Writer& writer, std::string_view key, const Thing& thing) {
  writer.note(store::Family::kGovernance, key, codec::encode(thing));
}

class World {
 public:
  World() : writer_(must(repository::Writer::open(directory_.path()))) {
    for (int i = 0; i < kNotes; ++i) put(note(i));
    for (int i = 0; i < kNotes; i += 3)
      if (i % kSubjects != kUntaught) put(paper(i));
    for (int subject = 0; subject < kUntaught; ++subject) put(course(subject));
    note_thing(*writer_, keys::organisation("works"),
               Organisation{"works", "The Works", {}, "enterprise", {}, {}, {}, {}});
    note_thing(*writer_, keys::organisation("yard"),
               Organisation{"yard", "The Yard", {}, "enterprise", {}, {}, {}, {}});
    note_thing(*writer_, keys::organisation("idle"),
               Organisation{"idle", "Idle", {}, "enterprise", {}, {}, {}, {}});
    note_thing(*writer_, keys::organisation("college"),
               Organisation{"college", "College", {}, "college", {}, {}, {}, {}});
    note_thing(*writer_, keys::organisation("laboratory"),
               Organisation{"laboratory", "Laboratory", {}, "department", "college", {}, {}, {}});
    note_thing(*writer_, keys::programme("milling"),
               Programme{"milling", "Milling", {}, "college", {}, {}});
  }

  void put(const Record& record) {
    must(writer_->put(repository::prepare(record), keys::source("m", "a.jsonl")));
  }
  repository::Writer& writer() { return *writer_; }

  // What readers see of all that was put until then. The world takes in nothing more.
  search::Sources sources() {
    if (writer_) {
      must(writer_->settle());
      writer_.reset();
      reader_ = must(repository::Reader::open(directory_.path()));
      snapshot_ = reader_->snapshot();
      lease_.emplace(snapshot_->index());
    }
    return repository::sources_of(*snapshot_, *lease_);
  }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<repository::Writer> writer_;
  std::unique_ptr<repository::Reader> reader_;
  std::shared_ptr<const repository::Snapshot> snapshot_;
  std::optional<repository::IndexLease> lease_;
};

}  // namespace isthmus::test
