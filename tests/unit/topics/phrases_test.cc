#include "engine/topics/phrases.h"

#include <algorithm>

#include <doctest/doctest.h>

namespace isthmus::topics {
namespace {

bool has(const std::vector<std::string>& phrases, const std::string& phrase) {
  return std::find(phrases.begin(), phrases.end(), phrase) != phrases.end();
}

TEST_CASE("neighbouring words of a title are phrases, function words not at their ends") {
  TopicSubject subject;
  subject.title = "Chatter of the spindle bearing";
  const std::vector<std::string> phrases = phrases_of(subject);
  CHECK(has(phrases, "spindle bearing"));
  CHECK_FALSE(has(phrases, "the spindle"));
  CHECK_FALSE(has(phrases, "Chatter of"));
}

TEST_CASE("Chinese words that touch are phrases, across a comma they are not") {
  TopicSubject subject;
  subject.title = "数控机床主轴振动，刀具磨损";
  const std::vector<std::string> phrases = phrases_of(subject);
  CHECK(has(phrases, "刀具磨损"));
  for (const std::string& phrase : phrases) CHECK(phrase.find("，") == std::string::npos);
}

TEST_CASE("keywords are phrases as they are, unless they are whole sentences") {
  TopicSubject subject;
  subject.keywords = {"machine tool chatter", std::string(100, 'x'), ""};
  CHECK(phrases_of(subject) == std::vector<std::string>{"machine tool chatter"});
}

TEST_CASE("what has a Han character is Chinese, what has Latin letters alone English") {
  CHECK(is_chinese("PLC编程"));
  CHECK_FALSE(is_english("PLC编程"));
  CHECK(is_english("PLC"));
  CHECK_FALSE(is_english("2024"));
  CHECK_FALSE(is_chinese("\xff\xfe"));
}

}  // namespace
}  // namespace isthmus::topics
