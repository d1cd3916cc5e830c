#include "indexer/watch/socket.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "schema/wording.h"

namespace isthmus::watch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = "writer.sock";
constexpr const char* kNewName = "writer.sock.new";
constexpr int kBacklog = 64;

Error failed(const std::string& action, const fs::path& path) {
  return {ErrorCode::kIo, action + " " + quote(path.string()) + ": " + std::strerror(errno)};
}

// An address for a name in a folder that is open, whatever the length of its path.
struct Address {
  Descriptor folder;
  sockaddr_un address{};

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address); }
};

Result<Address> address_of(const fs::path& repository, const char* name) {
  Address out;
  out.address.sun_family = AF_UNIX;
  std::string path = (repository / name).string();
  if (path.size() >= sizeof out.address.sun_path) {
    out.folder = Descriptor(::open(repository.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (out.folder.number() < 0) return failed("opening", repository);
    path = "/proc/self/fd/" + std::to_string(out.folder.number()) + "/" + name;
  }
  std::memcpy(out.address.sun_path, path.c_str(), path.size() + 1);
  return out;
}

Descriptor make_socket(int flags) {
  return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
}

}  // namespace

fs::path socket_path(const fs::path& repository) { return repository / kName; }

Result<Descriptor> listen_in(const fs::path& repository) {
  const Address address = TRY(address_of(repository, kNewName));
  const fs::path unfinished = repository / kNewName;
  ::unlink(unfinished.c_str());
  Descriptor socket = make_socket(SOCK_NONBLOCK);
  if (socket.number() < 0) return failed("making", unfinished);
  // Before anybody can connect: the mode of the socket's file is that of the descriptor.
  if (::fchmod(socket.number(), 0600) != 0) return failed("protecting", unfinished);
  if (::bind(socket.number(), address.get(), sizeof address.address) != 0)
    return failed("making", unfinished);
  if (::chmod(unfinished.c_str(), 0600) != 0) return failed("protecting", unfinished);
  if (::listen(socket.number(), kBacklog) != 0) return failed("listening on", unfinished);
  if (::rename(unfinished.c_str(), socket_path(repository).c_str()) != 0)
    return failed("naming", unfinished);
  return socket;
}

Result<std::optional<Descriptor>> connect_in(const fs::path& repository) {
  std::error_code fault;
  if (!fs::exists(socket_path(repository), fault)) return std::optional<Descriptor>();
  const Address address = TRY(address_of(repository, kName));
  Descriptor socket = make_socket(0);
  if (socket.number() < 0) return failed("making", socket_path(repository));
  if (::connect(socket.number(), address.get(), sizeof address.address) == 0)
    return std::optional(std::move(socket));
  if (errno == ECONNREFUSED || errno == ENOENT) return std::optional<Descriptor>();
  return failed("connecting to", socket_path(repository));
}

bool is_from_owner(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

}  // namespace isthmus::watch
