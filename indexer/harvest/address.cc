#include <algorithm>
#include <cctype>

#include "indexer/harvest/web.h"
#include "schema/wording.h"

namespace isthmus::harvest {
namespace {

constexpr std::size_t kMaxAddress = 8000;  // what servers take

void append_encoded(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

bool is_unreserved(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_' ||
         c == '~';
}

// "HTTPS" as "https"; empty when there is no "://" after a word.
std::string scheme_of(std::string_view url) {
  constexpr std::size_t kLongest = 20;  // longer than any scheme; npos is, too
  const std::size_t end = url.find("://");
  if (end > kLongest) return {};
  std::string scheme(url.substr(0, end));
  for (char& c : scheme) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return scheme;
}

bool is_authority(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_unreserved(c) || c == ':' || c == '[' || c == ']';
  });
}

std::string host_in(std::string_view authority) {
  if (authority.starts_with('['))
    return std::string(authority.substr(1, std::min(authority.find(']'), authority.size()) - 1));
  return std::string(authority.substr(0, authority.find(':')));
}

// -1 when it is none.
int port_in(std::string_view authority, bool is_secure) {
  const std::size_t after_host = authority.find(
      ':', authority.starts_with('[') ? std::min(authority.find(']'), authority.size()) : 0);
  if (after_host == std::string_view::npos) return is_secure ? 443 : 80;
  const std::string_view digits = authority.substr(after_host + 1);
  if (digits.empty() || digits.size() > 5 ||
      digits.find_first_not_of("0123456789") != std::string_view::npos)
    return -1;
  const int port = std::stoi(std::string(digits));
  return port > 0 && port < 65536 ? port : -1;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      append_encoded(out, c);
    }
  }
  return out;
}

Result<Address> parse_address(std::string_view url) {
  const std::string scheme = scheme_of(url);
  if ((scheme != "http" && scheme != "https") || url.size() > kMaxAddress) {
    return Error{ErrorCode::kUsage, quote(url) + " is not an address of the web",
                 "give the OAI-PMH base URL, as in https://repository.example.org/oai"};
  }
  std::string_view rest = url.substr(scheme.size() + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
  const int port = port_in(authority, scheme == "https");
  if (!is_authority(authority) || port < 0) {
    return Error{ErrorCode::kUsage, quote(url) + " names no host that can be asked",
                 "give host and port alone, without a user's name"};
  }
  Address address{scheme + "://" + std::string(authority), host_in(authority), port, {}};
  rest.remove_prefix(authority.size());
  if (!rest.starts_with('/')) address.target = "/";
  for (const char c : rest) {
    if (c > ' ' && c < 0x7f) {
      address.target += c;
    } else {
      append_encoded(address.target, c);
    }
  }
  return address;
}

Result<std::string> resolve(const std::string& from, std::string_view location) {
  if (!scheme_of(location).empty()) return std::string(location);
  const Address base = TRY(parse_address(from));
  if (location.starts_with("//"))
    return base.origin.substr(0, base.origin.find(':') + 1) + std::string(location);
  if (location.starts_with('/')) return base.origin + std::string(location);
  const std::string path = base.target.substr(0, base.target.find('?'));
  if (location.starts_with('?')) return base.origin + path + std::string(location);
  return base.origin + path.substr(0, path.rfind('/') + 1) + std::string(location);
}

}  // namespace isthmus::harvest
