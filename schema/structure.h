// What makes a type of the schema a structure: a field table (schema/record.h, visit_fields). For the
// codec and the JSON form.
#pragma once

namespace isthmus {

struct NoVisitor {
  template <typename T>
  void operator()(int, const char*, T&) const {}
};

template <typename T>
concept Structure = requires(T value) {
  T::visit_fields(value, NoVisitor{});
};

}  // namespace isthmus
