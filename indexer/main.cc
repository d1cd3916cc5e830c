// isthmus-indexer: the program that writes a repository.
#include <csignal>

#include "indexer/commands/app.h"

int main(int argc, char** argv) {
  // A full disk and a closed pipe are errors of writing, not deaths.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  return isthmus::commands::run(argc, argv);
}
