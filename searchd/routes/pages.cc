#include "searchd/routes/pages.h"

#include "searchd/render/page.h"

namespace isthmus::searchd::routes {
namespace {

ErrorText text_of(const Error& error, Language language) {
  const std::string detail = error.message + (error.hint.empty() ? "" : " (" + error.hint + ")");
  switch (error.code) {
    case ErrorCode::kNotFound:
      return {std::string(phrase(Phrase::kNotFoundTitle, language)),
              std::string(phrase(Phrase::kNotFoundText, language)),
              {}};
    case ErrorCode::kInvalidParameter:
      return {std::string(phrase(Phrase::kErrorTitle, language)),
              std::string(phrase(Phrase::kBadValue, language)), detail};
    case ErrorCode::kBusy:
      return {std::string(phrase(Phrase::kErrorTitle, language)),
              std::string(phrase(Phrase::kBusyText, language)),
              {}};
    default:
      return {std::string(phrase(Phrase::kErrorTitle, language)),
              std::string(phrase(Phrase::kErrorText, language)),
              {}};
  }
}

}  // namespace

Response page_response(const Request& request, std::string html, int status) {
  Response response{status, "text/html; charset=utf-8", std::move(html), {}};
  response.headers.push_back({"Vary", "Accept-Language, Cookie"});
  response.headers.push_back({"Cache-Control", "no-cache"});
  response.headers.push_back({"Content-Language", std::string(tag_of(language_of(request)))});
  const std::string_view chosen = request.parameter("lang").value_or("");
  if (chosen == "zh" || chosen == "en") {
    response.headers.push_back(
        {"Set-Cookie",
         "lang=" + std::string(chosen) + "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"});
  }
  return response;
}

std::string error_page(const Request& request, const Error& error) {
  const Language language = language_of(request);
  const ErrorText text = text_of(error, language);
  return render_error({.language = language,
                       .title = text.title,
                       .target = request.target,
                       .kind = "page-error",
                       .json_url = {}},
                      text);
}

}  // namespace isthmus::searchd::routes
