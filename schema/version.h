// The version of what is on disk. A repository says it in meta/schema_version; a newer one is
// refused, an older one wants `upgrade`.
#pragma once

namespace isthmus {

inline constexpr int kSchemaVersion = 1;

}  // namespace isthmus
