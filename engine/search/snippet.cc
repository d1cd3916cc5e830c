#include "engine/search/snippet.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "engine/text/analysis.h"

namespace isthmus::search {
namespace {

constexpr std::size_t kReadBytes = 2000;
constexpr std::size_t kShownBytes = 240;
constexpr std::size_t kScannedBytes = 256 << 10;
// A word counts once in so many bytes when places are compared.
constexpr std::size_t kStepBytes = 500;
// How far a code may be written apart: "GB / T 7714 - 2015" has five atoms.
constexpr std::size_t kMaxCodeAtoms = 5;
// Text shown before the first match.
constexpr std::size_t kLeadBytes = 60;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::size_t character_start(std::string_view text, std::size_t position) {
  position = std::min(position, text.size());
  while (position > 0 && position < text.size() && is_continuation(text[position])) --position;
  return position;
}

std::uint32_t beginning_of(std::string_view term) {
  const auto byte = [&](std::size_t i) {
    return i < term.size() ? static_cast<unsigned char>(term[i]) : 0U;
  };
  return byte(0) << 8 | byte(1);
}

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      out += c;
  }
}

// Text between words: marks of Markdown and runs of blanks become one blank.
void append_plain(std::string& out, std::string_view text) {
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '#' || c == '*' ||
                          c == '`' || c == '|' || c == '\0';
    if (!is_blank) {
      append_escaped(out, c);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) append_escaped(out, c);
  return out;
}

// An atom's place in the text and the term of the query that it belongs to.
struct Highlighter::Marked {
  std::uint32_t begin;
  std::uint32_t end;
  const std::string* term = nullptr;
  bool continues = false;  // the same match as the previous atom, with what stands between them
};

Highlighter::Highlighter(const std::vector<std::string>& terms)
    : terms_(terms.begin(), terms.end()) {
  for (const std::string& term : terms_) beginnings_.insert(beginning_of(term));
}

const std::string* Highlighter::term_of_word(const std::string& folded) const {
  if (!beginnings_.contains(beginning_of(folded))) return nullptr;
  auto found = terms_.find(folded);
  if (found == terms_.end()) found = terms_.find(text::stem(folded));
  return found == terms_.end() ? nullptr : &*found;
}

std::vector<Highlighter::Marked> Highlighter::marked_atoms(std::string_view text) const {
  const std::vector<text::Atom> atoms = text::split_atoms(text);
  std::vector<Marked> marked;
  for (const text::Atom& atom : atoms)
    marked.push_back({atom.begin, atom.end, term_of_word(atom.text)});
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    // Several atoms together: Han bigrams, codes written in parts.
    std::string joined = atoms[i].text;
    if (!beginnings_.contains(beginning_of(joined))) continue;
    for (std::size_t next = i + 1; next < std::min(atoms.size(), i + kMaxCodeAtoms); ++next) {
      joined += atoms[next].text;
      const auto found = terms_.find(joined);
      if (found == terms_.end()) continue;
      for (std::size_t part = i; part <= next; ++part) marked[part].term = &*found;
      for (std::size_t part = i + 1; part <= next; ++part) marked[part].continues = true;
    }
  }
  return marked;
}

// Where the kReadBytes with the most different terms, as they were typed, begin; the first of
// equals. The size of the text when it holds none.
std::size_t Highlighter::densest_place(std::string_view text) const {
  std::string lower(text.substr(0, kScannedBytes));
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  std::vector<std::pair<std::size_t, const std::string*>> places;
  for (const std::string& term : terms_) {
    for (std::size_t at = lower.find(term); at != std::string::npos;
         at = lower.find(term, at + kStepBytes))
      places.emplace_back(at, &term);
  }
  std::sort(places.begin(), places.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::unordered_map<const std::string*, std::size_t> inside;  // terms of the window
  std::size_t best = text.size();
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; first < places.size(); ++first) {
    for (; last < places.size() && places[last].first < places[first].first + kReadBytes; ++last)
      ++inside[places[last].second];
    if (inside.size() > most) {
      most = inside.size();
      best = places[first].first;
    }
    const auto leaving = inside.find(places[first].second);
    if (--leaving->second == 0) inside.erase(leaving);
  }
  return best;
}

// The first bytes, or those around the densest place when the beginning does not hold it.
std::string_view Highlighter::relevant_part(std::string_view text) const {
  if (text.size() <= kReadBytes) return text;
  std::size_t start = densest_place(text);
  if (start + kShownBytes < kReadBytes || start == text.size()) start = 0;
  start = character_start(text, start > kLeadBytes ? start - kLeadBytes : 0);
  const std::size_t end = character_start(text, start + kReadBytes);
  return text.substr(start, end - start);
}

// Where the window with the most different terms begins; the first of equals.
Highlighter::Window Highlighter::best_window(const std::vector<Marked>& marked) {
  Window best;
  for (std::size_t first = 0; first < marked.size(); ++first) {
    if (marked[first].term == nullptr) continue;
    std::unordered_set<const std::string*> seen;
    for (std::size_t i = first;
         i < marked.size() && marked[i].end - marked[first].begin <= kShownBytes - kLeadBytes;
         ++i) {
      if (marked[i].term != nullptr) seen.insert(marked[i].term);
    }
    if (seen.size() > best.matches) best = {marked[first].begin, seen.size(), marked[first].begin};
  }
  if (best.begin <= kLeadBytes) return {0, best.matches, best.first_match};
  // Some words before the match, from the beginning of one.
  const auto lead = std::lower_bound(
      marked.begin(), marked.end(), best.begin - kLeadBytes,
      [](const Marked& atom, std::size_t position) { return atom.begin < position; });
  return {lead->begin, best.matches, best.first_match};
}

// The atoms from `begin` on as HTML; `end` is set to where it stops.
std::string Highlighter::render(std::string_view text, const std::vector<Marked>& marked,
                                std::size_t begin, std::size_t& end) {
  std::string html;
  bool is_open = false;
  end = begin;
  for (const Marked& atom : marked) {
    if (atom.begin < begin) continue;
    if (atom.end - begin > kShownBytes) break;
    const bool stays_open =
        is_open && atom.term != nullptr && (atom.continues || atom.begin == end);
    if (is_open && !stays_open) html += "</mark>";
    append_plain(html, text.substr(end, atom.begin - end));
    if (atom.term != nullptr && !stays_open) html += "<mark>";
    is_open = atom.term != nullptr;
    html += escape_html(text.substr(atom.begin, atom.end - atom.begin));
    end = atom.end;
  }
  if (is_open) html += "</mark>";
  return html;
}

Highlighter::Snippet Highlighter::snippet(std::string_view text) const {
  const std::string_view part = relevant_part(text);
  const std::vector<Marked> marked = marked_atoms(part);
  const Window window = best_window(marked);
  std::size_t end = 0;
  std::string html = render(part, marked, window.begin, end);
  const bool is_cut_before = window.begin > 0 || part.data() != text.data();
  const auto skipped = static_cast<std::size_t>(part.data() - text.data());
  const std::size_t rest = text.size() - skipped - end;
  // A full stop or a bracket is not worth an ellipsis.
  const bool is_cut_after = rest > 3;
  if (!is_cut_after) append_plain(html, part.substr(end));
  return {(is_cut_before ? "… " : "") + html + (is_cut_after ? " …" : ""), window.matches,
          skipped + window.first_match};
}

}  // namespace isthmus::search
