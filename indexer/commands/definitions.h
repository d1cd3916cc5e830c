// How commands are defined, for the files that the command line is made of.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "indexer/commands/command_line.h"

namespace isthmus::commands {

CLI::App* define(CLI::App& app, const std::string& name, const std::string& description,
                 CommandLine& line, std::function<Result<int>()> run);

// Accepts the names alone, and helps with a near one.
CLI::Validator one_of(std::vector<std::string_view> names);

// --format: text, or a table.
void define_format(CLI::App& command, std::string& format);

void define_governance(CLI::App& app, CommandLine& line);  // governance_definitions.cc
void define_reports(CLI::App& app, CommandLine& line);     // report_definitions.cc

}  // namespace isthmus::commands
