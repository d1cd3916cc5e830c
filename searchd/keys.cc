#include "searchd/keys.h"

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
std::string_view bearer_of(std::string_view authorization) {
  if (!equal_ignoring_case(authorization.substr(0, kScheme.size()), kScheme)) return {};
  authorization.remove_prefix(kScheme.size());
  return trimmed(authorization);
}

bool has(const AccessKey& key, Scope scope) {
  return std::find(key.scopes.begin(), key.scopes.end(), scope) != key.scopes.end();
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

Result<const AccessKey*> key_of(const Config& config, const Request& request, Scope scope,
                                Date today) {
  const auto has_scope = [&](const AccessKey& key) { return has(key, scope); };
  if (std::none_of(config.keys.begin(), config.keys.end(), has_scope))
    return Error{ErrorCode::kForbidden,
                 "nobody may do that here: no key has the scope " + quote(name_of(scope)),
                 "the operator adds one to [[keys]] in the configuration of isthmus-searchd"};
  const std::string_view given = bearer_of(request.header("Authorization"));
  if (given.empty())
    return Error{ErrorCode::kUnauthorised, "the request has no key",
                 "send the header Authorization: Bearer KEY"};
  const std::string hash = digest(given);
  const AccessKey* found = nullptr;
  for (const AccessKey& known : config.keys) {
    if (equal_in_constant_time(known.hash, hash)) found = &known;
  }
  if (found == nullptr)
    return Error{ErrorCode::kUnauthorised, "the key is not known here",
                 "ask the operator for one, or whether it was replaced"};
  if (found->expires.has_value() && today > found->expires)
    return Error{ErrorCode::kUnauthorised, "the key has expired", "ask the operator for a new one"};
  if (has_scope(*found)) return found;
  return Error{ErrorCode::kForbidden, "the key does not have the scope " + quote(name_of(scope)),
               "ask the operator for one that has it"};
}

bool may(const Config& config, const Request& request, Scope scope, Date today) {
  return key_of(config, request, scope, today).has_value();
}

Result<std::string> collection_for(const AccessKey& key, const std::string& named) {
  const std::vector<std::string>& own = key.collections;
  if (named.empty() && own.size() == 1) return own.front();
  if (named.empty())
    return Error{ErrorCode::kInvalidParameter, "the request does not say which collection is meant",
                 "give collection, one of: " + listed(own)};
  if (std::find(own.begin(), own.end(), named) != own.end()) return named;
  return Error{ErrorCode::kForbidden, "the key may not write into the collection " + quote(named),
               "it may write into: " + listed(own)};
}

}  // namespace isthmus::searchd
