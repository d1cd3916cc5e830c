#include "engine/text/variants.h"

#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include <Lexicon.hpp>
#include <MarisaDict.hpp>
#include <SerializableDict.hpp>

#include "engine/text/analysis.h"
#include "engine/text/utf8.h"

namespace isthmus::text {
namespace {

// Debian's libopencc-data; OpenCC itself looks nowhere else unless told.
constexpr std::string_view kDictionaryFolder = "/usr/share/opencc/";

// Japanese forms that are other characters in Chinese, and unknown to the Chinese dictionaries: 欠
// owes, it is not 缺.
constexpr std::u32string_view kOtherInChinese = U"予弁欠浜疏糸缶醋";

// Pairs that OpenCC joins inside phrases alone: 坐标 座標, 项链 項鍊, 计划 計畫, 沉积 沈積, 家具
// 傢俱, 熏 薰, 酰 醯.
constexpr std::u32string_view kJoinedInPhrases = U"坐座鍊链畫划沈沉俱具薰熏醯酰";

struct VariantRow {
  char32_t from = 0;
  std::vector<char32_t> to;  // the usual one first
};
using VariantRows = std::vector<VariantRow>;

// The only character of `utf8`, or 0.
char32_t single_character(const std::string& utf8) {
  if (utf8.empty()) return 0;
  const DecodedCodePoint decoded = decode_code_point(utf8, 0);
  return decoded.is_valid && decoded.length == utf8.size() ? decoded.value : 0;
}

VariantRows rows_of(const opencc::Lexicon& lexicon) {
  VariantRows rows;
  for (const auto& entry : lexicon) {
    VariantRow row{single_character(entry->Key()), {}};
    for (const std::string& value : entry->Values()) {
      if (const char32_t target = single_character(value)) row.to.push_back(target);
    }
    if (row.from != 0 && !row.to.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

// The door to OpenCC: its exceptions end here.
VariantRows read_dictionary(const std::string& path) {
  try {
    std::shared_ptr<opencc::MarisaDict> dictionary;
    if (!opencc::SerializableDict::TryLoadFromFile<opencc::MarisaDict>(path, &dictionary))
      return {};
    return rows_of(*dictionary->GetLexicon());
  } catch (...) {  // OpenCC's and Marisa's exceptions share no base class
    return {};
  }
}

class VariantTableBuilder {
 public:
  VariantTableBuilder(VariantRows simplifying, VariantRows traditionalising)
      : simplifying_(std::move(simplifying)), traditionalising_(std::move(traditionalising)) {}

  void join_traditional() {
    for (const VariantRow& row : simplifying_) {
      link(row.from, row.to.front());
      if (row.from != row.to.front()) simplified_[row.from] = row.to.front();
      chinese_.insert(row.to.begin(), row.to.end());
      chinese_.insert(row.from);
      simplified_forms_.insert(row.to.front());
    }
    for (const VariantRow& row : traditionalising_) {
      chinese_.insert(row.to.begin(), row.to.end());
      chinese_.insert(row.from);
      simplified_forms_.insert(row.from);
    }
  }

  void join_conversions() {
    for (const VariantRow& row : traditionalising_) {
      for (std::size_t i = 0; i < row.to.size(); ++i) {
        const char32_t target = row.to[i];
        if (root(target) == target) {
          link(target, row.from);
        } else if (i == 0) {
          link(row.from, target);
        }
      }
    }
  }

  void join_regional(const VariantRows& rows) {
    for (const VariantRow& row : rows) {
      const char32_t left = root(row.from);
      const char32_t right = root(row.to.front());
      // Ties go to the lower code point, which is most often the form in wider use (抬 before 擡).
      const bool prefers_left =
          simplified_forms_.contains(left) != simplified_forms_.contains(right)
              ? simplified_forms_.contains(left)
              : left < right;
      prefers_left ? link(right, left) : link(left, right);
    }
  }

  // Shape: from, to, from, to …
  void join_pairs(std::u32string_view pairs) {
    if (simplifying_.empty()) return;
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) link(pairs[i], pairs[i + 1]);
  }

  void join_foreign(const VariantRows& rows) {
    for (const VariantRow& row : rows) {
      const bool is_other = kOtherInChinese.find(row.from) != std::u32string_view::npos;
      if (!is_other && !chinese_.contains(row.from)) link(row.from, row.to.front());
    }
  }

  VariantTable finish() {
    VariantTable table;
    for (const auto& [character, parent] : parents_) {
      table[character] = {root(character), simplified_of(character), HanStyle::kShared};
    }
    mark_styles(table);
    return table;
  }

 private:
  char32_t root(char32_t character) const {
    for (auto found = parents_.find(character); found != parents_.end();
         found = parents_.find(character)) {
      if (found->second == character) break;
      character = found->second;
    }
    return character;
  }

  void link(char32_t from, char32_t to) {
    const char32_t from_root = root(from);
    const char32_t to_root = root(to);
    if (from_root != to_root) parents_[from_root] = to_root;
  }

  char32_t simplified_of(char32_t character) const {
    const auto found = simplified_.find(character);
    return found == simplified_.end() ? character : found->second;
  }

  // A character is of one style when that style's dictionary always turns it into another, and the
  // other's never yields it.
  void mark_styles(VariantTable& table) const {
    const auto mark = [&table](const VariantRows& rows, HanStyle style) {
      for (const VariantRow& row : rows) {
        HanVariant& variant =
            table.try_emplace(row.from, HanVariant{row.from, row.from}).first->second;
        bool changes = true;
        for (const char32_t target : row.to) changes = changes && target != row.from;
        if (changes) variant.style = variant.style == HanStyle::kShared ? style : HanStyle::kShared;
      }
    };
    mark(simplifying_, HanStyle::kTraditional);
    mark(traditionalising_, HanStyle::kSimplified);
  }

  VariantRows simplifying_;
  VariantRows traditionalising_;
  std::unordered_map<char32_t, char32_t> parents_;
  std::unordered_map<char32_t, char32_t> simplified_;
  std::unordered_set<char32_t> chinese_;  // characters that the Chinese dictionaries know
  std::unordered_set<char32_t> simplified_forms_;
};

}  // namespace

VariantTable load_variant_table(std::string_view folder) {
  const auto rows = [folder](std::string_view name) {
    return read_dictionary(std::string(folder).append(name).append(".ocd2"));
  };
  VariantTableBuilder builder(rows("TSCharacters"), rows("STCharacters"));
  builder.join_traditional();
  builder.join_conversions();
  builder.join_regional(rows("TWVariantsRev"));
  builder.join_regional(rows("HKVariantsRev"));
  builder.join_pairs(kJoinedInPhrases);
  builder.join_foreign(rows("JPVariantsRev"));
  return builder.finish();
}

const VariantTable& variant_table() {
  static const VariantTable* const table = new VariantTable(load_variant_table(kDictionaryFolder));
  return *table;
}

bool has_variant_table() { return !variant_table().empty(); }

}  // namespace isthmus::text
