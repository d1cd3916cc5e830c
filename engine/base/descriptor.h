// File descriptors: closing them, and writing everything to them.
#pragma once

#include <string_view>

namespace isthmus {

// A file descriptor that closes itself; negative: none.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;

  int number() const { return number_; }
  void reset();

 private:
  int number_;
};

// False with errno when not all of it could be written.
bool write_all(int descriptor, std::string_view bytes);

}  // namespace isthmus
