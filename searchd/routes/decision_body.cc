#include "searchd/routes/decision_body.h"

#include <nlohmann/json.hpp>

#include "schema/wording.h"

namespace isthmus::searchd::routes {

Error unfit(std::string message, std::string hint) {
  return {ErrorCode::kInvalidBody, std::move(message), std::move(hint)};
}

Error unfit(const Error& error) { return unfit("the body: " + error.message, error.hint); }

Result<void> check_length(const char* name, const std::string& text, std::size_t most) {
  if (text.size() <= most) return {};
  return unfit("the " + std::string(name) + " has " + counted(text.size(), "byte"),
               "at most " + std::to_string(most) + " fit");
}

Result<void> check_unsigned(const Json& body) {
  for (const char* name : {"by", "at"}) {
    if (body.contains(name))
      return unfit("the body says " + quote(name), "the key says who, the clock when");
  }
  return {};
}

}  // namespace isthmus::searchd::routes
