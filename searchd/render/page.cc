#include "searchd/render/page.h"

#include <array>
#include <charconv>

#include "schema/hash.h"
#include "searchd/assets.h"
#include "searchd/render/address.h"

namespace isthmus::searchd {
namespace {

constexpr const char* kName = "知桥 Isthmus";

std::string switched_language(const PageFrame& frame) {
  Request request;
  set_target(request, frame.target);
  const Address address(request.raw_path, request.parameters);
  return address.with("lang", tag_of(other(frame.language))).to_string();
}

void write_head(Html& html, const PageFrame& frame) {
  html.raw("<!doctype html>\n<html")
      .attribute("lang", frame.language == Language::kChinese ? "zh-Hans" : "en");
  html.raw("><head><meta charset=\"utf-8\">\n<title>");
  if (!frame.title.empty()) html.text(frame.title).raw(" · ");
  html.text(kName).raw(
      "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"stylesheet\"");
  html.attribute("href", asset_url("style.css"))
      .raw(">\n<link rel=\"icon\" type=\"image/svg+xml\"");
  html.attribute("href", asset_url("icon.svg"));
  html.raw(
      ">\n<link rel=\"search\" type=\"application/opensearchdescription+xml\" "
      "href=\"/opensearch.xml\"");
  html.attribute("title", kName).raw(">\n");
  if (!frame.json_url.empty()) {
    html.raw("<link rel=\"alternate\" type=\"application/json\"")
        .attribute("href", frame.json_url)
        .raw(">\n");
  }
  html.raw("<script defer").attribute("src", asset_url("app.js")).raw("></script>\n</head>\n");
}

void write_header(Html& html, const PageFrame& frame) {
  const Language language = frame.language;
  html.raw("<a class=\"skip\" href=\"#main\">").text(phrase(Phrase::kSkip, language));
  html.raw(
      "</a>\n<header class=\"top\"><div class=\"wrap top-row\"><a class=\"brand\" href=\"/\"><img");
  html.attribute("src", asset_url("icon.svg"));
  html.raw(
      " alt=\"\" width=\"34\" height=\"34\"><span><b lang=\"zh-Hans\">知桥</b> <span "
      "lang=\"en\">Isthmus</span></span></a><nav");
  html.attribute("aria-label", phrase(Phrase::kMainNavigation, language));
  html.raw("><a class=\"nav-side\" href=\"/search?side=academic\">")
      .text(phrase(Phrase::kAllAcademic, language));
  html.raw("</a><a class=\"nav-side\" href=\"/search?side=practice\">")
      .text(phrase(Phrase::kAllPractice, language));
  html.raw("</a><a href=\"/topics\">").text(phrase(Phrase::kTopics, language));
  html.raw("</a><a href=\"/gaps\">").text(phrase(Phrase::kGaps, language));
  html.raw("</a><a href=\"/curricula\">").text(phrase(Phrase::kCurricula, language));
  html.raw("</a><a href=\"/partners\">").text(phrase(Phrase::kPartners, language));
  html.raw("</a><a class=\"switch\"").attribute("href", switched_language(frame));
  html.attribute("hreflang", tag_of(other(language))).attribute("lang", tag_of(other(language)));
  html.raw(">").text(phrase(Phrase::kOtherLanguage, language)).raw("</a></nav></div></header>\n");
}

void write_footer(Html& html, const PageFrame& frame) {
  html.raw("<footer class=\"bottom\"><div class=\"wrap\"><p>")
      .text(phrase(Phrase::kFooter, frame.language));
  html.raw("</p>");
  if (!frame.json_url.empty()) {
    html.raw("<p><a").attribute("href", frame.json_url).raw(">");
    html.text(phrase(Phrase::kAsJson, frame.language)).raw("</a></p>");
  }
  html.raw("</div></footer>\n");
}

}  // namespace

std::string render_page(const PageFrame& frame, const Html& content) {
  Html html;
  write_head(html, frame);
  html.raw("<body class=\"").raw(frame.kind).raw("\">\n");
  write_header(html, frame);
  html.raw("<main id=\"main\" class=\"wrap\" tabindex=\"-1\">\n").append(content).raw("</main>\n");
  write_footer(html, frame);
  html.raw("</body></html>\n");
  return html.take();
}

std::string render_error(const PageFrame& frame, const ErrorText& error) {
  Html html;
  html.raw("<div class=\"message\"><h1>")
      .text(error.title)
      .raw("</h1><p>")
      .text(error.text)
      .raw("</p>");
  if (!error.detail.empty()) html.raw("<p class=\"detail\">").text(error.detail).raw("</p>");
  html.raw("<p><a class=\"button\" href=\"/\">")
      .text(phrase(Phrase::kHome, frame.language))
      .raw("</a></p></div>\n");
  return render_page(frame, html);
}

std::string asset_url(std::string_view name) {
  std::string url = "/static/" + std::string(name);
  for (const Asset& asset : assets()) {
    if (asset.name != name) continue;
    std::array<char, 16> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), hash64(asset.bytes), 16).ptr;
    return url.append("?v=").append(digits.data(), end);
  }
  return url;
}

}  // namespace isthmus::searchd
