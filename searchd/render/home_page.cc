#include "searchd/render/home_page.h"

#include "searchd/render/address.h"
#include "searchd/render/parts.h"

namespace isthmus::searchd {
namespace {

struct Inventory {
  Side side;
  std::uint64_t count;
  Phrase about;
};

void write_inventory(Html& html, const Inventory& inventory, Language language) {
  const Address address("/search", {{"side", std::string(name_of(inventory.side))}});
  html.raw("<a class=\"inventory ")
      .raw(class_of(inventory.side))
      .raw("\"")
      .attribute("href", address.to_string());
  html.raw("><span class=\"inventory-side\">");
  write_mark(html, inventory.side);
  html.text(label_of(inventory.side, language)).raw("</span><span class=\"inventory-count\">");
  html.text(phrase(Phrase::kRecords, language, {grouped(inventory.count)}));
  html.raw("</span><span class=\"inventory-about\">")
      .text(phrase(inventory.about, language))
      .raw("</span></a>");
}

void write_entry(Html& html, const EntryPoint& entry, Language language) {
  html.raw("<li class=\"entry\"><h3>").text(phrase(entry.who, language)).raw("</h3><p>");
  html.text(phrase(entry.about, language)).raw("</p><ul>");
  for (const std::string& query : entry.queries) {
    const Address address("/search", {{"q", query}, {"side", std::string(entry.side)}});
    html.raw("<li><a").attribute("href", address.to_string()).raw(">").text(query).raw("</a></li>");
  }
  html.raw("</ul></li>");
}

void write_entries(Html& html, const std::vector<EntryPoint>& entries, Language language) {
  if (entries.empty()) return;
  html.raw("<section class=\"block\" aria-labelledby=\"begin\"><h2 id=\"begin\">");
  html.text(phrase(Phrase::kEntryPoints, language)).raw("</h2><ul class=\"entries\">");
  for (const EntryPoint& entry : entries) write_entry(html, entry, language);
  html.raw("</ul></section>\n");
}

struct Directory {
  Phrase title;
  std::string_view parameter;
  const std::vector<NamedCount>& values;
};

void write_directory(Html& html, const Directory& directory, Language language) {
  if (directory.values.empty()) return;
  html.raw("<section class=\"block\"><h2>").text(phrase(directory.title, language));
  html.raw("</h2><ul class=\"directory\">");
  for (const NamedCount& value : directory.values) {
    const Address address("/search", {{std::string(directory.parameter), value.value}});
    html.raw("<li><a").attribute("href", address.to_string()).raw(">").text(value.label);
    html.raw("</a> <span class=\"count\">").text(grouped(value.count)).raw("</span></li>");
  }
  html.raw("</ul></section>\n");
}

}  // namespace

std::string render_home(const PageFrame& frame, const HomeContent& content) {
  const Language language = frame.language;
  Html html;
  html.raw(
      "<div class=\"hero\"><h1><span lang=\"zh-Hans\">知桥</span> <span "
      "lang=\"en\">Isthmus</span></h1><p class=\"tagline\">");
  html.text(phrase(Phrase::kTagline, language)).raw("</p>");
  write_search_form(html, {.query = {}, .side = {}, .autofocus = true}, language);
  html.raw("<p class=\"introduction\">")
      .text(phrase(Phrase::kIntroduction, language))
      .raw("</p></div>\n");
  if (content.academic + content.practice == 0) {
    html.raw("<p class=\"empty-repository\">")
        .text(phrase(Phrase::kEmptyRepository, language))
        .raw("</p>\n");
    return render_page(frame, html);
  }
  html.raw("<section class=\"block\" aria-labelledby=\"inside\"><h2 id=\"inside\">");
  html.text(phrase(Phrase::kInside, language)).raw("</h2><div class=\"inventories\">");
  write_inventory(html, {Side::kAcademic, content.academic, Phrase::kAcademicAbout}, language);
  html.raw("<span class=\"bridge-line\" aria-hidden=\"true\"></span>");
  write_inventory(html, {Side::kPractice, content.practice, Phrase::kPracticeAbout}, language);
  html.raw("</div></section>\n");
  write_entries(html, content.entries, language);
  html.raw("<div class=\"directories\">");
  write_directory(html, {Phrase::kProgrammes, "programme", content.programmes}, language);
  write_directory(html, {Phrase::kOrganisations, "organisation", content.organisations}, language);
  html.raw("</div>\n");
  return render_page(frame, html);
}

}  // namespace isthmus::searchd
