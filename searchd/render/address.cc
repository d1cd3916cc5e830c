#include "searchd/render/address.h"

#include <algorithm>

namespace isthmus::searchd {

Address::Address(std::string path, std::vector<Parameter> parameters)
    : path_(std::move(path)), parameters_(std::move(parameters)) {}

Address Address::with(std::string_view name, std::string_view value) const {
  return without(name).adding(name, value);
}

Address Address::adding(std::string_view name, std::string_view value) const {
  Address changed = *this;
  if (!value.empty()) changed.parameters_.push_back({std::string(name), std::string(value)});
  return changed;
}

Address Address::without(std::string_view name) const {
  Address changed = *this;
  std::erase_if(changed.parameters_, [&](const Parameter& entry) { return entry.name == name; });
  return changed;
}

Address Address::without(std::string_view name, std::string_view value) const {
  Address changed = *this;
  std::erase_if(changed.parameters_,
                [&](const Parameter& entry) { return entry.name == name && entry.value == value; });
  return changed;
}

bool Address::has(std::string_view name, std::string_view value) const {
  return std::any_of(parameters_.begin(), parameters_.end(), [&](const Parameter& entry) {
    return entry.name == name && entry.value == value;
  });
}

std::vector<std::string> Address::values(std::string_view name) const {
  std::vector<std::string> found;
  for (const Parameter& entry : parameters_) {
    if (entry.name == name && !entry.value.empty()) found.push_back(entry.value);
  }
  return found;
}

std::string Address::to_string() const {
  std::string text = path_;
  char separator = '?';
  for (const Parameter& entry : parameters_) {
    if (entry.value.empty()) continue;
    text += separator + percent_encode(entry.name) + "=" + percent_encode(entry.value);
    separator = '&';
  }
  return text;
}

}  // namespace isthmus::searchd
