#include "searchd/render/html.h"

namespace isthmus::searchd {
namespace {

bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

}  // namespace

Html& Html::text(std::string_view text) {
  out_.reserve(out_.size() + text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      case '\'':
        out_ += "&#39;";
        break;
      default:
        if (!is_forbidden(c)) out_ += c;
    }
  }
  return *this;
}

Html& Html::number(std::uint64_t number) {
  out_ += std::to_string(number);
  return *this;
}

Html& Html::attribute(Markup name, std::string_view value) {
  raw(" ").raw(name).raw("=\"").text(value);
  return raw("\"");
}

Html& Html::marked(std::string_view snippet) {
  for (std::size_t i = 0; i < snippet.size(); ++i) {
    const std::string_view rest = snippet.substr(i);
    if (rest.front() == '<' && !rest.starts_with("<mark>") && !rest.starts_with("</mark>")) {
      out_ += "&lt;";
    } else if (!is_forbidden(rest.front())) {
      out_ += rest.front();
    }
  }
  return *this;
}

}  // namespace isthmus::searchd
