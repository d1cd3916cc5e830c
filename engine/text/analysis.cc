#include "engine/text/analysis.h"

#include "engine/text/atoms.h"
#include "engine/text/characters.h"
#include "engine/text/codes.h"
#include "engine/text/folding.h"
#include "engine/text/segmentation.h"
#include "engine/text/utf8.h"

namespace isthmus::text {
namespace {

Analysis analyse_as(std::string_view text, CodeRules rules) {
  SplitText parts = split(text);
  Analysis analysis;
  analysis.words = segment(parts);
  analysis.codes = find_codes(text, parts, rules);
  analysis.atoms = std::move(parts.atoms);
  return analysis;
}

}  // namespace

std::vector<Atom> split_atoms(std::string_view text) { return split(text).atoms; }

Analysis analyse(std::string_view text) { return analyse_as(text, CodeRules::kDocument); }

Analysis analyse_query(std::string_view query) { return analyse_as(query, CodeRules::kQuery); }

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  auto append = [&folded](const Character& character, ByteRange) {
    append_utf8(folded, character.folded);
  };
  Folder folder(text, append);
  for (std::size_t position = 0; position < text.size();) position = folder.fold_at(position);
  return folded;
}

}  // namespace isthmus::text
