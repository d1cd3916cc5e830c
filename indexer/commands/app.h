// The command line of isthmus-indexer: options, help, exit statuses.
#pragma once

namespace isthmus::commands {

// Runs the command that the arguments name. Returns the exit status.
int run(int argc, char** argv);

}  // namespace isthmus::commands
