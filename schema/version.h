// The versions of what is on disk. Each database says its own in meta/schema_version; a newer one is
// refused, an older one wants `upgrade`.
#pragma once

namespace isthmus {

inline constexpr int kSchemaVersion = 1;    // of knowledge/
inline constexpr int kActivityVersion = 1;  // of activity/

}  // namespace isthmus
