#include "searchd/render/topic_page.h"

#include <algorithm>

#include "searchd/render/address.h"
#include "searchd/render/drawing.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"
#include "searchd/render/topic_parts.h"
#include "searchd/render/year_chart.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kShownRecords = 10;  // of a side; the others fold away
constexpr std::size_t kShownShares = 8;

struct SideOfTopic {
  Side side;
  const std::vector<std::string>& ids;
  std::uint64_t count;
};

void write_side(Html& html, const SideOfTopic& side, const search::VisibleHeadlines& records,
                Language language) {
  html.raw("<section class=\"topic-side ").raw(class_of(side.side)).raw("\"><h3>");
  write_mark(html, side.side);
  html.raw(" ").text(
      phrase(Phrase::kSideRecords, language, {label_of(side.side, language), grouped(side.count)}));
  html.raw("</h3>");
  if (side.count == 0)
    html.raw("<p class=\"quiet\">").text(phrase(Phrase::kNoneOnSide, language)).raw("</p>");
  write_documents(html, {side.ids, kShownRecords}, records, language);
  html.raw("</section>\n");
}

void write_head(Html& html, const TopicContent& content, Language language) {
  const Topic& topic = content.topic;
  const bool is_field = topic.level == TopicLevel::kField;
  html.raw("<header class=\"topic-head\"><p class=\"quiet\">");
  if (is_field) {
    html.text(phrase(Phrase::kField, language));
  } else {
    html.text(phrase(Phrase::kField, language)).raw(": ");
    write_topic_link(html, content.others, topic.field, language);
  }
  html.raw("</p><h1>");
  write_name(html, name_of(topic.labels, language, topic.id), language);
  html.raw("</h1>");
  write_labels(html, topic.labels, language);
  html.raw("</header>\n");
}

struct ShareList {
  Phrase title;
  std::string_view parameter;  // of a search for the records that have the name; empty: none
  const std::vector<TopicShare>& shares;
};

template <typename Label>
void write_shares(Html& html, const ShareList& list, Language language, Label&& label) {
  if (list.shares.empty()) return;
  html.raw("<section class=\"panel\"><h2>").text(phrase(list.title, language));
  html.raw("</h2><table class=\"figures\"><caption class=\"unseen\">")
      .text(phrase(list.title, language));
  html.raw("</caption><thead><tr><th scope=\"col\">").text(phrase(Phrase::kName, language));
  for (const Side side : {Side::kAcademic, Side::kPractice})
    html.raw("</th><th scope=\"col\">").text(label_of(side, language));
  html.raw("</th></tr></thead><tbody>");
  for (std::size_t i = 0; i < std::min(kShownShares, list.shares.size()); ++i) {
    const TopicShare& share = list.shares[i];
    html.raw("<tr><th scope=\"row\">");
    if (list.parameter.empty()) {
      html.text(label(share.name));
    } else {
      const Address address("/search", {{std::string(list.parameter), share.name}});
      html.raw("<a").attribute("href", address.to_string()).raw(">").text(label(share.name));
      html.raw("</a>");
    }
    html.raw("</th><td>").text(grouped(share.records.academic)).raw("</td><td>");
    html.text(grouped(share.records.practice)).raw("</td></tr>");
  }
  html.raw("</tbody></table></section>\n");
}

void write_topic_list(Html& html, Phrase title, const std::vector<const Topic*>& topics,
                      Language language) {
  if (topics.empty()) return;
  html.raw("<section class=\"panel\"><h2>").text(phrase(title, language));
  html.raw("</h2><ul class=\"topic-list\">");
  for (const Topic* topic : topics) {
    html.raw("<li><a").attribute("href", topic_url(topic->id)).raw(">");
    write_name(html, name_of(topic->labels, language, topic->id), language);
    html.raw("</a> ");
    write_count_of_sides(html, topic->records, language);
    html.raw("</li>");
  }
  html.raw("</ul></section>\n");
}

void write_gaps(Html& html, const TopicContent& content, Language language) {
  html.raw("<section class=\"panel\"><h2>").text(phrase(Phrase::kTopicGaps, language));
  html.raw("</h2>");
  if (content.gaps.empty()) {
    html.raw("<p class=\"quiet\">").text(phrase(Phrase::kNoTopicGaps, language));
    html.raw("</p></section>\n");
    return;
  }
  const Address address("/gaps", {{"topic", content.topic.id}});
  html.raw("<ul class=\"topic-list\">");
  for (const Gap& gap : content.gaps) {
    html.raw("<li><a").attribute("href", address.to_string() + "#" + gap.id).raw(">");
    write_name(html, name_of(gap.labels, language, gap.id), language);
    html.raw("</a> ");
    write_gap_summary(html, gap, language);
    html.raw("</li>");
  }
  html.raw("</ul></section>\n");
}

}  // namespace

std::string render_topic(const PageFrame& frame, const TopicContent& content,
                         const repository::Snapshot& snapshot) {
  const Language language = frame.language;
  const Topic& topic = content.topic;
  Html html;
  define_patterns(html);
  write_head(html, content, language);
  html.raw("<section><h2>").text(phrase(Phrase::kTypicalRecords, language));
  html.raw("</h2><div class=\"topic-sides\">");
  write_side(html, {Side::kAcademic, topic.academic, topic.records.academic}, content.records,
             language);
  write_side(html, {Side::kPractice, topic.practice, topic.records.practice}, content.records,
             language);
  html.raw("</div></section>\n");
  write_gaps(html, content, language);
  if (!topic.years.empty()) {
    html.raw("<section class=\"panel\"><h2>").text(phrase(Phrase::kYears, language)).raw("</h2>");
    write_year_chart(html, topic.years, language);
    html.raw("</section>\n");
  }
  html.raw("<div class=\"panels\">");
  write_shares(html, {Phrase::kPeople, {}, topic.people}, language,
               [](const std::string& name) { return name; });
  write_shares(html, {Phrase::kOrganisationsTitle, "organisation", topic.organisations}, language,
               [&](const std::string& id) { return organisation_label(snapshot, id, language); });
  write_shares(html, {Phrase::kProgrammesTitle, "programme", topic.programmes}, language,
               [&](const std::string& id) { return programme_label(snapshot, id, language); });
  std::vector<const Topic*> parts;
  for (const Topic& part : content.parts) parts.push_back(&part);
  write_topic_list(html, Phrase::kFieldTopics, parts, language);
  std::vector<const Topic*> near;
  for (const std::string& id : topic.near) {
    const auto found = content.others.find(id);
    if (found != content.others.end()) near.push_back(&found->second);
  }
  write_topic_list(html, Phrase::kNearTopics, near, language);
  html.raw("</div>\n");
  return render_page(frame, html);
}

}  // namespace isthmus::searchd
