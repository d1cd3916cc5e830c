// The key grammar of the two stores: every key of every column family is made and taken apart here.
//
// knowledge/, written by isthmus-indexer:
//
//   records    id                          -> stored_record (schema/codec.h)
//   bodies     id                          -> the record's body, UTF-8; absent when empty
//   serials    serial:be32                 -> id: document number in the index to record
//   changes    position:be64               -> change, one entry a write, from 1
//   sources    'c' collection              -> root: where a collection comes from
//              's' collection 0 path       -> source_state: what was read of this file
//              'm' collection 0 path 0 id  -> (empty): this file gave this record
//              'i' collection 0 identifier -> id: the record that this DOI names
//              'p' id 0 's' collection 0 path -> record: what this file says of a record that
//                                             several files of the collection describe
//              'j' collection 0 path 0 id  -> (empty): this file has its part in this record
//              'h' collection 0 url 0 set 0 prefix -> harvest_state: how far an OAI-PMH harvest is
//   links      face:u8 id                  -> link_list
//   profiles   face:u8 id                  -> profile: what links are computed from
//   vectors    face:u8 id                  -> placed: serial:be32 and where the face stands in the
//                                             space of meaning, a signed byte a dimension
//   topics     't' id                  -> topic: of either level
//              'r' id                  -> id: the topic that has most records of one that is no more
//              'm' id 0 id             -> (empty): this record is of this topic
//              'p' id                  -> topic_point: where the public face of a record stands
//              'w'                     -> how many public records have each word (engine/topics)
//              'g' number:be32         -> gap, in the order of the report
//   works      's' face:u8 id              -> work_signature: what duplicates are judged by
//              't' face:u8 id              -> work_ties: the faces that are the same work
//              'b' key:be64                -> work_bucket: the first faces that have this key
//              'o' key:be64 realm:be64 id  -> (empty): a further one
//   governance 'o' id | 'p' id | 'a' id    -> organisation | programme | agreement
//              'w' id 0 id                 -> work_decision: what a person said of the two, the
//                                             smaller id first
//              'x' name                    -> lexicon: what is known of it
//              'l' name 0 term             -> lexicon_term: what the term means there
//              'd' term 0 term             -> pair_decision: what a person said of the two, as forms
//                                             of a lexicon; the smaller term first
//   meta       name                        -> text or number (the names below)
//
// activity/, written by isthmus-searchd:
//
//   link_decisions id 0 id                -> link_decision: what a person said of the two, the
//                                            smaller id first
//   gap_decisions id                      -> taken_gap: what a person said of the gap, and what it
//                                            was then
//   searches   day:be32 intent:hex[16] visitor:hex[16]
//                                         -> recorded_search: what a visitor looked for that day
//   meta       name                       -> text or number (the names below)
//
// be32 and be64 are big-endian, so that byte order is number order. Collections, paths, addresses,
// sets and prefixes hold no zero byte. The path of a harvested record is its OAI identifier, and the
// root of its collection the repository's base URL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "schema/face.h"

namespace isthmus::keys {

inline constexpr std::string_view kSchemaVersion = "schema_version";  // meta of both: decimal
inline constexpr std::string_view kNextSerial = "next_serial";        // meta: decimal
inline constexpr std::string_view kLinkWatermark =
    "link_watermark";  // meta: decimal, position in changes
inline constexpr std::string_view kLinkEpoch =
    "link_epoch";  // meta: frozen statistics, engine/links
inline constexpr std::string_view kLinkSpace =
    "link_space";  // meta: decimal, version of the space that the stored lists were made in
inline constexpr std::string_view kLinkScale = "link_scale";  // meta: link_scale, of those lists
inline constexpr std::string_view kWorkRules =
    "work_rules";  // meta: decimal, the rules that the works were made by; absent: not complete
inline constexpr std::string_view kProfileRules =
    "profile_rules";  // meta: decimal, the rules that the profiles were made by
inline constexpr std::string_view kSpace = "space";  // meta: space_state; absent: none is learned
inline constexpr std::string_view kSpaceTerms = "space_terms";  // meta: space_terms
inline constexpr std::string_view kTopics =
    "topics";  // meta: topics_state; absent: none were found
inline constexpr std::string_view kGeneration =
    "generation";  // meta: decimal, counts what readers must notice beside the index's watermark
inline constexpr std::string_view kRebuilding =
    "rebuilding";  // meta: present while derived data is made again

inline constexpr std::string_view kActivityCount =
    "activity_count";  // meta of activity: decimal, counts what its readers must notice
inline constexpr std::string_view kVisitorSalt = "visitor_salt";  // meta of activity: visitor_salt

std::string serial(std::uint32_t serial);
std::string change(std::uint64_t position);
std::uint64_t position_of_change(std::string_view key);

inline constexpr std::string_view kSourceTag = "s";  // sources: every key made by source()
std::string collection(std::string_view collection);
std::string source(std::string_view collection, std::string_view path);
std::string source_prefix(std::string_view collection);  // all sources of a collection
std::string member(std::string_view collection, std::string_view path, std::string_view id);
std::string member_prefix(std::string_view collection, std::string_view path);
// `identifier` as normal_identifier() gives it.
std::string identifier(std::string_view collection, std::string_view identifier);
std::string part(std::string_view id, std::string_view source_key);
std::string part_prefix(std::string_view id);
inline constexpr std::string_view kPartTag = "p";  // sources: every key made by part()
std::string source_of_part(std::string_view key);
std::string id_of_part(std::string_view key);
std::string joined(std::string_view collection, std::string_view path, std::string_view id);
std::string joined_prefix(std::string_view collection, std::string_view path);
// The path of a key made by source(); the id of a key made by member() or joined().
std::string path_of_source(std::string_view key);
std::string collection_of_source(std::string_view key);
std::string id_of_member(std::string_view key);

std::string harvest(std::string_view collection, std::string_view url, std::string_view set,
                    std::string_view prefix);
std::string harvest_prefix(std::string_view collection);  // all harvests into a collection

std::string faced(Face face, std::string_view id);  // links, profiles and vectors
Face face_of_key(std::string_view key);
std::string_view id_of_faced(std::string_view key);

std::string organisation(std::string_view id);
std::string programme(std::string_view id);
std::string agreement(std::string_view id);
std::string work_decision(std::string_view id, std::string_view other);  // in either order
inline constexpr std::string_view kWorkDecisionTag = "w";
std::pair<std::string, std::string> ids_of_work_decision(std::string_view key);

std::string lexicon(std::string_view name);
inline constexpr std::string_view kLexiconTag = "x";
// `term` as engine/lexicon/key.h gives it.
std::string lexicon_term(std::string_view name, std::string_view term);
std::string lexicon_prefix(std::string_view name);  // all terms of a lexicon

// Terms as engine/lexicon/key.h gives them, in either order.
std::string pair_decision(std::string_view term, std::string_view other);
inline constexpr std::string_view kPairDecisionTag = "d";

std::string topic(std::string_view id);
inline constexpr std::string_view kTopicTag = "t";
std::string retired_topic(std::string_view id);
inline constexpr std::string_view kRetiredTopicTag = "r";
std::string topic_member(std::string_view topic, std::string_view id);
inline constexpr std::string_view kTopicMemberTag = "m";
std::string topic_member_prefix(std::string_view topic);
std::string topic_point(std::string_view id);
inline constexpr std::string_view kTopicPointTag = "p";
std::string gap(std::uint32_t number);
inline constexpr std::string_view kGapTag = "g";
inline constexpr std::string_view kTopicWords = "w";
// What follows the tag of a topic's, a retired topic's or a point's key.
std::string_view id_of_tagged(std::string_view key);

std::string work_signature(Face face, std::string_view id);
std::string work_ties(Face face, std::string_view id);
inline constexpr std::string_view kWorkSignatureTag = "s";
inline constexpr std::string_view kWorkTiesTag = "t";
std::string work_bucket(std::string_view key);
std::string work_overflow(std::string_view key, std::uint64_t realm, std::string_view id);
// What follows the tag of a signature's or ties' key: a key as faced() makes it.
std::string_view faced_of_work(std::string_view key);

std::string link_decision(std::string_view id, std::string_view other);  // in either order

// `day` counts from 1970-01-01.
std::string searches_of_day(std::uint32_t day);
std::string search(std::uint32_t day, std::string_view intent, std::string_view visitor);
struct SearchKey {
  std::uint32_t day = 0;
  std::string_view intent;
  std::string_view visitor;
};
// Nothing for a key of another length.
std::optional<SearchKey> parts_of_search(std::string_view key);

}  // namespace isthmus::keys
