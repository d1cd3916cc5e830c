// What the command line of isthmus-indexer can say: its commands with their options, and how they
// are read.
#pragma once

#include <functional>
#include <string>

#include "indexer/commands/commands.h"
#include "schema/result.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace isthmus::commands {

// Everything that the command line can say.
struct CommandLine {
  Context context;
  AddArguments add;
  HarvestArguments harvest;
  RemoveArguments remove;
  std::string show_id;
  ListArguments list;
  OriginalArguments original;
  GovernanceArguments governance;
  LexiconArguments lexicon;
  WorksArguments works;
  TopicsArguments topics;
  GapsArguments gaps;
  CoverageArguments coverage;
  PartnersArguments partners;
  ParseArguments parse;
  bool repairs = false;
  WatchArguments watch;
  EvaluateArguments evaluate;
  CLI::Option* repository_option = nullptr;
  DoJob do_job;  // for `watch`: a command of another process

  std::function<Result<int>()> chosen;  // the command
};

// Parsing with `app` fills in `line`, which must outlive it.
void define_all(CLI::App& app, CommandLine& line);

// Does the chosen command write the repository that others may hold?
bool writes(const CLI::App& app, const CommandLine& line);

// Does the chosen command read standard input?
bool wants_input(const CommandLine& line);

}  // namespace isthmus::commands
