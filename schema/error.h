// The error table: every failure that Isthmus reports, with its HTTP status and exit status.
//
// One row of ISTHMUS_ERRORS gives the code's name in C++, its stable snake_case name for clients,
// its HTTP status, the exit status of the command line, and its meaning. docs/errors.md is compared
// with this table by a test; nothing else in the tree assigns a status to a failure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace isthmus {

// clang-format off
#define ISTHMUS_ERRORS(row) \
  /*  enumerator         name                  http exit meaning */                                                    \
  row(kUsage,            "usage",              400,  2, "The command line or the configuration is not understood.")   \
  row(kInvalidParameter, "invalid_parameter",  400,  2, "A parameter of the request has a value that is not allowed.") \
  row(kUnauthorised,     "unauthorised",       401,  2, "This address wants a key that the service knows.")             \
  row(kForbidden,        "forbidden",          403,  2, "This key may not do that, or nobody may here.")                \
  row(kInvalidRecord,    "invalid_record",     422,  1, "A record does not fit the record schema.")                   \
  row(kInvalidBody,      "invalid_body",       422,  2, "The body of the request is not what this address takes.")    \
  row(kInvalidSource,    "invalid_source",     422,  1, "A source file cannot be read as what it claims to be.")      \
  row(kUnsupported,      "unsupported",        415,  1, "No parser takes this kind of file.")                         \
  row(kDuplicate,        "duplicate",          409,  1, "The id or the name is already taken by another source.")     \
  row(kTooLarge,         "too_large",          413,  1, "The input is larger than the stated limit.")                 \
  row(kNotFound,         "not_found",          404,  3, "There is nothing under this id, path or address.")           \
  row(kMethodNotAllowed, "method_not_allowed", 405,  2, "This address does not take this HTTP method.")               \
  row(kLocked,           "locked",             503,  4, "Another process is writing to the repository.")              \
  row(kUnavailable,      "unavailable",        503,  4, "The service cannot answer just now; try again.")             \
  row(kStale,            "stale",              503,  4, "The data changed while it was read; try again.")             \
  row(kBusy,             "busy",               429,  4, "Too many requests are waiting; try again later.")            \
  row(kCorrupt,          "corrupt",            500,  5, "Stored bytes fail their checksum or contradict each other.") \
  row(kNewerSchema,      "newer_schema",       500,  5, "The repository was written by a newer version of Isthmus.")  \
  row(kIo,               "io",                 500,  6, "Reading or writing a file failed.")                          \
  row(kDiskFull,         "disk_full",          507,  6, "The disk, or a file size limit, is full.")                   \
  row(kInternal,         "internal",           500, 70, "A defect in Isthmus; please report it.")
// clang-format on

enum class ErrorCode : std::uint8_t {
#define ISTHMUS_ROW(enumerator, name, http, exit, meaning) enumerator,
  ISTHMUS_ERRORS(ISTHMUS_ROW)
#undef ISTHMUS_ROW
};

// The table's columns for one code.
struct ErrorInfo {
  std::string_view name;  // stable, snake_case; `code` of problem+json
  int http_status;
  int exit_status;
  std::string_view meaning;  // one sentence; `title` of problem+json
};

const ErrorInfo& error_info(ErrorCode code);

// A failure: what happened and where (quoting the user's own text), and what to do about it.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::string hint = {};  // empty when there is nothing useful to say
};

// "not_found: no record has the id \"x\" (hint: …)", for logs and terminals.
std::string to_string(const Error& error);

}  // namespace isthmus
