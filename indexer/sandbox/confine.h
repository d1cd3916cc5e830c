// What a parsing process may do: compute, read files that the libraries bring with them (character
// maps, locales), and speak over the one socket that it was born with. No network, no writing, no
// new processes.
//
// Source: setrlimit(2), seccomp(2) through libseccomp, which keeps the numbers of system calls for
// every architecture.
#pragma once

#include <chrono>
#include <cstdint>

namespace isthmus::sandbox {

enum class Confinement : std::uint8_t {
  kFull,       // system calls are filtered
  kLimitsOnly  // the kernel takes no filter: memory, file sizes and time alone are limited
};

inline constexpr std::uint64_t kMemoryBytes = 2ULL << 30;  // address space, libraries included

// For the rest of the process's life.
Confinement confine();

// From now on so much processor time until the kernel ends the process: the last resort when the
// parent, who watches the clock, is gone.
void allow_processor_time(std::chrono::seconds more);

}  // namespace isthmus::sandbox
