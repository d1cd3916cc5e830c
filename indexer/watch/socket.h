// The socket in a repository's directory: DIR/writer.sock, for this user and root alone.
//
// Whose the repository is decides its lock, not the socket: one that a killed watcher left is
// replaced. The address of a Unix socket holds 107 bytes; a longer path is reached through
// /proc/self/fd.
//
// Errors: kIo, naming the path.
#pragma once

#include <filesystem>
#include <optional>

#include "engine/base/descriptor.h"
#include "schema/result.h"

namespace isthmus::watch {

std::filesystem::path socket_path(const std::filesystem::path& repository);

// Listens; takes the place of a socket that is there. The caller holds the repository.
Result<Descriptor> listen_in(const std::filesystem::path& repository);
// Nothing when nobody listens.
Result<std::optional<Descriptor>> connect_in(const std::filesystem::path& repository);

// May the process at the other end give orders? The same user, or root.
bool is_from_owner(int socket);

}  // namespace isthmus::watch
