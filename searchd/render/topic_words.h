// What topics and gaps are called: names out of labels, confidence in words.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "schema/activity.h"
#include "schema/topic.h"
#include "searchd/render/html.h"
#include "searchd/render/phrases.h"

namespace isthmus::searchd {

using TopicsById = std::map<std::string, Topic>;

// The first labels of the interface's language, or of the other one where it has none; `otherwise`
// for a topic without labels.
struct TopicName {
  std::string text;
  std::string_view tag;  // of the text's language; empty for `otherwise`
};
TopicName name_of(const TopicLabels& labels, Language language, std::string_view otherwise);

// The name in a span that says its language where it is not the interface's.
void write_name(Html& html, const TopicName& name, Language language);
// The name as a link to the topic's page. A topic that is unknown is written as its id.
void write_topic_link(Html& html, const TopicsById& topics, const std::string& id,
                      Language language);
std::string topic_url(std::string_view id);

// The first characters that take at most `columns` columns (Chinese ones take two), with "…" when
// some are left out.
std::string shortened(std::string_view text, std::size_t columns);

// How sure a gap is: kNone is only ranked.
enum class Confidence { kNone, kModerate, kHigh };
Confidence confidence_of(const Gap& gap);
std::string_view name_of(Confidence confidence);  // "none", "moderate", "high"
std::string_view label_of(Confidence confidence, Language language);

std::string_view label_of(GapDirection direction, Language language);
std::string_view label_of(GapState state, Language language);
// Who asks and who answers: "practice records".
std::string_view demand_label(GapDirection direction, Language language);
std::string_view supply_label(GapDirection direction, Language language);

}  // namespace isthmus::searchd
