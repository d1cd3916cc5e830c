#include "engine/curricula/aim.h"

#include <algorithm>
#include <set>

#include "engine/links/profile.h"
#include "engine/links/read.h"
#include "engine/links/weights.h"
#include "engine/text/analysis.h"
#include "schema/terms.h"

namespace isthmus::curricula {
namespace {

// As in the links' weights.
constexpr double kCodeBoost = 1.5;
// Other names of a concept, each of few words, are alternatives; a long list says little of it.
constexpr std::size_t kMostWays = 8;

// What is said of a learner in outcomes of any trade, folded; English words by their stems.
const std::set<std::string_view>& learner_words() {
  static const std::set<std::string_view> words = {
      "掌握",     "了解",    "熟悉",     "理解",       "能够",    "具有",     "具备",
      "学会",     "运用",    "使用",     "能力",       "知识",    "基本",     "基础",
      "方法",     "理论",    "技能",     "初步",       "相关",    "有关",     "一定",
      "较强",     "良好",    "扎实",     "独立",       "正确",    "熟练",     "进行",
      "完成",     "说明",    "解释",     "描述",       "分析",    "判断",     "培养",
      "学生",     "课程",    "本课程",   "学习",       "教学",    "通过",     "原理",
      "应用",     "解决",    "问题",     "实际",       "各种",    "常用",     "常见",
      "以及",     "并能",    "根据",     "选择",       "编写",    "认识",     "识别",
      "专业",     "获得",    "方面",     "受到",       "训练",    "工作",     "从事",
      "素养",     "科学",    "技术",     "概念",       "过程",    "要求",     "内容",
      "任务",     "操作",    "了解到",   "给出",       "利用",    "依据",     "得到",
      "形成",     "提高",    "发展",     "动态",       "前沿",    "我国",     "法规",
      "abl",      "student", "learner",  "understand", "explain", "describ",  "appli",
      "use",      "know",    "knowledg", "skill",      "basic",   "abil",     "demonstr",
      "identifi", "analys",  "analyz",   "evalu",      "discuss", "learn",    "cours",
      "after",    "complet", "choos",    "select",     "read",    "write",    "design",
      "develop",  "perform", "practic",  "principl",   "method",  "concept",  "theori",
      "should",   "also",    "other",    "variou",     "relev",   "appropri", "includ",
      "work",     "problem", "solv",     "need",       "make",    "name",     "place",
      "set",      "plan",    "prove",    "find",       "give",    "take",     "so",
      "between",  "insid",   "still",    "off",        "through", "each",     "both",
      "own",      "such",    "标准",     "大纲",       "syllabus"};
  return words;
}

std::string_view plain(std::string_view term) {
  return term.starts_with(terms::kStem) ? term.substr(terms::kStem.size()) : term;
}

std::vector<std::string> terms_of(std::string_view text) {
  std::vector<std::string> found;
  for (ProfileTerm& term : links::counted_terms(text)) found.push_back(std::move(term.term));
  return found;
}

bool contains(const std::vector<std::string>& sorted, const std::string& term) {
  return std::binary_search(sorted.begin(), sorted.end(), term);
}

// Gives the concepts that a lexicon's term is made of the term's other names.
void add_ways(const lexicon::Found& found, const Vocabulary& vocabulary,
              std::vector<Concept>& concepts) {
  const std::vector<std::string> own = terms_of(found.text);  // sorted, as profiles are
  std::vector<std::vector<std::string>> ways;
  for (const std::string& alternative : found.alternatives) {
    std::vector<std::string> way = terms_of(alternative);
    const bool is_in_use =
        !way.empty() && std::all_of(way.begin(), way.end(), [&](const auto& term) {
          return vocabulary.epoch.document_frequency(term) > 0;
        });
    if (is_in_use && ways.size() < kMostWays) ways.push_back(std::move(way));
  }
  for (Concept& one : concepts) {
    if (!contains(own, one.ways.front().front())) continue;
    one.ways.insert(one.ways.end(), ways.begin(), ways.end());
  }
}

double dot(const vectors::Direction& a, const vectors::Direction& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += double{a[i]} * double{b[i]};
  return sum;
}

bool is_somewhere(const vectors::Direction& direction) {
  return std::any_of(direction.begin(), direction.end(), [](float part) { return part != 0; });
}

bool has(const Sketch& record, const Concept& wanted) {
  return std::any_of(wanted.ways.begin(), wanted.ways.end(), [&](const auto& way) {
    return std::all_of(way.begin(), way.end(),
                       [&](const std::string& term) { return contains(record.terms, term); });
  });
}

}  // namespace

Result<Aim> aim_of(const Vocabulary& vocabulary, std::string_view text) {
  Aim aim;
  aim.text = text;
  const links::Epoch& epoch = vocabulary.epoch;
  const std::vector<ProfileTerm> counted = links::counted_terms(text);
  const std::uint64_t few = std::max(kSpecificRecords, epoch.public_profiles() / kSpecificShare);
  for (const ProfileTerm& term : counted) {
    const std::uint32_t records = epoch.document_frequency(term.term);
    const double rarity = links::rarity(records, epoch.public_profiles());
    if (rarity <= 0 || learner_words().contains(plain(term.term))) continue;
    const double weight = rarity * (links::is_code_term(term.term) ? kCodeBoost : 1);
    const std::string& surface = term.surface.empty() ? term.term : term.surface;
    aim.concepts.push_back({surface, weight, records <= few, {{term.term}}});
  }
  std::stable_sort(aim.concepts.begin(), aim.concepts.end(),
                   [](const Concept& a, const Concept& b) { return a.weight > b.weight; });
  if (!vocabulary.lexicons.empty()) {
    for (const lexicon::Found& found :
         TRY(lexicon::find_terms(vocabulary.store, vocabulary.lexicons, text::analyse(text))))
      add_ways(found, vocabulary, aim.concepts);
  }
  if (vocabulary.space != nullptr) aim.direction = vocabulary.space->direction_of(counted);
  return aim;
}

Sketch sketch_of(const links::Epoch& epoch, std::string_view id, const Profile& profile) {
  Sketch sketch;
  sketch.id = id;
  for (links::StrongTerm& strong : links::strongest_terms(epoch, profile, links::kSignatureTerms))
    sketch.terms.push_back(std::move(strong.term));
  std::sort(sketch.terms.begin(), sketch.terms.end());
  return sketch;
}

Likeness compare(const Aim& aim, const Sketch& record) {
  Likeness likeness;
  double all = 0;
  bool is_specific = false;
  for (const Concept& wanted : aim.concepts) {
    all += wanted.weight;
    if (!has(record, wanted)) continue;
    likeness.words += wanted.weight;
    is_specific = is_specific || wanted.is_specific;
    likeness.terms.push_back(wanted.surface);
  }
  const std::size_t least = std::min(kLeastConcepts, aim.concepts.size());
  if (likeness.terms.size() < least || !is_specific) return {};
  likeness.words /= all;
  likeness.score = likeness.words;
  if (!is_somewhere(aim.direction) || !is_somewhere(record.direction)) return likeness;
  likeness.meaning = std::max(0.0, dot(aim.direction, record.direction));
  likeness.score = (1 - kMeaningShare) * likeness.words + kMeaningShare * likeness.meaning;
  return likeness;
}

}  // namespace isthmus::curricula
