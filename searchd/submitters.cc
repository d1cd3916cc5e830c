#include "searchd/submitters.h"

#include <algorithm>
#include <string_view>

#include "engine/base/digest.h"
#include "schema/blanks.h"
#include "schema/wording.h"
#include "searchd/http.h"

namespace isthmus::searchd {
namespace {

constexpr std::string_view kScheme = "bearer ";

// The key of "Authorization: Bearer KEY"; empty when there is none.
std::string_view key_of(std::string_view authorization) {
  if (!equal_ignoring_case(authorization.substr(0, kScheme.size()), kScheme)) return {};
  authorization.remove_prefix(kScheme.size());
  return trimmed(authorization);
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

Result<const SubmissionKey*> submitter_of(const Config& config, const Request& request) {
  if (config.submission_keys.empty())
    return Error{ErrorCode::kForbidden, "nobody may hand in records here: no keys are configured",
                 "the operator adds [[submission_keys]] to the configuration of isthmus-searchd"};
  const std::string_view key = key_of(request.header("Authorization"));
  if (key.empty())
    return Error{ErrorCode::kUnauthorised, "the request has no key",
                 "send the header Authorization: Bearer KEY"};
  const std::string hash = digest(key);
  const SubmissionKey* found = nullptr;
  for (const SubmissionKey& known : config.submission_keys) {
    if (equal_in_constant_time(known.hash, hash)) found = &known;
  }
  if (found != nullptr) return found;
  return Error{ErrorCode::kUnauthorised, "the key is not known here",
               "ask the operator for one, or whether it was replaced"};
}

Result<std::string> collection_for(const SubmissionKey& submitter, const std::string& named) {
  const std::vector<std::string>& own = submitter.collections;
  if (named.empty() && own.size() == 1) return own.front();
  if (named.empty())
    return Error{ErrorCode::kInvalidParameter, "the request does not say which collection is meant",
                 "give collection, one of: " + listed(own)};
  if (std::find(own.begin(), own.end(), named) != own.end()) return named;
  return Error{ErrorCode::kForbidden, "the key may not write into the collection " + quote(named),
               "it may write into: " + listed(own)};
}

}  // namespace isthmus::searchd
