#include <nlohmann/json.hpp>

#include "indexer/commands/commands.h"
#include "indexer/pipeline/known_sources.h"
#include "indexer/pipeline/originals.h"
#include "schema/keys.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

Result<std::vector<std::string>> ids_of(const store::View& view, const std::string& collection) {
  std::vector<std::string> ids;
  TRY(view.scan(store::Family::kRecords, collection + ":", {},
                [&](std::string_view id, std::string_view) {
                  ids.emplace_back(id);
                  return true;
                }));
  return ids;
}

// Forgets where the collection came from, so that its name is free.
Result<void> forget_sources(repository::Writer& writer, const std::string& collection) {
  std::vector<std::string> source_keys;
  for (const std::string& prefix :
       {keys::source_prefix(collection), keys::harvest_prefix(collection)}) {
    TRY(writer.view().scan(store::Family::kSources, prefix, {},
                           [&](std::string_view key, std::string_view) {
                             source_keys.emplace_back(key);
                             return true;
                           }));
  }
  for (const std::string& key : source_keys) writer.forget(store::Family::kSources, key);
  writer.forget(store::Family::kSources, keys::collection(collection));
  return {};
}

Error no_such_collection(const std::string& collection) {
  return {ErrorCode::kNotFound, "there is no collection " + quote(collection),
          "`isthmus-indexer stats` lists the collections"};
}

}  // namespace

Result<int> run_remove(const Context& context, const RemoveArguments& arguments) {
  auto writer = TRY(context.open_writer());
  std::vector<std::string> ids = arguments.ids;
  if (!arguments.collection.empty()) {
    const std::vector<std::string> members = TRY(ids_of(writer->view(), arguments.collection));
    const bool is_known =
        TRY(writer->view().get(store::Family::kSources, keys::collection(arguments.collection)))
            .has_value();
    if (members.empty() && !is_known) return no_such_collection(arguments.collection);
    ids.insert(ids.end(), members.begin(), members.end());
    TRY(forget_sources(*writer, arguments.collection));
  }
  std::uint64_t removed = 0;
  Json missing = Json::array();
  for (const std::string& id : ids) {
    if (TRY(writer->remove(id))) {
      ++removed;
    } else {
      context.say("no record has the id " + quote(id) + "\n");
      missing.push_back(id);
    }
  }
  TRY(writer->settle());
  if (!arguments.collection.empty()) {
    const auto named = TRY(pipeline::named_originals(writer->view()));
    TRY(pipeline::Originals(context.repository).sweep(named));
  }
  if (context.is_json) {
    context.print_json({{"removed", removed}, {"not_found", missing}});
  } else {
    context.print("removed " + std::to_string(removed) + "\n");
  }
  return missing.empty() ? kDone : error_info(ErrorCode::kNotFound).exit_status;
}

}  // namespace isthmus::commands
