#include "tests/support/json_schema.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include <nlohmann/json.hpp>

namespace isthmus::testing {
namespace {

class Validator {
 public:
  explicit Validator(const Json& root) : root_(root) {}

  void check(const Json& schema, const Json& value, const std::string& path) {
    for (const auto& [keyword, argument] : schema.items())
      check_keyword(schema, keyword, argument, value, path);
  }

  std::vector<std::string> take_faults() { return std::move(faults_); }

 private:
  void fault(const std::string& path, const std::string& reason) {
    faults_.push_back((path.empty() ? "/" : path) + ": " + reason);
  }

  void check_keyword(const Json& schema, const std::string& keyword, const Json& argument,
                     const Json& value, const std::string& path) {
    static const std::set<std::string> annotations = {"$schema", "$id", "$defs", "title",
                                                      "description"};
    if (annotations.contains(keyword)) return;
    if (keyword == "$ref") return check(resolve(argument.get<std::string>()), value, path);
    if (keyword == "type") return check_type(argument.get<std::string>(), value, path);
    if (keyword == "enum") return check_enum(argument, value, path);
    if (value.is_object() && check_object(schema, keyword, argument, value, path)) return;
    if (value.is_array() && check_array(keyword, argument, value, path)) return;
    if (value.is_string() && check_string(keyword, argument, value.get<std::string>(), path))
      return;
    if (value.is_number() && check_number(keyword, argument, value.get<double>(), path)) return;
    static const std::set<std::string> known = {"required",   "additionalProperties",
                                                "properties", "propertyNames",
                                                "items",      "minItems",
                                                "maxItems",   "minLength",
                                                "maxLength",  "pattern",
                                                "minimum",    "maximum"};
    if (!known.contains(keyword)) fault(path, "the schema uses the unknown keyword " + keyword);
  }

  const Json& resolve(const std::string& reference) const {
    return root_.at(Json::json_pointer(reference.substr(1)));  // "#/$defs/date"
  }

  void check_type(const std::string& type, const Json& value, const std::string& path) {
    const bool fits = type == "integer" ? value.is_number_integer() : type == value.type_name();
    if (!fits) fault(path, "is " + std::string(value.type_name()) + ", not " + type);
  }

  void check_enum(const Json& allowed, const Json& value, const std::string& path) {
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
      fault(path, dump_json(value) + " is not in the enumeration");
  }

  bool check_object(const Json& schema, const std::string& keyword, const Json& argument,
                    const Json& value, const std::string& path) {
    if (keyword == "required") {
      for (const auto& name : argument) {
        if (!value.contains(name.get<std::string>()))
          fault(path, "lacks " + name.get<std::string>());
      }
      return true;
    }
    if (keyword == "properties") {
      for (const auto& [name, property] : argument.items()) {
        if (value.contains(name)) check(property, value.at(name), path + "/" + name);
      }
      return true;
    }
    if (keyword == "propertyNames") {
      for (const auto& [name, member] : value.items())
        check(argument, Json(name), path + "/" + name);
      return true;
    }
    if (keyword != "additionalProperties") return false;
    for (const auto& [name, member] : value.items()) {
      if (schema.contains("properties") && schema.at("properties").contains(name)) continue;
      if (argument.is_boolean()) {
        fault(path, "has the additional property " + name);
      } else {
        check(argument, member, path + "/" + name);
      }
    }
    return true;
  }

  bool check_array(const std::string& keyword, const Json& argument, const Json& value,
                   const std::string& path) {
    if (keyword == "items") {
      for (std::size_t i = 0; i < value.size(); ++i)
        check(argument, value[i], path + "/" + std::to_string(i));
    } else if (keyword == "minItems") {
      if (value.size() < argument.get<std::size_t>()) fault(path, "has too few elements");
    } else if (keyword == "maxItems") {
      if (value.size() > argument.get<std::size_t>()) fault(path, "has too many elements");
    } else {
      return false;
    }
    return true;
  }

  bool check_string(const std::string& keyword, const Json& argument, const std::string& value,
                    const std::string& path) {
    const auto characters = static_cast<std::size_t>(
        std::count_if(value.begin(), value.end(), [](char c) { return (c & 0xc0) != 0x80; }));
    if (keyword == "pattern") {
      if (!std::regex_search(value, std::regex(argument.get<std::string>())))
        fault(path, "\"" + value + "\" does not fit " + argument.get<std::string>());
    } else if (keyword == "minLength") {
      if (characters < argument.get<std::size_t>()) fault(path, "is too short");
    } else if (keyword == "maxLength") {
      if (characters > argument.get<std::size_t>()) fault(path, "is too long");
    } else {
      return false;
    }
    return true;
  }

  bool check_number(const std::string& keyword, const Json& argument, double value,
                    const std::string& path) {
    if (keyword == "minimum") {
      if (value < argument.get<double>()) fault(path, "is below the minimum");
    } else if (keyword == "maximum") {
      if (value > argument.get<double>()) fault(path, "is above the maximum");
    } else {
      return false;
    }
    return true;
  }

  const Json& root_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> schema_faults(const Json& schema, const Json& value) {
  Validator validator(schema);
  validator.check(schema, value, "");
  return validator.take_faults();
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Json load_schema(const std::string& source_directory, const std::string& name) {
  const Result<Json> schema =
      parse_json(read_file(source_directory + "/schema/json/" + name + ".schema.json"));
  if (!schema) std::abort();
  return *schema;
}

}  // namespace isthmus::testing
