#include "searchd/render/record_page.h"

#include "searchd/render/body.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

void write_head(Html& html, const RecordContent& content, Language language) {
  const Record& record = content.record;
  html.raw("<header class=\"record-head ")
      .raw(class_of(record.side))
      .raw("\"><p class=\"hit-kind\">");
  write_mark(html, record.side);
  html.raw("<span class=\"side\">")
      .text(label_of(record.side, language))
      .raw("</span> <span class=\"kind\">");
  html.text(label_of(record.kind, language)).raw("</span></p><h1");
  write_language(html, record.language);
  html.raw(">").text(record.title.empty() ? record.id : record.title).raw("</h1>");
  for (const auto& [tag, title] : record.title_translations) {
    html.raw("<p class=\"translated\"");
    write_language(html, tag);
    html.raw(">").text(title).raw("</p>");
  }
  write_facts(html, record, content.snapshot, language);
  html.raw("</header>\n");
  write_rest_of_work(html, content.work, content.snapshot, language);
}

void write_abstract(Html& html, const Record& record, Language language) {
  if (record.abstract.empty() && record.abstract_translations.empty()) return;
  html.raw("<section class=\"abstract\"><h2>")
      .text(phrase(Phrase::kAbstract, language))
      .raw("</h2>");
  const auto write = [&](std::string_view tag, std::string_view text) {
    html.raw("<p class=\"lines\"");
    write_language(html, tag);
    html.raw(">").text(text).raw("</p>");
  };
  if (!record.abstract.empty()) write(record.language, record.abstract);
  for (const auto& [tag, text] : record.abstract_translations) write(tag, text);
  html.raw("</section>\n");
}

void write_body(Html& html, const Record& record, Language language) {
  if (record.body.empty()) return;
  const RenderedBody body = render_body(record.body, record.source.media_type, record.title);
  html.raw("<section class=\"body\"><h2>")
      .text(phrase(Phrase::kFullText, language))
      .raw("</h2><div class=\"prose\"");
  write_language(html, record.language);
  html.raw(">").append(body.html).raw("</div>");
  if (body.truncated)
    html.raw("<p class=\"notes\">").text(phrase(Phrase::kTruncated, language)).raw("</p>");
  html.raw("</section>\n");
}

void write_references(Html& html, const Record& record, Language language) {
  if (record.references.empty()) return;
  html.raw("<section class=\"references\"><h2>")
      .text(phrase(Phrase::kReferences, language))
      .raw("</h2><ol>");
  for (const Reference& reference : record.references) {
    html.raw("<li>").text(reference.text);
    if (!reference.text.empty() && !reference.value.empty()) html.raw(" ");
    if (!reference.value.empty()) write_identifier(html, reference.scheme, reference.value);
    html.raw("</li>");
  }
  html.raw("</ol></section>\n");
}

void write_declared(Html& html, const RecordContent& content, Language language) {
  if (content.declared.empty()) return;
  html.raw("<section class=\"declared\"><h2>")
      .text(phrase(Phrase::kDeclared, language))
      .raw("</h2><ul>");
  for (const DeclaredLink& link : content.declared) {
    html.raw("<li><span class=\"chip relation\">")
        .text(label_of(link.relation, language))
        .raw("</span> ");
    write_mark(html, link.target.side);
    write_title_link(html, link.target);
    html.raw("</li>");
  }
  html.raw("</ul></section>\n");
}

void write_beside(Html& html, const RecordContent& content, Language language) {
  const bool academic = content.record.side == Side::kPractice;
  html.raw(
      "<aside class=\"beside\" aria-labelledby=\"counterparts\"><section class=\"bridge\"><h2 "
      "id=\"counterparts\">");
  html.text(phrase(academic ? Phrase::kAcademicCounterparts : Phrase::kPracticeCounterparts,
                   language))
      .raw("</h2>");
  if (content.counterparts.empty()) {
    html.raw("<p class=\"quiet\">").text(phrase(Phrase::kNoCounterparts, language)).raw("</p>");
  } else {
    write_counterparts(html, content.counterparts, language);
  }
  html.raw("</section>");
  if (!content.related.empty()) {
    html.raw("<section class=\"bridge same\"><h2>")
        .text(phrase(Phrase::kSameSide, language))
        .raw("</h2>");
    write_counterparts(html, content.related, language);
    html.raw("</section>");
  }
  html.raw("</aside>\n");
}

}  // namespace

std::string render_record(const PageFrame& frame, const RecordContent& content) {
  const Language language = frame.language;
  Html html;
  write_search_form(html, {}, language);
  html.raw("<div class=\"record\"><article class=\"record-main\">\n");
  write_head(html, content, language);
  write_abstract(html, content.record, language);
  write_body(html, content.record, language);
  write_references(html, content.record, language);
  write_declared(html, content, language);
  html.raw("<section class=\"record-details\"><h2>")
      .text(phrase(Phrase::kDetails, language))
      .raw("</h2>");
  write_details(html, content, language);
  html.raw("</section></article>\n");
  write_beside(html, content, language);
  html.raw("</div>\n");
  return render_page(frame, html);
}

}  // namespace isthmus::searchd
