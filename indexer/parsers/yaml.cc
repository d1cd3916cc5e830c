#include "indexer/parsers/yaml.h"

#include <string>

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

namespace isthmus::parsers {
namespace {

constexpr std::size_t kMaxYamlBytes = 1 << 20;
constexpr std::size_t kMaxNodes = 100'000;
constexpr std::size_t kMaxDepth = 32;
constexpr std::size_t kMaxKeys = 1000;  // of one mapping: ordered objects are searched key by key

class Converter {
 public:
  // Nothing but null once a limit is broken.
  Json convert(const YAML::Node& node, std::size_t depth) {
    if (depth > kMaxDepth || ++nodes_ > kMaxNodes) is_over_limit_ = true;
    if (is_over_limit_ || !node.IsDefined() || node.IsNull()) return nullptr;
    if (node.IsScalar()) return node.Scalar();
    if (node.IsSequence()) {
      Json list = Json::array();
      for (const YAML::Node& element : node) {
        list.push_back(convert(element, depth + 1));
        if (is_over_limit_) break;
      }
      return list;
    }
    return convert_mapping(node, depth);
  }
  bool is_over_limit() const { return is_over_limit_; }

 private:
  Json convert_mapping(const YAML::Node& node, std::size_t depth) {
    Json object = Json::object();
    for (const auto& entry : node) {
      if (object.size() >= kMaxKeys) is_over_limit_ = true;
      if (is_over_limit_) break;
      if (!entry.first.IsScalar() || object.contains(entry.first.Scalar())) continue;
      object[entry.first.Scalar()] = convert(entry.second, depth + 1);
    }
    return object;
  }

  std::size_t nodes_ = 0;
  bool is_over_limit_ = false;
};

Error refuse(const std::string& message) {
  return {ErrorCode::kInvalidSource, message,
          "quote strings that hold \": \" or begin with a special character"};
}

}  // namespace

Result<Json> parse_yaml(std::string_view text, std::uint64_t first_line) {
  const Error too_large{ErrorCode::kTooLarge,
                        "the front matter is larger than 1 MB, 100,000 nodes or 32 levels",
                        "put text into the body"};
  if (text.size() > kMaxYamlBytes) return too_large;
  try {
    Converter converter;
    Json json = converter.convert(YAML::Load(std::string(text)), 0);
    if (converter.is_over_limit()) return too_large;
    return json;
  } catch (const YAML::Exception& fault) {
    const auto line = fault.mark.is_null()
                          ? first_line
                          : first_line + static_cast<std::uint64_t>(fault.mark.line);
    return refuse("the front matter is not valid YAML at line " + std::to_string(line) + ": " +
                  fault.msg);
  } catch (const std::exception& fault) {
    return refuse(std::string("the front matter is not valid YAML: ") + fault.what());
  }
}

}  // namespace isthmus::parsers
