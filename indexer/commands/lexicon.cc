#include <nlohmann/json.hpp>

#include "engine/lexicon/key.h"
#include "engine/lexicon/lookup.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/findings.h"
#include "indexer/pipeline/lexicons.h"
#include "schema/wording.h"

namespace isthmus::commands {
namespace {

Json json_of(const Lexicon& lexicon) {
  return {{"name", lexicon.name},
          {"source", lexicon.source},
          {"entries", lexicon.entries},
          {"terms", lexicon.terms}};
}

std::string line_of(const Lexicon& lexicon) {
  return lexicon.name + "\t" + std::to_string(lexicon.entries) + " entries\t" +
         std::to_string(lexicon.terms) + " terms\t" + lexicon.source + "\n";
}

std::string name_for(const LexiconArguments& arguments, const std::string& path) {
  return arguments.name.empty() ? std::filesystem::path(path).stem().string() : arguments.name;
}

Result<std::optional<LexiconTerm>> term_in(const store::View& view, const std::string& name,
                                           const std::string& key) {
  const std::optional<std::string> value =
      TRY(view.get(store::Family::kGovernance, keys::lexicon_term(name, key)));
  if (!value) return std::optional<LexiconTerm>();
  return std::optional(TRY(codec::decode<LexiconTerm>(*value)));
}

}  // namespace

Result<int> run_lexicon_add(const Context& context, const LexiconArguments& arguments) {
  if (!arguments.name.empty() && arguments.values.size() > 1) {
    return Error{ErrorCode::kUsage, "--name fits one file only", "add the files one by one"};
  }
  sandbox::PoolOptions pool_options;
  pool_options.program = sandbox::own_program();
  sandbox::ParserPool pool(pool_options);
  std::vector<pipeline::LexiconFile> files;
  for (const std::string& path : arguments.values)
    files.push_back(pipeline::read_lexicon(path, TRY(context.bytes_of(path)), &pool));
  auto writer = TRY(context.create_writer());
  const auto target = pipeline::repository_target(*writer);
  Json all = Json::array();
  std::uint64_t refused = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string& path = arguments.values[i];
    refused += tell(context, path, std::move(files[i].diagnostics));
    if (files[i].entries.empty()) continue;
    const Lexicon lexicon =
        TRY(pipeline::take_in_lexicon(name_for(arguments, path), path, files[i], *target));
    TRY(writer->flush());
    if (!context.is_json) context.print(line_of(lexicon));
    all.push_back(json_of(lexicon));
  }
  TRY(writer->settle());
  if (context.is_json) context.print_json(all);
  return refused == 0 ? kDone : kSomeRefused;
}

Result<int> run_lexicon_list(const Context& context) {
  const auto reader = TRY(context.open_reader());
  Json all = Json::array();
  for (const Lexicon& lexicon : TRY(lexicon::all(reader->snapshot()->store()))) {
    if (!context.is_json) context.print(line_of(lexicon));
    all.push_back(json_of(lexicon));
  }
  if (context.is_json) context.print_json(all);
  return kDone;
}

Result<int> run_lexicon_show(const Context& context, const LexiconArguments& arguments) {
  const auto reader = TRY(context.open_reader());
  const auto snapshot = reader->snapshot();
  const std::string key = lexicon::key_of(arguments.values.front());
  Json all = Json::array();
  for (const Lexicon& lexicon : TRY(lexicon::all(snapshot->store()))) {
    const std::optional<LexiconTerm> term = TRY(term_in(snapshot->store(), lexicon.name, key));
    if (!term) continue;
    for (const LexiconAlternative& alternative : term->alternatives) {
      if (!context.is_json)
        context.print(lexicon.name + "\t" + term->text + "\t" + alternative.text + "\t" +
                      alternative.scope + "\n");
      all.push_back({{"lexicon", lexicon.name},
                     {"term", term->text},
                     {"alternative", alternative.text},
                     {"scope", alternative.scope}});
    }
  }
  if (context.is_json) context.print_json(all);
  if (!all.empty()) return kDone;
  return Error{ErrorCode::kNotFound, "no lexicon has the term " + quote(arguments.values.front()),
               "`isthmus-indexer lexicon list` shows the lexicons"};
}

Result<int> run_lexicon_remove(const Context& context, const LexiconArguments& arguments) {
  auto writer = TRY(context.open_writer());
  const auto target = pipeline::repository_target(*writer);
  for (const std::string& name : arguments.values) TRY(pipeline::remove_lexicon(name, *target));
  TRY(writer->settle());
  print_removed(context, arguments.values.size());
  return kDone;
}

}  // namespace isthmus::commands
