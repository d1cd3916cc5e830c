// Programs that are started as children, with files for what they read and say.
//
// Errors: kNotFound for a program that is not there, kIo.
// Threads: any; an object is one thread's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sys/resource.h>
#include <sys/types.h>

#include "engine/base/descriptor.h"
#include "schema/result.h"

namespace isthmus {

// A file in memory, without a name, with these bytes and read from its beginning.
Result<Descriptor> memory_file(std::string_view bytes);

// A child that does not outlive this object.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t pid() const { return pid_; }
  void limit(__rlimit_resource resource, rlim_t most) const;
  void kill() const;
  int wait();  // until it ends; its status, as waitpid() has it

 private:
  pid_t pid_;
};

// What a child reads and where it writes. Its standard error is dropped, and it has no other files.
struct ChildFiles {
  int input = -1;
  int output = -1;  // negative: what it writes is dropped too
};

// `words` are the program's name, looked up in PATH, and its arguments; `environment` is that of
// the caller, ended by a null pointer.
Result<pid_t> spawn(const std::vector<std::string>& words, const ChildFiles& files,
                    char* const* environment);

}  // namespace isthmus
