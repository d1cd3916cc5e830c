// Who asks: the key of a request, checked against those of the configuration.
//
// A key is known by its digest alone, and every configured one is compared in constant time, so that
// neither the configuration nor the time of an answer tells it.
//
// Errors: kForbidden when no key has the scope, for a key without it, and for a collection that the
// key does not name; kUnauthorised for a missing, an unknown and an expired key. Threads: any.
#pragma once

#include <string>

#include "schema/date.h"
#include "schema/result.h"
#include "searchd/config.h"
#include "searchd/http.h"

namespace isthmus::searchd {

// The key of the request, which has the scope. It lives as long as the configuration.
Result<const AccessKey*> key_of(const Config& config, const Request& request, Scope scope,
                                Date today);

// The collection that is meant: the named one, or the key's only one when none is named. Errors:
// kInvalidParameter when none is named and the key has several.
Result<std::string> collection_for(const AccessKey& key, const std::string& named);

}  // namespace isthmus::searchd
