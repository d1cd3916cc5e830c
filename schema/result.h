// Result<T>: a value or an Error, with the method names of std::expected (C++23, absent from GCC 12
// in C++20 mode).
//
// TRY(expression) yields the value of a Result or returns its Error from the enclosing function:
//   Record record = TRY(store.get(id));
// Source: the pattern is Ladybird's TRY and std::expected (P0323).
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "schema/error.h"

namespace isthmus {

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // The caller has checked has_value(); otherwise std::bad_variant_access.
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // The caller has checked !has_value().
  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

  T value_or(T fallback) && { return has_value() ? std::move(*this).value() : std::move(fallback); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_; }
  explicit operator bool() const { return has_value(); }
  void value() const {}
  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return *std::move(error_); }

 private:
  std::optional<Error> error_;
};

}  // namespace isthmus

// A statement expression (GCC and Clang); __extension__ keeps -Wpedantic quiet.
#define TRY(expression)                                              \
  __extension__({                                                    \
    auto isthmus_result_ = (expression);                             \
    if (!isthmus_result_) return std::move(isthmus_result_).error(); \
    std::move(isthmus_result_).value();                              \
  })
