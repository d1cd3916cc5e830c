// A request that hands something in: what its body's type, its query and its body may be.
//
//   input := content-type 0x0a query 0x0a body
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "searchd/multipart.h"
#include "searchd/submission_body.h"

namespace {

using namespace isthmus;

std::string_view take_line(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  return line;
}

void must(bool holds) {
  if (!holds) std::abort();
}

// Nothing is copied, nothing is made up.
void parts_of(std::string_view type, std::string_view body) {
  const auto parts = searchd::parse_multipart(type, body);
  if (!parts) return;
  must(parts->size() <= searchd::kMaxParts);
  for (const searchd::Part& part : *parts) {
    must(part.bytes.empty() ||
         (part.bytes.data() >= body.data() &&
          part.bytes.data() + part.bytes.size() <= body.data() + body.size()));
  }
}

// What is accepted, the spool takes.
void submission_of(const searchd::Request& request) {
  static const searchd::AccessKey submitter{"fuzz", "", {"floor", "lab"}};
  const auto handed = searchd::read_submission(request, submitter);
  if (!handed) return;
  const std::string& collection = handed->submission.collection;
  must(collection == "floor" || collection == "lab");
  must(!handed->files.empty());
  std::set<std::string> names;
  for (const spool::File& file : handed->files) {
    must(spool::check_file_name(file.name).has_value());
    must(names.insert(file.name).second);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view type = take_line(rest);
  searchd::Request request;
  request.method = "POST";
  searchd::set_target(request, "/api/v1/records?" + std::string(take_line(rest)));
  request.headers.push_back({"Content-Type", std::string(type)});
  request.body = rest;
  parts_of(type, request.body);
  submission_of(request);
  return 0;
}
