// Words of two texts that are not the same and say the same: the reasons of a link across words and
// languages, for a person to check. For engine/search alone.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/links/read.h"
#include "engine/search/search.h"

namespace isthmus::search {

class RelatedTerms {
 public:
  // Of a record: its words are looked up in the lexicons once, whatever it is compared with.
  static Result<RelatedTerms> of(const Sources& sources, const links::Candidate& source,
                                 const Record& shown);

  // What it shares with a target: pairs of the lexicons first; when `shared_words` are few, also
  // words that stand close to each other in the space of meaning. At most four.
  Result<std::vector<TermPair>> with(const Sources& sources, const links::Candidate& target,
                                     std::size_t shared_words) const;

 private:
  struct Word {
    std::string term;  // as in a profile
    std::string surface;
    vectors::Direction direction{};
  };
  static std::vector<Word> strongest(const Sources& sources, const links::Epoch& epoch,
                                     const Profile& profile);
  std::vector<TermPair> translated(const Profile& target) const;
  void add_near(const std::vector<Word>& others, std::vector<TermPair>& pairs) const;

  std::vector<lexicon::Found> found_;  // by the lexicons, in the source
  std::vector<Word> words_;            // none without a space of meaning
};

}  // namespace isthmus::search
