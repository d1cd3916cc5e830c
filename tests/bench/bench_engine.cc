// Measurements of the engine against bare calls of Xapian on the same documents and queries. Prints
// one JSON object a run.
//
//   bench_engine bare-add TEXTS.TSV DIRECTORY
//     documents a second of one thread: TermGenerator, positions, English stems, commit every 1,000
//   bench_engine search QUERIES REPOSITORY BARE
//     milliseconds a query, by turns: bare get_mset, the engine, snippets, links, facets, meaning
//   bench_engine http QUERIES HOST PORT PATH…
//     milliseconds a request over one keep-alive connection, by turns for each PATH ("%q" is the
//     query)
//   bench_engine add-one REPOSITORY
//     milliseconds for one more record, again and again: until it is stored and indexed with links
//     of its own, and until those whose lists it enters have theirs. The records stay
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <xapian.h>

#include "engine/repository/reader.h"
#include "engine/repository/writer.h"
#include "engine/search/search.h"

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::vector<std::string> read_lines(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

// What is measured by turns, so that noise of the machine falls on all alike.
struct Measured {
  std::string name;
  std::function<void(const std::string& query)> run;
  std::vector<double> milliseconds = {};
};

void measure(std::vector<Measured>& all, const std::vector<std::string>& queries) {
  for (int round = 0; round < 3; ++round) {
    for (const std::string& query : queries) {
      for (Measured& measured : all) {
        const Clock::time_point start = Clock::now();
        measured.run(query);
        if (round > 0)
          measured.milliseconds.push_back(
              milliseconds_since(start));  // the first round warms the caches
      }
    }
  }
}

void print(const std::vector<Measured>& all) {
  std::printf("{");
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::printf("%s\"%s\": {\"p50\": %.4f, \"p99\": %.4f}", i == 0 ? "" : ", ", all[i].name.c_str(),
                percentile(all[i].milliseconds, 0.5), percentile(all[i].milliseconds, 0.99));
  }
  std::printf("}\n");
}

int bare_add(const std::string& texts, const std::string& directory) {
  const std::vector<std::string> lines = read_lines(texts);
  const Clock::time_point start = Clock::now();
  Xapian::WritableDatabase database(directory, Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("en"));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t tab = lines[i].find('\t');
    Xapian::Document document;
    generator.set_document(document);
    generator.set_termpos(0);
    generator.index_text(lines[i].substr(0, tab), 1, "S");
    generator.index_text(lines[i].substr(0, tab));
    generator.increase_termpos();
    generator.index_text(lines[i].substr(tab + 1));
    document.set_data(lines[i].substr(0, tab));
    document.add_boolean_term("Q" + std::to_string(i));
    database.add_document(document);
    if (i % 1000 == 999) database.commit();
  }
  database.commit();
  const double seconds = milliseconds_since(start) / 1000;
  std::printf("{\"documents\": %zu, \"seconds\": %.2f, \"documents_per_second\": %.0f}\n",
              lines.size(), seconds, static_cast<double>(lines.size()) / seconds);
  return 0;
}

Xapian::Query bare_query(const std::string& text) {
  const Xapian::Stem stem("en");
  std::vector<std::string> terms;
  std::string word;
  for (const char c : text + " ") {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!word.empty()) {
      terms.push_back("Z" + stem(word));
      word.clear();
    }
  }
  return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

int search(const std::string& queries, const std::string& repository, const std::string& bare) {
  using namespace isthmus;
  const Xapian::Database bare_database(bare);
  Result<std::unique_ptr<repository::Reader>> reader = repository::Reader::open(repository);
  if (!reader) {
    std::cerr << to_string(reader.error()) << "\n";
    return 1;
  }
  const std::shared_ptr<const repository::Snapshot> snapshot = (*reader)->snapshot();
  const repository::IndexLease lease = snapshot->index();
  const search::Sources sources = repository::sources_of(*snapshot, lease);
  const auto engine = [&](const std::string& query,
                          const std::function<void(search::Request&)>& change) {
    search::Request request;
    request.query = query;
    request.links = 0;
    request.snippets = false;
    request.uses_meaning = false;
    change(request);
    const Result<search::Response> response = search::search(sources, Viewer{}, request);
    if (!response) std::cerr << to_string(response.error()) << "\n";
  };
  const std::vector<index::Facet> facets = {index::Facet::kSide, index::Facet::kOrganisation,
                                            index::Facet::kYear};
  std::vector<Measured> all = {
      {"bare get_mset",
       [&](const std::string& query) {
         Xapian::Enquire enquire(bare_database);
         enquire.set_query(bare_query(query));
         enquire.get_mset(0, 10);
       }},
      {"engine", [&](const std::string& query) { engine(query, [](search::Request&) {}); }},
      {"engine, snippets",
       [&](const std::string& query) {
         engine(query, [](search::Request& request) { request.snippets = true; });
       }},
      {"engine, 3 links a hit",
       [&](const std::string& query) {
         engine(query, [](search::Request& request) { request.links = 3; });
       }},
      {"engine, 3 facets",
       [&](const std::string& query) {
         engine(query, [&](search::Request& request) { request.facets = facets; });
       }},
      {"engine, meaning",
       [&](const std::string& query) {
         engine(query, [](search::Request& request) { request.uses_meaning = true; });
       }},
  };
  measure(all, read_lines(queries));
  print(all);
  return 0;
}

std::string percent_encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      out += c;
    } else {
      char encoded[4];
      std::snprintf(encoded, sizeof encoded, "%%%02X", static_cast<unsigned char>(c));
      out += encoded;
    }
  }
  return out;
}

// One keep-alive connection that sends GET requests and reads answers with a Content-Length.
class Connection {
 public:
  Connection(const std::string& host, int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    inet_pton(AF_INET, host.c_str(), &address.sin_addr);
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      std::perror("connect");
      std::exit(1);
    }
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { close(socket_); }

  void get(const std::string& path) {
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n";
    if (send(socket_, request.data(), request.size(), 0) < 0) std::exit(1);
    std::string answer;
    std::size_t wanted = std::string::npos;
    char buffer[65536];
    while (wanted == std::string::npos || answer.size() < wanted) {
      const ssize_t got = recv(socket_, buffer, sizeof buffer, 0);
      if (got <= 0) {
        std::fprintf(stderr, "the connection was closed\n");
        std::exit(1);
      }
      answer.append(buffer, static_cast<std::size_t>(got));
      const std::size_t end = answer.find("\r\n\r\n");
      if (wanted != std::string::npos || end == std::string::npos) continue;
      const std::size_t length = answer.find("Content-Length: ");
      wanted = end + 4 + std::stoul(answer.substr(length + 16));
    }
    if (answer.compare(9, 3, "200") != 0) {
      std::fprintf(stderr, "%s\n%s\n", path.c_str(), answer.substr(0, 500).c_str());
      std::exit(1);
    }
  }

 private:
  int socket_;
};

int http(int count, char** arguments) {
  Connection connection(arguments[3], std::atoi(arguments[4]));
  std::vector<Measured> all;
  for (int i = 5; i < count; ++i) {
    const std::string pattern = arguments[i];
    all.push_back({pattern, [&connection, pattern](const std::string& query) {
                     std::string path = pattern;
                     path.replace(path.find("%q"), 2, percent_encoded(query));
                     connection.get(path);
                   }});
  }
  measure(all, read_lines(arguments[2]));
  print(all);
  return 0;
}

// Every so many records one is taken again under another id.
constexpr std::size_t kAddedAgain = 20;

isthmus::Result<std::vector<isthmus::Record>> records_to_add(const isthmus::store::View& view) {
  std::vector<std::string> ids;
  TRY(view.scan(isthmus::store::Family::kRecords, {}, {},
                [&](std::string_view key, std::string_view) {
                  ids.emplace_back(key);
                  return true;
                }));
  std::vector<isthmus::Record> records;
  for (std::size_t i = 0; i < kAddedAgain && !ids.empty(); ++i) {
    const std::string& id = ids[i * ids.size() / kAddedAgain];
    records.push_back(TRY(view.whole_record(id)));
    records.back().id = "bench-again:" + std::to_string(i);
  }
  return records;
}

isthmus::Result<void> add_one(const std::string& repository) {
  using namespace isthmus;
  const auto opening = Clock::now();
  repository::WriterOptions options;
  options.topics = false;
  const auto writer = TRY(repository::Writer::open(repository, options));
  std::vector<Record> records = TRY(records_to_add(writer->view()));
  bool is_loaded = false;
  std::vector<Measured> all = {{"stored, indexed, linked", {}}, {"neighbours linked", {}}};
  for (Record& record : records) {
    const auto start = Clock::now();
    TRY(writer->put(repository::prepare(std::move(record)), "bench-again/add-one"));
    TRY(writer->flush());
    all[0].milliseconds.push_back(milliseconds_since(start));
    TRY(writer->settle());
    all[1].milliseconds.push_back(milliseconds_since(start));
    // The first one waits until what links are worked out from is in memory.
    if (is_loaded) continue;
    std::cerr << "first record: " << milliseconds_since(opening) << " ms\n";
    all[0].milliseconds.clear();
    all[1].milliseconds.clear();
    is_loaded = true;
  }
  print(all);
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "bare-add" && argc == 4) return bare_add(argv[2], argv[3]);
  if (mode == "search" && argc == 5) return search(argv[2], argv[3], argv[4]);
  if (mode == "http" && argc >= 6) return http(argc, argv);
  if (mode == "add-one" && argc == 3) {
    const isthmus::Result<void> added = add_one(argv[2]);
    if (!added) std::cerr << to_string(added.error()) << "\n";
    return added ? 0 : 1;
  }
  std::fprintf(stderr, "see the comment at the top of bench_engine.cc\n");
  return 2;
}
