#include "searchd/render/topic_parts.h"

#include "searchd/render/gap_scatter.h"
#include "searchd/render/labels.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

constexpr std::size_t kMostDocuments = 50;  // in a list; the JSON form has all

void write_line(Html& html, const std::vector<std::string>& labels, Language of,
                Language language) {
  if (labels.empty()) return;
  html.raw("<p class=\"labels\"");
  if (of != language) html.attribute("lang", tag_of(of));
  html.raw(">");
  for (const std::string& label : labels)
    html.raw("<span class=\"chip\">").text(label).raw("</span> ");
  html.raw("</p>");
}

}  // namespace

void write_documents(Html& html, const Documents& documents,
                     const search::VisibleHeadlines& records, Language language) {
  std::vector<Listed> visible;
  for (const std::string& id : documents.ids) {
    const auto found = records.find(id);
    if (found != records.end() && visible.size() < kMostDocuments)
      visible.emplace_back(found->second);
  }
  write_records(html, visible, documents.shown, language);
}

void write_labels(Html& html, const TopicLabels& labels, Language language) {
  if (labels.chinese.empty() && labels.english.empty()) return;
  html.raw("<p class=\"unseen\">").text(phrase(Phrase::kLabels, language)).raw("</p>");
  const auto line = [&](Language of) {
    write_line(html, of == Language::kChinese ? labels.chinese : labels.english, of, language);
  };
  line(language);
  line(other(language));
}

void write_gap_summary(Html& html, const Gap& gap, Language language) {
  html.raw("<span class=\"gap-summary\">");
  write_gap_mark(html, gap.direction, gap.is_claimed);
  html.raw(" ").text(label_of(gap.direction, language));
  html.raw("<span class=\"dot\" aria-hidden=\"true\"> · </span>");
  html.text(phrase(gap.is_claimed ? Phrase::kClaimed : Phrase::kRanked, language));
  html.raw("</span>");
}

}  // namespace isthmus::searchd
