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

// Has the request such a key? No key, one that is not known and one without the scope are all the
// same: for what is shown to all, and more of it to some.
bool may(const Config& config, const Request& request, Scope scope, Date today);

// The collection that is meant: the named one, or the key's only one when none is named. Errors:
// kInvalidParameter when none is named and the key has several.
Result<std::string> collection_for(const AccessKey& key, const std::string& named);

}  // namespace isthmus::searchd
