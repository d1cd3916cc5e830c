#include "engine/works/signature.h"

#include <algorithm>
#include <array>

#include "engine/text/analysis.h"
#include "engine/works/sketch.h"
#include "engine/works/title.h"
#include "schema/hash.h"

namespace isthmus::works {
namespace {

constexpr std::size_t kMostTitles = 4;
constexpr std::size_t kMostAuthors = 32;
// Fewer shingles say too little: about sixty words, two or three sentences.
constexpr std::size_t kFewestShingles = 60;

// Identifiers that name one work all over the world.
constexpr std::array<std::string_view, 9> kWorldwide = {
    "doi", "arxiv", "pmid", "pmcid", "handle", "cstr", "isbn", "patent", "standard"};
// Identifiers that one organisation gives.
constexpr std::array<std::string_view, 2> kLocal = {"report", "work_order"};

template <typename List>
bool has(const List& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

std::string big_endian(std::uint64_t number) {
  std::string bytes(sizeof number, '\0');
  for (std::size_t i = bytes.size(); i-- > 0; number >>= 8U)
    bytes[i] = static_cast<char>(number & 0xFFU);
  return bytes;
}

// Keys of different sorts never meet: the sort is hashed with the text.
std::string key_of(char sort, std::string_view text) {
  return big_endian(hash64(std::string(1, sort).append(text)));
}

void sort_unique(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

// An ISBN of ten and of thirteen digits without what tells them apart: "978" and the check digit.
// Empty for what is none.
std::string isbn_core(std::string_view normal) {
  constexpr std::string_view kScheme = "isbn:";
  std::string_view digits = normal.substr(kScheme.size());
  if (digits.size() != 10 && digits.size() != 13) return {};
  if (digits.starts_with("978") && digits.size() == 13) digits.remove_prefix(3);
  digits.remove_suffix(1);
  return std::string(kScheme).append(digits);
}

// "arxiv:2101.01234" of "arxiv:arXiv:2101.01234v2".
std::string arxiv_work(std::string_view normal) {
  constexpr std::string_view kScheme = "arxiv:";
  while (normal.starts_with(kScheme)) normal.remove_prefix(kScheme.size());
  const std::size_t version = normal.rfind('v');
  if (version != std::string_view::npos && version > 0 && version + 1 < normal.size() &&
      normal.find_first_not_of("0123456789", version + 1) == std::string_view::npos) {
    normal = normal.substr(0, version);
  }
  return std::string(kScheme).append(normal);
}

void add_identifier(const Identifier& identifier, const std::string& organisation,
                    std::vector<std::string>& list) {
  std::string normal = normal_identifier(identifier.scheme, identifier.value);
  if (normal.empty()) return;
  if (has(kLocal, identifier.scheme)) {
    if (!organisation.empty()) list.push_back(normal + "@" + organisation);
    return;
  }
  if (!has(kWorldwide, identifier.scheme)) return;
  constexpr std::string_view kArxivDoi = "doi:10.48550/arxiv.";
  if (normal.starts_with(kArxivDoi)) normal = "arxiv:" + normal.substr(kArxivDoi.size());
  if (normal.starts_with("isbn:")) normal = isbn_core(normal);
  if (normal.starts_with("arxiv:")) normal = arxiv_work(normal);
  if (!normal.empty()) list.push_back(std::move(normal));
}

std::vector<std::string> identifiers_of(const Record& shown) {
  std::vector<std::string> list;
  for (const Identifier& identifier : shown.identifiers)
    add_identifier(identifier, shown.organisation, list);
  sort_unique(list);
  return list;
}

std::vector<std::string> titles_of(const text::AnalysedFace& face) {
  const Record& shown = face.shown();
  std::vector<std::string> titles;
  const auto add = [&](std::string_view title) {
    std::string words = title_words(face.analysis(title).atoms);
    if (!words.empty() && titles.size() < kMostTitles && !has(titles, words))
      titles.push_back(std::move(words));
  };
  add(shown.title);
  for (const auto& [language, title] : shown.title_translations) add(title);
  return titles;
}

// Initials as PubMed writes them behind the family name: "Smith JA".
bool are_initials(std::string_view written) {
  return written.size() <= 3 &&
         std::all_of(written.begin(), written.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// "doe" of "Jane Doe", "Doe, Jane" and "Doe J"; the whole of a name in Han characters.
std::string family_name(std::string_view name) {
  const std::string_view before = name.substr(0, name.find(','));
  const std::vector<text::Atom> atoms = text::split_atoms(before);
  if (atoms.empty()) return {};
  if (atoms.front().atom_class == text::AtomClass::kHan) {
    std::string whole;
    for (const text::Atom& atom : atoms) whole += atom.text;
    return whole;
  }
  const text::Atom& last = atoms.back();
  const bool is_turned =
      atoms.size() > 1 && are_initials(before.substr(last.begin, last.end - last.begin));
  return is_turned ? atoms.front().text : last.text;
}

std::vector<std::string> authors_of(const Record& shown) {
  std::vector<std::string> names;
  for (const Author& author : shown.authors) {
    std::string name = family_name(author.name);
    if (!name.empty()) names.push_back(std::move(name));
  }
  sort_unique(names);
  if (names.size() > kMostAuthors) names.resize(kMostAuthors);
  return names;
}

std::vector<std::string> declared_by(const Record& shown) {
  std::vector<std::string> ids;
  for (const DeclaredRelation& relation : shown.relations) {
    if (relation.relation == "same_work" && relation.target != shown.id)
      ids.push_back(relation.target);
  }
  sort_unique(ids);
  return ids;
}

// Everyone sees a public face; a restricted one is seen by those whom its audiences admit.
std::uint64_t realm_of(const Record& record, Face face) {
  if (face == Face::kPublic) return 0;
  std::string all;
  for (const std::string& term : audience_terms(record)) all.append(term).append(1, '\n');
  return hash64(all) | 1U;
}

std::string file_of(const Record& shown) {
  if (shown.source.uri.empty()) return {};
  const std::string_view file =
      std::string_view(shown.source.uri).substr(0, shown.source.uri.find('#'));
  const std::string collection(collection_of(shown.id));
  return big_endian(hash64((collection + '\n').append(file)));
}

void add_sketch(const text::AnalysedFace& face, WorkSignature& signature) {
  const bool has_body = !face.shown().body.empty();
  const std::string_view text = has_body ? face.shown().body : face.shown().abstract;
  Sketch sketch = text.size() <= kSketchedBytes
                      ? sketch_of(face.analysis(text).atoms, kFewestShingles)
                      : sketch_of(text, kFewestShingles);
  if (sketch.minima.empty()) return;
  signature.sketch_source = has_body ? SketchSource::kBody : SketchSource::kAbstract;
  signature.shingles = sketch.shingles;
  signature.sketch = std::move(sketch.minima);
  const char sort = has_body ? 'b' : 'a';
  for (const std::uint64_t key : sketch.keys)
    signature.keys.push_back(key_of(sort, big_endian(key)));
}

}  // namespace

WorkSignature make_signature(const text::AnalysedFace& face) {
  const Record& shown = face.shown();
  WorkSignature signature;
  signature.kind = shown.kind;
  signature.year = static_cast<std::uint16_t>(shown.date.has_value() ? shown.date.year : 0);
  signature.identifiers = identifiers_of(shown);
  signature.titles = titles_of(face);
  signature.authors = authors_of(shown);
  signature.collection = big_endian(hash64(collection_of(shown.id)));
  signature.file = file_of(shown);
  signature.declared = declared_by(shown);
  signature.realm = realm_of(face.whole(), face.face());
  add_sketch(face, signature);
  for (const std::string& identifier : signature.identifiers)
    signature.keys.push_back(key_of('i', identifier));
  for (const std::string& title : signature.titles) {
    if (is_telling(title)) signature.keys.push_back(key_of('t', title_key(title)));
  }
  for (const std::string& id : signature.declared) signature.keys.push_back(declared_key(id));
  sort_unique(signature.keys);
  return signature;
}

std::string declared_key(std::string_view id) { return key_of('d', id); }

std::string shared_identifier(const WorkSignature& a, const WorkSignature& b) {
  for (const std::string& identifier : a.identifiers) {
    if (std::binary_search(b.identifiers.begin(), b.identifiers.end(), identifier))
      return identifier;
  }
  return {};
}

}  // namespace isthmus::works
