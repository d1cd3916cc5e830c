#include "schema/keys.h"

#include <algorithm>

#include "schema/byte_order.h"

namespace isthmus::keys {
namespace {

std::uint64_t number_of(std::string_view big_endian_bytes) {
  std::uint64_t number = 0;
  for (const char byte : big_endian_bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

std::string tagged(char tag, std::string_view text) {
  std::string key(1, tag);
  key += text;
  return key;
}

}  // namespace

std::string serial(std::uint32_t serial) { return big_endian(serial); }
std::string change(std::uint64_t position) { return big_endian(position); }

std::uint64_t position_of_change(std::string_view key) { return number_of(key); }

std::string topic(std::string_view id) { return tagged('t', id); }
std::string retired_topic(std::string_view id) { return tagged('r', id); }
std::string topic_member_prefix(std::string_view topic) { return tagged('m', topic) + '\0'; }
std::string topic_member(std::string_view topic, std::string_view id) {
  return topic_member_prefix(topic).append(id);
}
std::string topic_point(std::string_view id) { return tagged('p', id); }
std::string gap(std::uint32_t number) { return tagged('g', big_endian(number)); }
std::string_view id_of_tagged(std::string_view key) { return key.substr(1); }

std::string collection(std::string_view collection) { return tagged('c', collection); }

std::string source_prefix(std::string_view collection) { return tagged('s', collection) + '\0'; }

std::string source(std::string_view collection, std::string_view path) {
  return source_prefix(collection).append(path);
}

std::string member_prefix(std::string_view collection, std::string_view path) {
  return (tagged('m', collection) + '\0').append(path) + '\0';
}

std::string member(std::string_view collection, std::string_view path, std::string_view id) {
  return member_prefix(collection, path).append(id);
}

std::string identifier(std::string_view collection, std::string_view identifier) {
  return (tagged('i', collection) + '\0').append(identifier);
}

std::string part_prefix(std::string_view id) { return tagged('p', id) + '\0'; }

std::string part(std::string_view id, std::string_view source_key) {
  return part_prefix(id).append(source_key);
}

std::string source_of_part(std::string_view key) {
  return std::string(key.substr(key.find('\0') + 1));
}

std::string id_of_part(std::string_view key) {
  return std::string(key.substr(1, key.find('\0') - 1));
}

std::string joined_prefix(std::string_view collection, std::string_view path) {
  return (tagged('j', collection) + '\0').append(path) + '\0';
}

std::string joined(std::string_view collection, std::string_view path, std::string_view id) {
  return joined_prefix(collection, path).append(id);
}

std::string collection_of_source(std::string_view key) {
  key.remove_prefix(std::min<std::size_t>(key.size(), 1));
  return std::string(key.substr(0, key.find('\0')));
}

std::string path_of_source(std::string_view key) {
  return std::string(key.substr(key.find('\0') + 1));
}
std::string id_of_member(std::string_view key) {
  return std::string(key.substr(key.rfind('\0') + 1));
}

std::string harvest_prefix(std::string_view collection) { return tagged('h', collection) + '\0'; }

std::string harvest(std::string_view collection, std::string_view url, std::string_view set,
                    std::string_view prefix) {
  std::string key = harvest_prefix(collection).append(url) + '\0';
  return key.append(set).append(1, '\0').append(prefix);
}

std::string faced(Face face, std::string_view id) { return tagged(static_cast<char>(face), id); }
Face face_of_key(std::string_view key) { return static_cast<Face>(key.front()); }
std::string_view id_of_faced(std::string_view key) { return key.substr(1); }

std::string organisation(std::string_view id) { return tagged('o', id); }
std::string programme(std::string_view id) { return tagged('p', id); }
std::string agreement(std::string_view id) { return tagged('a', id); }

std::string lexicon(std::string_view name) { return tagged('x', name); }

std::string lexicon_prefix(std::string_view name) { return tagged('l', name) + '\0'; }

std::string lexicon_term(std::string_view name, std::string_view term) {
  return lexicon_prefix(name).append(term);
}

std::string work_decision(std::string_view id, std::string_view other) {
  return (tagged('w', std::min(id, other)) + '\0').append(std::max(id, other));
}

std::string pair_decision(std::string_view term, std::string_view other) {
  return (tagged('d', std::min(term, other)) + '\0').append(std::max(term, other));
}

std::pair<std::string, std::string> ids_of_work_decision(std::string_view key) {
  key.remove_prefix(std::min<std::size_t>(key.size(), 1));
  const std::size_t middle = std::min(key.find('\0'), key.size());
  return {std::string(key.substr(0, middle)),
          std::string(key.substr(std::min(middle + 1, key.size())))};
}

std::string work_signature(Face face, std::string_view id) { return tagged('s', faced(face, id)); }
std::string work_ties(Face face, std::string_view id) { return tagged('t', faced(face, id)); }
std::string work_bucket(std::string_view key) { return tagged('b', key); }
std::string work_overflow(std::string_view key, std::uint64_t realm, std::string_view id) {
  return tagged('o', key).append(big_endian(realm)).append(id);
}
std::string_view faced_of_work(std::string_view key) { return key.substr(1); }

std::string link_decision(std::string_view id, std::string_view other) {
  return (std::string(std::min(id, other)) + '\0').append(std::max(id, other));
}

std::string searches_of_day(std::uint32_t day) { return big_endian(day); }

std::string search(std::uint32_t day, std::string_view intent, std::string_view visitor) {
  return searches_of_day(day).append(intent).append(visitor);
}

std::optional<SearchKey> parts_of_search(std::string_view key) {
  constexpr std::size_t kDay = 4, kIntent = 16, kVisitor = 16;
  if (key.size() != kDay + kIntent + kVisitor) return std::nullopt;
  return SearchKey{static_cast<std::uint32_t>(number_of(key.substr(0, kDay))),
                   key.substr(kDay, kIntent), key.substr(kDay + kIntent)};
}

}  // namespace isthmus::keys
