// Another program, run to its end: standard input and output in memory, nothing else handed over.
//
// Errors: kNotFound when there is no such program; kTooLarge when it takes too long or says too
// much (it is ended then); kIo.
// Threads: any number.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace isthmus::sandbox {

struct ProgramLimits {
  std::chrono::seconds time{60};      // by the clock
  std::uint64_t memory = 2ULL << 30;  // of addresses
  std::uint64_t output_bytes = 64ULL << 20;
};

struct ProgramOutput {
  std::string text;
  bool is_success = false;  // ended by itself, with status 0
};

// `words` are the program's name, looked up in PATH, and its arguments. Standard error is dropped.
Result<ProgramOutput> run_program(const std::vector<std::string>& words, std::string_view input,
                                  const ProgramLimits& limits = {});

}  // namespace isthmus::sandbox
