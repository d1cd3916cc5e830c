#include "indexer/commands/handing_over.h"

#include "indexer/watch/handing.h"
#include "schema/wording.h"

namespace isthmus::commands {

Result<std::optional<int>> hand_over(const Context& context, const Handing& handing) {
  const std::optional<Descriptor> watcher = TRY(watch::connect_in(context.repository));
  if (!watcher) return std::optional<int>();
  watch::Job job;
  job.words = handing.words;
  std::error_code ignored;
  job.directory = std::filesystem::current_path(ignored);
  job.is_terminal = context.session->is_terminal();
  watch::Hearing hearing;
  hearing.stop = &context.session->stop();
  if (handing.wants_input) job.input = TRY(context.session->standard_input());
  hearing.out = [&](std::string_view text) { context.session->out(text); };
  hearing.err = [&](std::string_view text) { context.session->err(text); };
  hearing.place = [&](std::size_t before) {
    if (before != 0 && !context.is_quiet)
      context.say("`watch` has " + counted(before, "job") + " to do before this one\n");
  };
  return std::optional(TRY(watch::hand_over(*watcher, job, hearing)));
}

}  // namespace isthmus::commands
