#include "searchd/render/labels.h"
#include "searchd/render/parts.h"
#include "searchd/render/topic_page.h"

namespace isthmus::searchd {
namespace {

void write_entry(Html& html, const Topic& topic, Language language) {
  html.raw("<li><a").attribute("href", topic_url(topic.id)).raw(">");
  write_name(html, name_of(topic.labels, language, topic.id), language);
  html.raw("</a> ");
  write_count_of_sides(html, topic.records, language);
  html.raw("</li>");
}

void write_field(Html& html, const FieldContent& content, Language language) {
  html.raw("<section class=\"panel field\"><h2><a")
      .attribute("href", topic_url(content.field.id))
      .raw(">");
  write_name(html, name_of(content.field.labels, language, content.field.id), language);
  html.raw("</a></h2>");
  write_count_of_sides(html, content.field.records, language);
  html.raw("<ul class=\"topic-list\">");
  for (const Topic& topic : content.topics) write_entry(html, topic, language);
  html.raw("</ul></section>\n");
}

}  // namespace

void write_count_of_sides(Html& html, const SideCounts& counts, Language language) {
  html.raw("<span class=\"side-counts\"><span class=\"unseen\">");
  html.text(
      phrase(Phrase::kBothCounts, language, {grouped(counts.academic), grouped(counts.practice)}));
  html.raw("</span><span aria-hidden=\"true\">");
  write_mark(html, Side::kAcademic);
  html.raw(" ").text(grouped(counts.academic)).raw("</span> <span aria-hidden=\"true\">");
  write_mark(html, Side::kPractice);
  html.raw(" ").text(grouped(counts.practice)).raw("</span></span>");
}

void write_no_topics(Html& html, std::size_t least_records, Language language) {
  html.raw("<div class=\"nothing\"><h2>").text(phrase(Phrase::kNoTopicsTitle, language));
  html.raw("</h2><p>")
      .text(phrase(Phrase::kNoTopics, language, {grouped(least_records)}))
      .raw("</p></div>\n");
}

std::string render_topics(const PageFrame& frame, const std::vector<FieldContent>& fields,
                          std::size_t least_records) {
  const Language language = frame.language;
  Html html;
  html.raw("<h1>").text(phrase(Phrase::kTopics, language)).raw("</h1>");
  if (fields.empty()) {
    write_no_topics(html, least_records, language);
    return render_page(frame, html);
  }
  std::size_t topics = 0;
  for (const FieldContent& field : fields) topics += field.topics.size();
  html.raw("<p class=\"lead\">").text(phrase(Phrase::kTopicsIntroduction, language));
  html.raw("</p><p class=\"total\">")
      .text(phrase(Phrase::kTopicCount, language, {grouped(fields.size()), grouped(topics)}))
      .raw(" · <a href=\"/api/v1/topics?format=csv\">")
      .text(phrase(Phrase::kAsCsv, language))
      .raw("</a></p>\n<div class=\"fields\">");
  for (const FieldContent& field : fields) write_field(html, field, language);
  html.raw("</div>\n");
  return render_page(frame, html);
}

}  // namespace isthmus::searchd
