// Writing JSON text directly: commas and escapes are taken care of, nesting is the caller's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isthmus::searchd {

class JsonText {
 public:
  JsonText& begin_object() { return begin('{'); }
  JsonText& end_object() { return end('}'); }
  JsonText& begin_array() { return begin('['); }
  JsonText& end_array() { return end(']'); }
  JsonText& key(std::string_view name);  // of letters and '_' alone: it is not escaped
  void reserve(std::size_t bytes) { out_.reserve(bytes); }

  JsonText& text(std::string_view value);
  JsonText& text_or_null(std::string_view value);  // null when empty
  JsonText& number(std::uint64_t value);
  JsonText& number(double value);  // at most six significant digits after the point; finite
  JsonText& boolean(bool value);
  JsonText& texts(const std::vector<std::string>& values);

  std::string take() { return std::move(out_); }

 private:
  JsonText& begin(char bracket);
  JsonText& end(char bracket);
  void separate();

  std::string out_;
  bool first_ = true;  // nothing stands yet in this object or array, or a key came just before
};

}  // namespace isthmus::searchd
