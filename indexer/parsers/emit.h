// What every parser ends with: keys in the JSON form of the schema become a record with a local id
// and a source, and go to the sink.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/parsers/parser.h"
#include "schema/json.h"

namespace isthmus::parsers {

// Where in the input the keys of one record stood.
struct Place {
  std::uint64_t line = 0;
  std::string_view bytes;  // of this record alone: the whole file, a line, a row
};

// Which local id a record without an id of its own gets: the file's path when it is the file's only
// one, else its DOI, else a digest of its content.
enum class Naming : std::uint8_t { kByPath, kByContent };

// Was this id made from the record's content? Records of equal content have equal ids then.
bool is_named_by_content(std::string_view id);

class Emitter {
 public:
  Emitter(const Input& input, const Sink& sink, std::string_view media_type, Naming naming)
      : input_(input), sink_(sink), media_type_(media_type), naming_(naming) {}

  // Unknown keys are warnings. False when the sink wants no more.
  bool emit(const Json& keys, const Place& place) const;

  void warn(std::uint64_t line, std::string message, std::string hint = {}) const;
  void refuse(std::uint64_t line, Error error) const;

 private:
  std::string local_id(const Record& record) const;

  const Input& input_;
  const Sink& sink_;
  std::string media_type_;
  Naming naming_;
};

}  // namespace isthmus::parsers
