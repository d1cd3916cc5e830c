#include "schema/submission.h"

#include <nlohmann/json.hpp>

#include "schema/json.h"

namespace isthmus {

std::string submission_text(const Submission& submission) {
  return pretty_json(to_json(submission)) + "\n";
}

Result<Submission> parse_submission(std::string_view text) {
  return from_json<Submission>(TRY(parse_json(text)));
}

}  // namespace isthmus
