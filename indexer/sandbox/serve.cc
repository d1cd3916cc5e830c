#include "indexer/sandbox/serve.h"

#include <algorithm>
#include <exception>
#include <new>

#include "indexer/sandbox/confine.h"
#include "indexer/sandbox/wire.h"

namespace isthmus::sandbox {
namespace {

// Only the parent writes to this end; what it may say is bounded by a file's size.
constexpr std::uint64_t kMostBytes = parsers::kMaxFileBytes + (1 << 20);

class Server {
 public:
  Server(Channel& channel, const std::vector<parsers::Parser>& parsers)
      : channel_(channel), parsers_(parsers) {}

  // Errors: the parent is gone.
  Result<void> answer() {
    const Frame request = TRY(channel_.receive(kMostBytes));
    const Frame bytes = TRY(channel_.receive(kMostBytes));
    const Head head = TRY(head_of(request.payload));
    allow_processor_time(head.time);
    perform(head, bytes.payload);
    TRY(channel_.send(Tag::kEnd, {}));
    return channel_.flush();
  }

 private:
  void perform(const Head& head, const std::string& bytes) {
    const parsers::Sink sink{
        [this](const Record& record, std::uint64_t line) {
          return static_cast<bool>(channel_.send(Tag::kRecord, text_of_record(record, line)));
        },
        [this](const parsers::Diagnostic& diagnostic) { tell(diagnostic); }};
    const auto parser =
        std::find_if(parsers_.begin(), parsers_.end(),
                     [&](const parsers::Parser& one) { return one.name == head.parser; });
    if (parser == parsers_.end()) return;
    parsers::Input input{head.path, bytes, head.settings, head.first_line, head.is_decoded};
    if (head.recognised) input.recognised = &*head.recognised;
    try {
      if (head.task == Task::kParse) {
        parser->parse(input, sink);
      } else if (parser->draw != nullptr) {
        parser->draw(input, [this](const std::string& picture) {
          return channel_.send(Tag::kPicture, picture) && channel_.flush();
        });
      }
    } catch (const std::bad_alloc&) {
      tell({0,
            {ErrorCode::kTooLarge, "reading the file takes more than 2 GB of memory",
             "split it into smaller files"}});
    } catch (const std::exception& fault) {
      tell({0,
            {ErrorCode::kInvalidSource, std::string("reading the file failed: ") + fault.what()}});
    }
  }

  void tell(const parsers::Diagnostic& diagnostic) {
    static_cast<void>(channel_.send(Tag::kDiagnostic, text_of(diagnostic)));
  }

  Channel& channel_;
  const std::vector<parsers::Parser>& parsers_;
};

}  // namespace

int serve(int socket, const std::vector<parsers::Parser>& parsers) {
  const char confinement = confine() == Confinement::kFull ? 1 : 0;
  Channel channel(socket);
  if (!channel.send(Tag::kConfinement, {&confinement, 1}) || !channel.flush()) return 0;
  Server server(channel, parsers);
  while (server.answer()) continue;
  return 0;
}

}  // namespace isthmus::sandbox
