// The flat form of a document: what Xapian will be given.

#include "engine/index/document.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace isthmus::index {
namespace {

struct Found {
  std::uint32_t count = 0;
  std::vector<std::uint32_t> positions;
};

// In the order of the document.
std::vector<std::pair<std::string, Found>> terms_of(const Document& document) {
  std::vector<std::pair<std::string, Found>> found;
  std::uint32_t text = 0;
  std::uint32_t position = 0;
  for (const Document::Term& term : document.terms()) {
    const auto begin = document.positions().begin();
    found.push_back({document.text().substr(text, term.text_end - text),
                     {term.count, {begin + position, begin + term.positions_end}}});
    text = term.text_end;
    position = term.positions_end;
  }
  return found;
}

Found find(const Document& document, const std::string& term) {
  for (const auto& [text, found] : terms_of(document)) {
    if (text == term) return found;
  }
  FAIL("no term ", term);
  return {};
}

Record note(std::string title, std::string body) {
  Record record;
  record.id = "t:1";
  record.side = Side::kPractice;
  record.kind = Kind::kNote;
  record.title = std::move(title);
  record.body = std::move(body);
  return record;
}

}  // namespace

TEST_CASE("a word counts and stands wherever it occurs, its stem counts as often") {
  const Record record = note("Bearings", "bearings and bearing");
  const Document document = Document::make({record, Face::kPublic});
  CHECK(find(document, "bearings").count == 3);  // twice for the title
  CHECK(find(document, "bearings").positions == std::vector<std::uint32_t>{1, 102});
  CHECK(find(document, "bearing").positions == std::vector<std::uint32_t>{104});
  CHECK(find(document, "Zbear").count == 4);
  CHECK(find(document, "Zbear").positions.empty());
  CHECK(find(document, "Sbearings").positions == std::vector<std::uint32_t>{1});
  CHECK(find(document, "ZSbear").count == 1);
  CHECK(find(document, "Qt:1").count == 0);
}

TEST_CASE("terms come sorted and once each, however many there are") {
  std::string body;
  for (int i = 0; i < 3000; ++i) body += "word" + std::to_string(i * 7919 % 1500) + " ";
  const Record record = note("", body);
  const auto found = terms_of(Document::make({record, Face::kPublic}));
  const auto is_before = [](const auto& a, const auto& b) { return a.first < b.first; };
  CHECK(std::is_sorted(found.begin(), found.end(), is_before));
  CHECK(std::adjacent_find(found.begin(), found.end(), [&](const auto& a, const auto& b) {
          return !is_before(a, b);
        }) == found.end());
  CHECK(std::count_if(found.begin(), found.end(), [](const auto& one) {
          return one.first.starts_with("word") && one.second.positions.size() == 2;
        }) == 1500);
}

TEST_CASE("Han characters stand alone and in pairs") {
  const Record record = note("", "主轴异响");
  const Document document = Document::make({record, Face::kPublic});
  CHECK(find(document, "轴").positions == std::vector<std::uint32_t>{2});
  CHECK(find(document, "轴异").positions == std::vector<std::uint32_t>{2});
}

TEST_CASE("a preview has the terms of what it shows") {
  Record record = note("Spindle", "secret");
  record.visibility.audiences = {"partners"};
  record.visibility.preview = true;
  const auto preview = terms_of(Document::make({record, Face::kPublic}));
  const auto whole = terms_of(Document::make({record, Face::kRestricted}));
  const auto is_secret = [](const auto& one) { return one.first == "secret"; };
  CHECK(std::none_of(preview.begin(), preview.end(), is_secret));
  CHECK(std::any_of(whole.begin(), whole.end(), is_secret));
}

}  // namespace isthmus::index
