#include "indexer/commands/parse.h"

#include <nlohmann/json.hpp>

#include "indexer/parsers/defaults.h"
#include "indexer/sandbox/parser_pool.h"
#include "schema/wording.h"

namespace isthmus::commands {

Result<ParsedFile> parse_file(std::string_view name, std::string_view bytes) {
  const parsers::Settings settings;
  const parsers::Parser& parser = *TRY(parsers::parser_for(name, bytes));
  sandbox::PoolOptions options;
  options.program = sandbox::own_program();
  sandbox::ParserPool pool(options);
  ParsedFile parsed;
  parsers::Sink sink;
  sink.record = [&](Record record, std::uint64_t) {
    parsed.records.push_back(parsers::with_defaults(std::move(record), settings.defaults));
    return true;
  };
  sink.diagnostic = [&](parsers::Diagnostic diagnostic) {
    parsed.diagnostics.push_back(std::move(diagnostic));
  };
  pool.parse(parser, {std::string(name), bytes, settings}, sink);
  return parsed;
}

Result<int> run_parse(const Context& context, const ParseArguments& arguments) {
  const std::string bytes = TRY(context.bytes_of(arguments.path));
  const std::string name = arguments.name.empty() ? arguments.path : arguments.name;
  const ParsedFile parsed = TRY(parse_file(name, bytes));
  for (const Record& record : parsed.records) context.print(dump_json(to_json(record)) + "\n");
  bool is_refused = false;
  for (const parsers::Diagnostic& diagnostic : parsed.diagnostics) {
    is_refused = is_refused || diagnostic.cost_a_record;
    const std::string line = diagnostic.line == 0 ? "" : ":" + std::to_string(diagnostic.line);
    context.say(name + line + ": " + diagnostic.error.message + "\n");
  }
  return is_refused ? kSomeRefused : kDone;
}

}  // namespace isthmus::commands
