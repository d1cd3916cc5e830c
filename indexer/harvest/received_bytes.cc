// A file of its own, because the kernel's header and the C library's both define the structure, and
// only the kernel's has the counter.
#include "indexer/harvest/received_bytes.h"

#include <cstddef>

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace isthmus::harvest {

std::uint64_t received_bytes(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  if (::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
  const bool is_counted =
      size >= offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received;
  return is_counted ? info.tcpi_bytes_received : 0;
}

}  // namespace isthmus::harvest
