#include "searchd/render/topic_words.h"

#include <algorithm>

#include "searchd/http.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kNamedBy = 3;       // labels in a name
constexpr double kHighConfidence = 0.05;  // q: one in twenty is an accident

std::string joined(const std::vector<std::string>& labels, std::string_view between) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kNamedBy, labels.size()); ++i)
    text.append(i == 0 ? "" : between).append(labels[i]);
  return text;
}

std::size_t bytes_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Who asks in a direction, and who answers.
struct Roles {
  Phrase label;
  Phrase demand;
  Phrase supply;
};

Roles roles_of(GapDirection direction) {
  switch (direction) {
    case GapDirection::kPractisedNotTaught:
      return {Phrase::kPractisedNotTaught, Phrase::kPracticeRecords, Phrase::kCourseRecords};
    case GapDirection::kTaughtNotPractised:
      return {Phrase::kTaughtNotPractised, Phrase::kCourseRecords, Phrase::kPracticeRecords};
    case GapDirection::kResearchedNotApplied:
      return {Phrase::kResearchedNotApplied, Phrase::kResearchRecords, Phrase::kPracticeRecords};
    case GapDirection::kAskedNotAnswered:
    case GapDirection::kNone:
      break;
  }
  return {Phrase::kAskedNotAnswered, Phrase::kPracticeRecords, Phrase::kAcademicRecords};
}

}  // namespace

TopicName name_of(const TopicLabels& labels, Language language, std::string_view otherwise) {
  const bool is_chinese =
      labels.english.empty() || (language == Language::kChinese && !labels.chinese.empty());
  const std::string text = is_chinese ? joined(labels.chinese, "、") : joined(labels.english, ", ");
  if (text.empty()) return {std::string(otherwise), {}};
  return {text, tag_of(is_chinese ? Language::kChinese : Language::kEnglish)};
}

void write_name(Html& html, const TopicName& name, Language language) {
  const bool is_other = !name.tag.empty() && name.tag != tag_of(language);
  html.raw("<span");
  if (is_other) html.attribute("lang", name.tag);
  html.raw(">").text(name.text).raw("</span>");
}

void write_topic_link(Html& html, const TopicsById& topics, const std::string& id,
                      Language language) {
  const auto found = topics.find(id);
  html.raw("<a").attribute("href", topic_url(id)).raw(">");
  write_name(html,
             name_of(found == topics.end() ? TopicLabels() : found->second.labels, language, id),
             language);
  html.raw("</a>");
}

std::string topic_url(std::string_view id) { return "/topics/" + percent_encode(id); }

std::string shortened(std::string_view text, std::size_t columns) {
  std::size_t width = 0;
  std::size_t end = 0;       // of what fits
  std::size_t end_with = 0;  // of what fits with "…" after it
  while (end < text.size()) {
    const std::size_t bytes = std::min(bytes_of_character(text[end]), text.size() - end);
    width += bytes >= 3 ? 2 : 1;
    if (width > columns) return std::string(text.substr(0, end_with)) + "…";
    end += bytes;
    if (width < columns) end_with = end;
  }
  return std::string(text);
}

Confidence confidence_of(const Gap& gap) {
  if (!gap.is_claimed) return Confidence::kNone;
  return gap.q <= kHighConfidence ? Confidence::kHigh : Confidence::kModerate;
}

std::string_view name_of(Confidence confidence) {
  switch (confidence) {
    case Confidence::kHigh:
      return "high";
    case Confidence::kModerate:
      return "moderate";
    case Confidence::kNone:
      break;
  }
  return "none";
}

std::string_view label_of(Confidence confidence, Language language) {
  switch (confidence) {
    case Confidence::kHigh:
      return phrase(Phrase::kConfidenceHigh, language);
    case Confidence::kModerate:
      return phrase(Phrase::kConfidenceModerate, language);
    case Confidence::kNone:
      break;
  }
  return phrase(Phrase::kConfidenceNone, language);
}

std::string_view label_of(GapDirection direction, Language language) {
  return phrase(roles_of(direction).label, language);
}

std::string_view label_of(GapState state, Language language) {
  switch (state) {
    case GapState::kTaken:
      return phrase(Phrase::kStateTaken, language);
    case GapState::kClosed:
      return phrase(Phrase::kStateClosed, language);
    case GapState::kDismissed:
      return phrase(Phrase::kStateDismissed, language);
    case GapState::kOpen:
      break;
  }
  return phrase(Phrase::kStateOpen, language);
}

std::string_view demand_label(GapDirection direction, Language language) {
  return phrase(roles_of(direction).demand, language);
}

std::string_view supply_label(GapDirection direction, Language language) {
  return phrase(roles_of(direction).supply, language);
}

}  // namespace isthmus::searchd
