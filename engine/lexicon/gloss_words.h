// The words by which glosses are told from what else stands before and in parentheses. Chosen by
// reading what Chinese abstracts and operation notes have there.
#pragma once

#include <array>
#include <string_view>

namespace isthmus::lexicon {

// Chinese words that stand before a term and belong to none.
inline constexpr auto kBeforeTerms = std::to_array<std::string_view>(
    {"采用", "使用",   "利用", "应用",   "选用", "运用", "基于", "通过", "借助", "探讨", "研究",
     "分析", "观察",   "检测", "测定",   "提出", "建立", "引入", "引进", "结合", "进行", "称为",
     "称作", "包括",   "包含", "具有",   "作为", "用于", "根据", "按照", "例如", "其中", "所谓",
     "一种", "这种",   "两种", "三种",   "多种", "各种", "实现", "合成", "制备", "设计", "构建",
     "针对", "采取",   "比较", "评价",   "讨论", "介绍", "概述", "考察", "发现", "并用", "关于",
     "以及", "应用于", "对于", "由于",   "属于", "位于", "来自", "存在", "出现", "发生", "产生",
     "开发", "构造",   "给出", "得到",   "获得", "获取", "计算", "测量", "推导", "定义", "改进",
     "以下", "简称",   "即为", "称之为", "叫做", "名为", "可用", "可以", "能够", "主要", "常用",
     "常见", "典型",   "传统", "新型",   "患者", "治疗", "诱导", "抑制", "促进", "增加", "降低",
     "提高", "测试",   "记录", "接收",   "违背", "提供", "选择", "确定", "描述", "需要", "引起",
     "导致", "影响",   "求解", "说明",   "验证", "分别", "同时", "及其", "不同", "部分", "当前",
     "指定", "还有",   "没有", "做",     "取",   "所",   "含",   "除",   "配合", "联合", "经过",
     "随着", "以",     "用",   "将",     "把",   "由",   "与",   "和",   "及",   "或",   "对",
     "在",   "是",     "为",   "了",     "的",   "经",   "按",   "从",   "到",   "至",   "于",
     "而",   "则",     "且",   "但",     "并",   "使",   "被",   "给",   "向",   "如",   "即",
     "该",   "各",     "每",   "个"});

// Characters of which a Chinese term in parentheses has none.
inline constexpr auto kNotInTerms =
    std::to_array<std::string_view>({"的", "了", "是", "在", "等", "即", "见", "如", "请"});

// English words with which no term begins: they tell of the text instead.
inline constexpr auto kNoTermBegins = std::to_array<std::string_view>(
    {"see",   "fig",       "figs",    "figure",   "table",       "eq",      "eqs",
     "such",  "optional",  "default", "required", "recommended", "etc",     "ie",
     "eg",    "vs",        "et",      "note",     "version",     "only",    "more",
     "less",  "up",        "mean",    "means",    "about",       "section", "chapter",
     "using", "including", "namely",  "called",   "abbreviated", "cf"});

// What a gloss may say before its term.
inline constexpr auto kIntroductions = std::to_array<std::string_view>(
    {"以下简称为", "以下简称", "下文简称", "下称", "简称为", "简称", "缩写为", "缩写", "英文名为",
     "英文名称", "英文名", "英文", "英语", "又称", "即", "also known as", "abbreviated as",
     "hereafter"});

// Capital letters that are no abbreviations of a term: units, numerals, words.
inline constexpr auto kNoAbbreviations = std::to_array<std::string_view>(
    {"MW",  "KW",  "KB", "MB", "GB",  "TB",   "PB",   "HZ",   "RMB",   "USD", "AM", "PM",
     "II",  "III", "IV", "VI", "VII", "VIII", "IX",   "XI",   "XII",   "ID",  "OR", "AND",
     "NOT", "YES", "NO", "OK", "SD",  "CI",   "NULL", "TRUE", "FALSE", "SEM"});

}  // namespace isthmus::lexicon
