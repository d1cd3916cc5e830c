#include "schema/error.h"

#include <array>

namespace isthmus {
namespace {

constexpr std::array kErrorTable = {
#define ISTHMUS_ROW(enumerator, name, http, exit, meaning) ErrorInfo{name, http, exit, meaning},
    ISTHMUS_ERRORS(ISTHMUS_ROW)
#undef ISTHMUS_ROW
};

}  // namespace

const ErrorInfo& error_info(ErrorCode code) { return kErrorTable[static_cast<std::size_t>(code)]; }

std::string to_string(const Error& error) {
  std::string text = std::string(error_info(error.code).name) + ": " + error.message;
  if (!error.hint.empty()) text += " (" + error.hint + ")";
  return text;
}

}  // namespace isthmus
