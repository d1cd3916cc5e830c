// The frame of every page: head, header with the language switch, main, footer.
#pragma once

#include <string>

#include "searchd/http.h"
#include "searchd/render/html.h"
#include "searchd/render/phrases.h"

namespace isthmus::searchd {

struct PageFrame {
  Language language = Language::kChinese;
  std::string title;        // before the name of the service; empty on the start page
  std::string_view target;  // of the request: where the language switch leads back to
  Markup kind = "page";     // class of <body>
  std::string json_url;     // the same content as JSON; empty when there is none
};

std::string render_page(const PageFrame& frame, const Html& content);

// An error as a page.
struct ErrorText {
  std::string title;
  std::string text;
  std::string detail;  // what was wrong, quoting the address; may be empty
};
std::string render_error(const PageFrame& frame, const ErrorText& error);

// "/static/style.css?v=…": changes with the file's content.
std::string asset_url(std::string_view name);

}  // namespace isthmus::searchd
