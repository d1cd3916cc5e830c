#include "engine/index/xapian_error.h"

#include <cerrno>
#include <cstring>
#include <string>

namespace isthmus::index {
namespace {

// Xapian keeps errno only as its text.
bool is_disk_full(const Xapian::Error& error) {
  const std::string text =
      error.get_msg() + " " + (error.get_error_string() ? error.get_error_string() : "");
  return text.find(std::strerror(ENOSPC)) != std::string::npos ||
         text.find(std::strerror(EFBIG)) != std::string::npos ||
         text.find(std::strerror(EDQUOT)) != std::string::npos;
}

ErrorCode code_of(const Xapian::Error& error) {
  const std::string_view type = error.get_type();
  if (type == "DatabaseModifiedError") return ErrorCode::kStale;
  if (type == "DatabaseLockError") return ErrorCode::kLocked;
  if (type == "DatabaseCorruptError") return ErrorCode::kCorrupt;
  if (type == "DatabaseNotFoundError") return ErrorCode::kNotFound;
  if (type == "DatabaseVersionError") return ErrorCode::kNewerSchema;
  if (is_disk_full(error)) return ErrorCode::kDiskFull;
  if (type == "DatabaseOpeningError" || type == "DatabaseError" || type == "DatabaseCreateError")
    return ErrorCode::kIo;
  return ErrorCode::kInternal;
}

std::string hint_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::kCorrupt:
      return "run `isthmus-indexer rebuild`: the index is made again from the store";
    case ErrorCode::kDiskFull:
      return "free some space and run the same command again: nothing that was committed is lost";
    case ErrorCode::kLocked:
      return "another indexer is writing; wait for it or stop it";
    default:
      return {};
  }
}

}  // namespace

Error error_from(const Xapian::Error& error, std::string_view doing) {
  const ErrorCode code = code_of(error);
  std::string message = std::string(doing) + ": " + error.get_msg();
  if (error.get_error_string()) message += std::string(" (") + error.get_error_string() + ")";
  return {code, std::move(message), hint_for(code)};
}

}  // namespace isthmus::index
