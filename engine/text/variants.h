// Which Han characters are the same character written in another way: traditional, regional and old
// forms to one representative each, character by character.
//
// The table is made once from OpenCC's single-character dictionaries, in this order, a pair being
// skipped when both sides already meet:
//   1. TSCharacters: a traditional character becomes its first simplified one.
//   2. STCharacters backwards: what a simplified character usually turns into comes back to it.
//      A traditional form that step 1 left alone joins it (牠 它, 瞭 了, 覆 复); a rare simplified
//      form joins the usual one (锺 钟, 馀 余).
//   3. TWVariantsRev, HKVariantsRev: regional forms join the standard form (著 着, 枱 台, 衞 卫).
//   4. A few pairs that writers and phrase conversion mix join (计划 計畫, 坐标 座標).
//   5. JPVariantsRev: Japanese forms join, unless Chinese uses the same character in its own right
//      (芸, 沪, 欠 stay).
// The result depends on one character alone, maps a representative to itself, and serves documents
// and queries alike, so joining two characters can only make more texts meet, never hide one.
// Segmentation sees the outcome of step 1 only: dictionaries know 覆盖 and 显著, not 复盖 and 显着.
//
// Measured: 627,000 characters of Chinese papers and manuals, turned by OpenCC's s2t, s2tw and s2hk
// with their phrases, all fold to what they were. With step 1 alone, 坐 and 着 are among those that
// do not.
//
// Errors: without the dictionaries every character stands for itself, and has_variant_table() is
// false.
//
// Threads: any; the table is loaded by the first call and never changes.
//
// Source: OpenCC 1.1.6, read through its own dictionary classes.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace isthmus::text {

enum class HanStyle : std::uint8_t { kShared, kTraditional, kSimplified };

struct HanVariant {
  char32_t representative = 0;         // what folding writes
  char32_t simplified = 0;             // what segmentation reads
  HanStyle style = HanStyle::kShared;  // is the character written in one of the two styles alone?
};

// Characters without an entry stand for themselves and are shared by both styles.
using VariantTable = std::unordered_map<char32_t, HanVariant>;

// Reads the dictionaries in `folder` (with a trailing slash); a missing or damaged one counts as
// empty.
VariantTable load_variant_table(std::string_view folder);

// The table of the installed dictionaries.
const VariantTable& variant_table();

}  // namespace isthmus::text
