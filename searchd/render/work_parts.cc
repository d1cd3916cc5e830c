// Copies and versions of a record, for the pages of results and of one record.
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

std::string reason_of(const WorkTie& tie, Language language) {
  switch (tie.reason) {
    case WorkReason::kIdentifier:
      return phrase(Phrase::kWorkIdentifier, language, {tie.shared});
    case WorkReason::kTitle:
      return std::string(phrase(Phrase::kWorkTitle, language));
    case WorkReason::kText:
      return phrase(Phrase::kWorkText, language, {std::to_string(tie.likeness)});
    case WorkReason::kDeclared:
      break;
  }
  return std::string(phrase(Phrase::kWorkDeclared, language));
}

void write_member(Html& html, const works::Member& member, const repository::Snapshot& snapshot,
                  Language language) {
  const bool is_version = member.tie.relation == WorkRelation::kVersion;
  html.raw("<li><span class=\"chip relation\">")
      .text(phrase(is_version ? Phrase::kVersion : Phrase::kCopy, language))
      .raw("</span> ");
  write_title_link(html, member.record);
  html.raw("<span class=\"work-facts\">");
  html.text(collection_of(member.record.id));
  const std::string organisation =
      organisation_label(snapshot, member.record.organisation, language);
  if (!organisation.empty()) html.text(" · ").text(organisation);
  if (member.record.date.has_value()) html.text(" · ").text(member.record.date.to_string());
  html.text(" · ").text(reason_of(member.tie, language)).raw("</span></li>");
}

}  // namespace

void write_rest_of_work(Html& html, const std::vector<works::Member>& work,
                        const repository::Snapshot& snapshot, Language language) {
  if (work.empty()) return;
  html.raw("<details class=\"work\"><summary>")
      .text(phrase(Phrase::kRestOfWork, language, {std::to_string(work.size())}))
      .raw("</summary><ul>");
  for (const works::Member& member : work) write_member(html, member, snapshot, language);
  html.raw("</ul></details>\n");
}

}  // namespace isthmus::searchd
