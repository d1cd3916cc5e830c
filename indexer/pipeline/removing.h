// Removing records at a person's wish.
//
// A record that is removed by its id comes back when its source is added again: the source is to be
// read again in any case, although nothing in it has changed. All that says so stands in the batch
// of the removal.
//
// Errors: those of the store and the writer.
// Threads: one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/repository/writer.h"
#include "schema/result.h"

namespace isthmus::pipeline {

// False when there is no such record.
Result<bool> remove_record(repository::Writer& writer, std::string_view id);

// Removes all records of the collection and forgets its sources, harvests and name. The number of
// records. Errors: kNotFound when there is no such collection.
Result<std::uint64_t> remove_collection(repository::Writer& writer, const std::string& collection);

}  // namespace isthmus::pipeline
