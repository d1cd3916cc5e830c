// One message of mail as a record, and its attachments through their own parsers: what .eml files
// and mailboxes have in common.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/parsers/emit.h"

namespace isthmus::parsers {

struct Message {
  std::string_view bytes;
  std::uint64_t line = 1;   // where it begins in the file
  std::string name_prefix;  // of its attachments' names: "message-3/" in a mailbox
  std::string title;        // where it has neither subject nor text
};

// False when the sink wants no more.
bool emit_message(const Input& input, const Sink& sink, const Emitter& emitter,
                  const Message& message);

// Do these bytes begin with the fields of a message? Two of From, To, Subject, Date and the like,
// one of which only mail has, or all of From, Date and Subject.
bool begins_with_message(std::string_view bytes);

}  // namespace isthmus::parsers
