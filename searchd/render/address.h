// A link to a page with its parameters, for building the next one from the present one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searchd/http.h"

namespace isthmus::searchd {

class Address {
 public:
  explicit Address(std::string path, std::vector<Parameter> parameters = {});

  // In place of every value of this name; an empty value takes the name away.
  Address with(std::string_view name, std::string_view value) const;
  // Beside the other values of this name.
  Address adding(std::string_view name, std::string_view value) const;
  Address without(std::string_view name) const;
  Address without(std::string_view name, std::string_view value) const;

  bool has(std::string_view name, std::string_view value) const;
  std::vector<std::string> values(std::string_view name) const;
  const std::vector<Parameter>& parameters() const { return parameters_; }
  // "/search?q=a&side=practice"; parameters with empty values are left out.
  std::string to_string() const;

 private:
  std::string path_;
  std::vector<Parameter> parameters_;
};

}  // namespace isthmus::searchd
