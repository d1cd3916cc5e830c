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
  Server(Channel& channel, const Services& services) : channel_(channel), services_(services) {}

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
    try {
      if (head.task == Task::kRead) {
        read(head, bytes);
      } else {
        parse(head, bytes);
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

  void read(const Head& head, const std::string& bytes) {
    for (const Reader& reader : services_.readers) {
      if (reader.name == head.name)
        static_cast<void>(channel_.send(Tag::kText, reader.read(bytes)));
    }
  }

  void parse(const Head& head, const std::string& bytes) {
    const auto parser = std::find_if(services_.parsers.begin(), services_.parsers.end(),
                                     [&](const auto& one) { return one.name == head.name; });
    if (parser == services_.parsers.end()) return;
    parsers::Input input{head.path, bytes, head.settings, head.first_line, head.is_decoded};
    if (head.recognised) input.recognised = &*head.recognised;
    if (head.task == Task::kParse) return parser->parse(input, sink());
    if (parser->draw == nullptr) return;
    parser->draw(input, [this](const std::string& picture) {
      return channel_.send(Tag::kPicture, picture) && channel_.flush();
    });
  }

  parsers::Sink sink() {
    return {[this](const Record& record, std::uint64_t line) {
              return static_cast<bool>(channel_.send(Tag::kRecord, text_of_record(record, line)));
            },
            [this](const parsers::Diagnostic& diagnostic) { tell(diagnostic); }};
  }

  void tell(const parsers::Diagnostic& diagnostic) {
    static_cast<void>(channel_.send(Tag::kDiagnostic, text_of(diagnostic)));
  }

  Channel& channel_;
  const Services& services_;
};

}  // namespace

int serve(int socket, const Services& services) {
  const char confinement = confine() == Confinement::kFull ? 1 : 0;
  Channel channel(socket);
  if (!channel.send(Tag::kConfinement, {&confinement, 1}) || !channel.flush()) return 0;
  Server server(channel, services);
  while (server.answer()) continue;
  return 0;
}

}  // namespace isthmus::sandbox
