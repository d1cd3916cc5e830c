// Every word of the interface, in both languages, in one table.
//
// A row gives the phrase's name, its Chinese and its English form. "{}" stands for what is filled
// in, in order, equally often in both.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "searchd/http.h"

namespace isthmus::searchd {

enum class Language { kChinese = 0, kEnglish = 1 };

// clang-format off
#define ISTHMUS_PHRASES(row) \
  row(kTagline, "把学术研究与企业实践连在一起", "Where research meets practice") \
  row(kIntroduction, "一次检索，两侧的知识：论文、课程与标准，和与之对应的案例、规程与故障处理，附上关联的理由。", "One search, two sides: papers, courses and standards beside the cases, procedures and runbooks that match them, with the reasons.") \
  row(kSkip, "跳到主要内容", "Skip to the content") \
  row(kSearch, "检索", "Search") \
  row(kSearchLabel, "检索词", "Search words") \
  row(kSearchPlaceholder, "主题、故障现象、代码、标准号……", "A topic, a symptom, a code, a standard …") \
  row(kSides, "范围", "Sides") \
  row(kBothSides, "两侧", "Both sides") \
  row(kAcademic, "学术", "Academic") \
  row(kPractice, "实践", "Practice") \
  row(kInside, "库中收录", "What is inside") \
  row(kRecords, "{} 条记录", "{} records") \
  row(kAcademicAbout, "论文、学位论文、报告、专利、课程、数据集、标准", "Papers, theses, reports, patents, courses, data sets, standards") \
  row(kPracticeAbout, "案例、处置手册、作业规程、工单日志、经验教训", "Cases, runbooks, procedures, work-order logs, lessons learned") \
  row(kEntryPoints, "从这里开始", "Where to begin") \
  row(kStudent, "学生", "Students") \
  row(kStudentAbout, "课本里的原理，到现场是什么样子？", "What does the theory look like on the shop floor?") \
  row(kTechnician, "技术人员", "Technicians") \
  row(kTechnicianAbout, "眼前的故障，研究里有没有解释？", "Does research explain the fault in front of you?") \
  row(kCurriculum, "教研团队", "Curriculum teams") \
  row(kCurriculumAbout, "企业在用什么、在烦恼什么，课程跟上了吗？", "What do companies use and struggle with, and do courses keep up?") \
  row(kProgrammes, "按专业浏览", "Browse by programme") \
  row(kOrganisations, "按机构浏览", "Browse by organisation") \
  row(kEmptyRepository, "库里还没有记录。用 isthmus-indexer add 收录文件后，这里会自动更新。", "There are no records yet. Add files with isthmus-indexer add; this page follows by itself.") \
  row(kResultsFor, "“{}”的检索结果", "Results for “{}”") \
  row(kAllRecords, "全部记录", "All records") \
  row(kResultCount, "共 {} 条结果", "{} results") \
  row(kResultCountAbout, "约 {} 条结果", "About {} results") \
  row(kTook, "{} 毫秒", "{} ms") \
  row(kByMeaning, "语义相近，不含检索词", "Close in meaning, without the words") \
  row(kAlsoSearched, "按术语表同时检索", "Also searched, by the lexicon") \
  row(kSortBy, "排序", "Sort by") \
  row(kRelevance, "相关度", "Relevance") \
  row(kNewest, "最新", "Newest") \
  row(kOldest, "最早", "Oldest") \
  row(kFilters, "筛选", "Filters") \
  row(kShowFilters, "筛选条件", "Show filters") \
  row(kHideFilters, "回到结果", "Back to the results") \
  row(kKind, "类型", "Kind") \
  row(kLanguage, "语言", "Language") \
  row(kOrganisation, "机构", "Organisation") \
  row(kProgramme, "专业", "Programme") \
  row(kYear, "年份", "Year") \
  row(kYearFrom, "起始年份", "From year") \
  row(kYearTo, "截止年份", "To year") \
  row(kApply, "应用", "Apply") \
  row(kActiveFilters, "已选条件", "Active filters") \
  row(kRemoveFilter, "去掉条件 {}", "Remove the filter {}") \
  row(kClearFilters, "清除全部条件", "Clear all filters") \
  row(kMoreValues, "更多", "More") \
  row(kCounterparts, "另一侧的对应记录", "Counterparts on the other side") \
  row(kAcademicCounterparts, "学术一侧的对应", "Academic counterparts") \
  row(kPracticeCounterparts, "实践一侧的对应", "Practice counterparts") \
  row(kNoCounterparts, "另一侧暂无对应记录。", "No counterpart on the other side yet.") \
  row(kWeakCounterparts, "另有 {} 条较弱的关联", "Weaker matches: {}") \
  row(kSameSide, "同侧相近记录", "Related on the same side") \
  row(kMatch, "匹配度 {}%", "{}% match") \
  row(kBecause, "依据", "Because") \
  row(kSharedTerms, "共同词语", "Shared terms") \
  row(kSharedIdentifiers, "共同标识", "Shared identifiers") \
  row(kRelationSimilar, "内容相近", "Similar content") \
  row(kRelationCites, "引用", "Citation") \
  row(kRelationSameWork, "同一成果", "Same work") \
  row(kRelationApplies, "应用", "Application") \
  row(kRelationExplains, "解释", "Explanation") \
  row(kRestOfWork, "同一成果的其他副本和版本：{}", "Other copies and versions of this work: {}") \
  row(kCopy, "副本", "Copy") \
  row(kVersion, "版本", "Version") \
  row(kWorkDeclared, "人工认定或来源声明", "declared by a person or by the source") \
  row(kWorkIdentifier, "标识相同：{}", "same identifier: {}") \
  row(kWorkTitle, "题名、作者和年份相符", "title, authors and year agree") \
  row(kWorkText, "文本约 {}% 相同", "texts about {}% alike") \
  row(kOneHitAWork, "合并副本和版本", "Merge copies and versions") \
  row(kEveryRecord, "逐条显示", "Show every record") \
  row(kConfirmed, "已人工确认", "Confirmed by a person") \
  row(kPages, "分页", "Pages") \
  row(kPrevious, "上一页", "Previous") \
  row(kNext, "下一页", "Next") \
  row(kPage, "第 {} 页", "Page {}") \
  row(kNothing, "没有找到结果", "Nothing was found") \
  row(kNothingHint, "可以换一个说法，或者：", "Try other words, or:") \
  row(kDropFilters, "去掉所有筛选条件", "drop all filters") \
  row(kSearchBoth, "在两侧检索", "search both sides") \
  row(kBrowseAll, "浏览全部记录", "browse all records") \
  row(kSuggestions, "建议", "Suggestions") \
  row(kDidYouMean, "您要找的是不是：", "Did you mean:") \
  row(kLittleFound, "直接命中很少，还可以试试：", "Few direct hits. You could also try:") \
  row(kWithoutFilter, "去掉条件“{}”", "Without the filter “{}”") \
  row(kInsteadOf, "改为“{}”，而不是“{}”", "“{}” in place of “{}”") \
  row(kNotes, "提示", "Notes") \
  row(kNoteQuotes, "有一个引号没有配对，已按普通词语处理。", "A quotation mark has no partner; it was read as plain words.") \
  row(kNoteParentheses, "括号没有配对，已忽略。", "A parenthesis has no partner; it was left out.") \
  row(kNoteOperator, "有一个运算符缺少操作数，已按普通词语处理。", "An operator lacks its words; it was read as a plain word.") \
  row(kNoteTooLong, "检索式过长，只用了开头部分。", "The query is too long; only its beginning was used.") \
  row(kNoteTooDeep, "括号嵌套过深，内层已按普通词语处理。", "The parentheses are nested too deeply; the inner ones were read as plain words.") \
  row(kNoteOnlyExcluded, "检索式只有排除的词，没有要找的词。", "The query only excludes words and asks for none.") \
  row(kAuthors, "作者", "Authors") \
  row(kDate, "日期", "Date") \
  row(kKeywords, "关键词", "Keywords") \
  row(kIdentifiers, "标识", "Identifiers") \
  row(kEquipment, "设备", "Equipment") \
  row(kCodes, "代码与标准", "Codes and standards") \
  row(kContact, "联系人", "Contact") \
  row(kReviewBy, "复核期限", "Review by") \
  row(kLicence, "许可", "Licence") \
  row(kSource, "来源", "Source") \
  row(kRecordId, "记录号", "Record id") \
  row(kAbstract, "摘要", "Abstract") \
  row(kFullText, "正文", "Full text") \
  row(kReferences, "参考文献", "References") \
  row(kDeclared, "来源声明的关系", "Relations stated by the source") \
  row(kDetails, "详细信息", "Details") \
  row(kTruncated, "正文较长，此处只显示开头。完整内容见 JSON。", "The text is long; only its beginning is shown. The JSON form holds all of it.") \
  row(kAsJson, "JSON 格式", "As JSON") \
  row(kBackToSearch, "返回检索", "Back to the search") \
  row(kOtherLanguage, "English", "中文") \
  row(kSwitchLanguage, "切换到英文", "Switch to Chinese") \
  row(kErrorTitle, "出错了", "Something went wrong") \
  row(kNotFoundTitle, "没有这个页面", "There is no such page") \
  row(kNotFoundText, "这个地址下没有内容，也可能是您无权查看。", "Nothing stands under this address, or you may not see it.") \
  row(kErrorText, "无法完成这次请求。", "The request could not be answered.") \
  row(kBusyText, "请求太多，请稍后再试。", "Too many requests at the moment; please try again shortly.") \
  row(kBadValue, "地址中有一个参数的值不可用：", "A parameter of the address has a value that cannot be used:") \
  row(kHome, "首页", "Home") \
  row(kMainNavigation, "主导航", "Main navigation") \
  row(kAllAcademic, "学术记录", "Academic records") \
  row(kAllPractice, "实践记录", "Practice records") \
  row(kFooter, "知桥 Isthmus：自由软件，GPL-3。", "知桥 Isthmus is free software under the GPL-3.") \
  row(kApi, "数据接口", "API") \
  row(kKindPaper, "论文", "Paper") \
  row(kKindThesis, "学位论文", "Thesis") \
  row(kKindReport, "报告", "Report") \
  row(kKindPatent, "专利", "Patent") \
  row(kKindCourse, "课程", "Course") \
  row(kKindDataset, "数据集", "Data set") \
  row(kKindStandard, "标准", "Standard") \
  row(kKindRunbook, "处置手册", "Runbook") \
  row(kKindCase, "案例", "Case") \
  row(kKindLog, "工单日志", "Log") \
  row(kKindProcedure, "作业规程", "Procedure") \
  row(kKindLesson, "经验教训", "Lesson") \
  row(kKindNote, "笔记", "Note") \
  row(kLanguageChinese, "中文", "Chinese") \
  row(kLanguageTraditional, "繁体中文", "Traditional Chinese") \
  row(kLanguageEnglish, "英文", "English") \
  row(kLanguageGerman, "德文", "German") \
  row(kLanguageJapanese, "日文", "Japanese") \
  row(kLanguageFrench, "法文", "French") \
  row(kLanguageRussian, "俄文", "Russian") \
  row(kLanguageKorean, "韩文", "Korean") \
  row(kTopics, "主题", "Topics") \
  row(kGaps, "缺口", "Gaps") \
  row(kField, "领域", "Field") \
  row(kTopicsIntroduction, "公开记录按内容聚成领域和主题，两侧合在一起。没有人事先给主题命名，名称取自记录本身。", "Public records of both sides fall into fields and topics by what they say. Nobody named them beforehand: the names come from the records.") \
  row(kNoTopicsTitle, "这里还没有主题", "There are no topics yet") \
  row(kNoTopics, "公开记录达到 {} 条以后，isthmus-indexer 才会从中找出主题和缺口。请用 isthmus-indexer add 收录更多文件，这里会自动更新。", "isthmus-indexer finds topics and gaps once there are {} public records. Take in more files with isthmus-indexer add; this page follows by itself.") \
  row(kTopicCount, "{} 个领域，{} 个主题", "{} fields, {} topics") \
  row(kFieldTopics, "这个领域的主题", "Topics of this field") \
  row(kLabels, "特征词", "Words that set it apart") \
  row(kTypicalRecords, "最典型的记录", "Most typical records") \
  row(kSideRecords, "{}：{} 条记录", "{}: {} records") \
  row(kMoreDocuments, "另外 {} 条", "{} more") \
  row(kNoneOnSide, "这一侧没有记录。", "There is no record on this side.") \
  row(kPeople, "人员", "People") \
  row(kOrganisationsTitle, "机构", "Organisations") \
  row(kProgrammesTitle, "专业", "Programmes") \
  row(kName, "名称", "Name") \
  row(kYears, "逐年发展", "Development over the years") \
  row(kYearsText, "{} 至 {} 年：学术 {} 条，实践 {} 条。", "From {} to {}: {} academic records, {} from practice.") \
  row(kYearsTable, "各年记录数", "Records by year") \
  row(kNearTopics, "相近的主题", "Near topics") \
  row(kTopicGaps, "这个主题的缺口", "Gaps in this topic") \
  row(kNoTopicGaps, "这个主题没有发现缺口。", "No gap was found in this topic.") \
  row(kBothCounts, "学术 {}，实践 {}", "{} academic, {} practice") \
  row(kGapsTitle, "知识缺口", "Knowledge gaps") \
  row(kGapsIntroduction, "一侧在做、在问，另一侧却少有回应的地方。每个数字背后的文档都可以打开。", "Where one side asks and the other has too little to answer. Every figure opens the documents behind it.") \
  row(kPractisedNotTaught, "实践在用，课程未教", "Practised, not taught") \
  row(kTaughtNotPractised, "课程在教，实践未用", "Taught, not practised") \
  row(kResearchedNotApplied, "已有研究，未见应用", "Researched, not applied") \
  row(kAskedNotAnswered, "实践在问，学术未答", "Asked, not answered") \
  row(kPracticeRecords, "实践记录", "Practice records") \
  row(kCourseRecords, "课程", "Courses") \
  row(kResearchRecords, "研究成果", "Research records") \
  row(kAcademicRecords, "学术记录", "Academic records") \
  row(kThatAsk, "{}（需求）", "{} that ask") \
  row(kThatAnswer, "{}（供给）", "{} that answer") \
  row(kExpected, "均匀分布时的供给", "Answers in an even spread") \
  row(kConfidence, "可信度", "Confidence") \
  row(kConfidenceHigh, "高", "High") \
  row(kConfidenceModerate, "中等", "Moderate") \
  row(kConfidenceNone, "不下结论", "No statement") \
  row(kConfidenceText, "同样突出的缺口，100 个里约有 {} 个出于偶然。", "Of 100 gaps that stand out as much, about {} are accidents.") \
  row(kClaimed, "认定的缺口", "Claimed") \
  row(kRanked, "仅列出", "Ranked only") \
  row(kDirection, "方向", "Direction") \
  row(kDemand, "需求", "Demand") \
  row(kSupply, "供给", "Supply") \
  row(kRank, "序号", "No.") \
  row(kDemandDocuments, "提出需求的文档", "Documents that ask") \
  row(kSupplyDocuments, "最接近的供给", "Nearest that answer") \
  row(kMap, "主题与专业", "Topics and programmes") \
  row(kMapText, "格中是该主题在该专业的记录数：实践 / 学术。与全库的比例相比，斜线表示实践偏多，圆点表示学术偏多，越密偏得越多。粗框处有认定的缺口。", "A cell counts the records of a topic in a programme: practice / academic. Compared with all records, stripes mean more practice and dots more academic, the denser the more. A thick frame marks a claimed gap.") \
  row(kMapTable, "各主题在各专业的记录数（实践 / 学术）", "Records by topic and programme (practice / academic)") \
  row(kMapSummary, "{} 个主题，{} 个专业，{} 格有认定的缺口。", "{} topics, {} programmes, {} cells with a claimed gap.") \
  row(kWhole, "合计", "In all") \
  row(kMorePractice, "实践偏多", "More practice") \
  row(kMoreAcademic, "学术偏多", "More academic") \
  row(kBalanced, "大致相当", "About even") \
  row(kClaimedGap, "有认定的缺口", "A claimed gap") \
  row(kScatter, "需求与供给", "Demand and supply") \
  row(kScatterText, "每个记号是一处缺口：越靠右需求越多，越靠下供给越少。前十处标有序号，竖线指到均匀分布时应有的供给。实心的是认定的缺口，空心的仅列出。", "Each mark is a gap: more demand to the right, less supply to the bottom. The first ten have their number, and a line up to the supply of an even spread. Filled marks are claimed, hollow ones only ranked.") \
  row(kScatterSummary, "{} 处缺口，其中 {} 处认定。", "{} gaps, {} of them claimed.") \
  row(kScatterTable, "图中的缺口", "The gaps of the picture") \
  row(kAxisDemand, "需求（记录数）", "Demand (records)") \
  row(kAxisSupply, "供给（记录数）", "Supply (records)") \
  row(kGapList, "缺口与文档", "Gaps and their documents") \
  row(kGapCount, "共 {} 处缺口", "{} gaps") \
  row(kCensus, "查看过什么", "What was examined") \
  row(kCensusTable, "各方向的记录数和结果", "Records and results by direction") \
  row(kCensusText, "认定的缺口平均最多有 {}% 出于偶然。其余的仅列出，不下结论。", "At most {}% of the claimed gaps are accidents, on average. The others are only ranked: nothing is stated of them.") \
  row(kRegions, "列出的区域", "Regions ranked") \
  row(kNotExamined, "记录太少，未查看", "Too few records to examine") \
  row(kNoGaps, "没有发现缺口", "No gaps were found") \
  row(kNoGapsFit, "没有符合条件的缺口", "No gap fits these filters") \
  row(kAll, "全部", "All") \
  row(kAllOnOnePage, "全部列在一页（便于打印）", "All on one page, for printing") \
  row(kAsCsv, "CSV 格式", "As CSV") \
  row(kCurricula, "课程覆盖", "Curricula") \
  row(kCurriculaIntroduction, "课程要教会的，实践和研究各有什么可以支撑；实践中有的，哪些课程没有讲到。每个数字背后的文档都可以打开。", "What practice and research have for each learning outcome, and what practice knows that no course covers. Every figure opens the documents behind it.") \
  row(kProgrammesTable, "各专业的课程和记录数", "Courses and records by programme") \
  row(kWholeCollege, "全部课程合在一起看", "All courses together") \
  row(kSyllabusTitle, "检查一份教学大纲", "Check a syllabus") \
  row(kSyllabusText, "上传课程标准、教学大纲或培养方案（Markdown、CSV、纯文本、DOCX、PDF 等），或把文字粘贴在下面，立即得到报告。内容不会保存。", "Upload a syllabus or a training plan (Markdown, CSV, plain text, DOCX, PDF and others), or paste its text below, and get the report at once. Nothing of it is kept.") \
  row(kSyllabusFile, "文件", "File") \
  row(kSyllabusPaste, "或者粘贴文字", "Or paste the text") \
  row(kSyllabusSubmit, "生成报告", "Make the report") \
  row(kSyllabusKept, "这份大纲只用于生成本页，没有保存。", "This syllabus was used for this page alone and not kept.") \
  row(kResearch, "研究", "Research") \
  row(kOutcomes, "学习目标", "Outcomes") \
  row(kOutcomesTitle, "逐条目标", "Outcome by outcome") \
  row(kByPractice, "实践可支撑", "Covered by practice") \
  row(kByResearch, "研究可支撑", "Covered by research") \
  row(kFloorText, "记录与目标的契合度达到 {} 才算支撑：目标中的专业词语按稀有程度加权，加上语义的接近程度。", "A record covers an outcome from {} on: the outcome's technical words weighed by their rarity, and nearness in meaning.") \
  row(kNothingCovers, "没有记录可以支撑。", "Nothing covers this.") \
  row(kNearestBelowFloor, "最接近的记录（未达到标准）", "The nearest record (below the floor)") \
  row(kNoStatedOutcomes, "课程没有写明学习目标，这里按整门课程比较。", "The course states no outcomes; it is compared as a whole.") \
  row(kNoCourses, "这个专业还没有收录课程。", "No course of this programme has been taken in yet.") \
  row(kShowOutcomes, "显示哪些目标", "Outcomes to show") \
  row(kMissingPractice, "缺少实践支撑的", "Not covered by practice") \
  row(kMissingResearch, "缺少研究支撑的", "Not covered by research") \
  row(kMissingBoth, "两侧都没有的", "Covered by neither") \
  row(kCoveragePicture, "各课程的覆盖", "Coverage by course") \
  row(kCoveragePictureText, "条形的长度是目标数：实心为两侧都有，密斜线为只有实践，密点为只有研究，空白为都没有。", "A bar is as long as the course has outcomes: solid for both sides, dense stripes for practice alone, dense dots for research alone, empty for neither.") \
  row(kCoverageSummary, "{} 门课程，{} 条目标：实践可支撑 {} 条，研究可支撑 {} 条，{} 条都没有。", "{} courses, {} outcomes: {} covered by practice, {} by research, {} by neither.") \
  row(kCoverageTable, "各课程的目标数", "Outcomes by course") \
  row(kCoveredByBoth, "两侧都有", "Both sides") \
  row(kCoveredByPractice, "只有实践", "Practice alone") \
  row(kCoveredByResearch, "只有研究", "Research alone") \
  row(kCoveredByNeither, "都没有", "Neither") \
  row(kUntaught, "课程没有讲到的实践主题", "Practice that no course covers") \
  row(kUntaughtText, "查看了 {} 个有足够实践记录的主题。下面这些主题的典型文档，没有一条学习目标够得着。", "{} topics with enough practice records were looked at. No outcome reaches the typical documents of these.") \
  row(kNoneUntaught, "每个主题都有目标够得着。", "Outcomes reach every topic.") \
  row(kTieProgramme, "本专业的实践记录 {} 条。", "{} practice records of this programme.") \
  row(kTieField, "相近领域的实践记录 {} 条。", "{} practice records in a field that the outcomes reach into.") \
  row(kTieCollege, "实践记录 {} 条。", "{} practice records.") \
  row(kNearestOutcome, "与最接近的目标契合度 {}。", "The nearest outcome reaches {}.") \
  row(kTeachFrom, "可用来授课的文档", "Documents to teach it from") \
  row(kTaughtElsewhere, "其他专业的课程", "Courses of other programmes") \
  row(kPartners, "合作伙伴", "Partners") \
  row(kPartnersFor, "合作伙伴：{}", "Partners: {}") \
  row(kPartnersIntroduction, "谁能补上缺口，离得多近，文档有多新，往来有多少，协议是否有效：每一项都单独列出，并附文档。", "Who could close the gaps, how close they are in field, how fresh, how much goes both ways, and whether an agreement is valid: every term by itself, with its documents.") \
  row(kForProgramme, "为一个专业找企业", "Enterprises for a programme") \
  row(kForEnterprise, "为一家企业找专业和研究组", "Programmes and groups for an enterprise") \
  row(kChoose, "请选择", "Choose") \
  row(kJudgedOn, "按 {} 计算", "As of {}") \
  row(kEnterprises, "企业", "Enterprises") \
  row(kGroups, "研究组", "Research groups") \
  row(kScore, "得分", "Score") \
  row(kTermGaps, "可补缺口", "Gaps it could close") \
  row(kTermCloseness, "领域相近", "Closeness in field") \
  row(kTermAgreement, "协议", "Agreement") \
  row(kTermFreshness, "新近程度", "Freshness") \
  row(kTermReciprocity, "双向往来", "Reciprocity") \
  row(kPartnersPicture, "得分由什么组成", "What the scores are made of") \
  row(kPartnersPictureText, "每一段是一项的得分，括号里是权重。", "Each part of a bar is what one term gives; its weight stands in the legend.") \
  row(kPartnersSummary, "{} 个已排名，第一名 {}，得分 {}。", "{} ranked; {} comes first with {}.") \
  row(kPartnersTable, "各项得分", "What each term gives") \
  row(kReasonDocuments, "{} 份文档", "{} documents") \
  row(kNothingForTerm, "没有依据。", "Nothing to show for it.") \
  row(kAgreementValid, "有效（{} 至 {}）", "valid ({} to {})") \
  row(kAgreementLater, "尚未开始（{} 至 {}）", "begins later ({} to {})") \
  row(kAgreementEnded, "已结束（{} 至 {}）", "ended ({} to {})") \
  row(kCitesAcademic, "企业引用学术记录 {} 次", "Cites academic records: {}") \
  row(kCitedByAcademic, "被学术记录引用 {} 次", "Is cited by academic records: {}") \
  row(kConfirmedLinks, "人工确认的关联 {} 条", "Links that people confirmed: {}") \
  row(kNewestRecords, "最新的 {} 条记录", "The newest records: {}") \
  row(kWouldOvertake, "以下任何一项都能让它超过“{}”：", "Any one of these would carry it past {}:") \
  row(kNoSingleChange, "没有哪一项单独能让它超过“{}”。", "No single term can carry it past {}.") \
  row(kMoreThings, "（再多 {} 份）", "({} more)") \
  row(kFittingRecords, "{} 条记录，其中 {} 条契合", "{} records, {} of them fitting") \
  row(kNobodyRanked, "依据太少，不作排名。", "There is too little to go by, so nobody is ranked.") \
  row(kUnranked, "未排名", "Not ranked") \
  row(kUnrankedText, "能说明契合的公开记录不足 {} 条（在缺口上，或在双方都有的主题中），不作排名。", "Fewer than {} public records that would show a fit, on the gaps or in topics of both sides: no rank.") \
  row(kState, "状态", "State") \
  row(kStateOpen, "无人认领", "Open") \
  row(kStateTaken, "已认领", "Taken up") \
  row(kStateClosed, "已补上", "Closed") \
  row(kStateDismissed, "已搁置", "Dismissed") \
  row(kDue, "期限 {}", "due {}") \
  row(kOverdue, "已逾期", "overdue") \
  row(kClosedBy, "由此补上：", "by") \
  row(kNotFoundAnyMore, "按现有记录已看不出这处缺口。", "The records as they are now no longer show this gap.") \
  row(kInVain, "没有找到的", "Looked for in vain") \
  row(kInVainText, "至少三位访客搜索过而没有打开任何结果，或者什么也没找到。不记录是谁。", "At least three visitors searched for it and found nothing, or opened none of the results. Who they were is not recorded.") \
  row(kInVainTable, "没有找到的搜索", "Searches in vain") \
  row(kQuery, "搜索词", "Query") \
  row(kVisitorsHead, "访客", "Visitors") \
  row(kVisitors, "{} 位访客", "{} visitors") \
  row(kFoundNothing, "无结果", "Found nothing") \
  row(kGivenUp, "未打开", "Opened nothing") \
  row(kNearestTopic, "最接近的主题", "Nearest topic") \
  row(kSearchedNear, "附近没有找到的搜索：", "Looked for in vain nearby:") \
  row(kPeriods, "主题与时期", "Topics and periods") \
  row(kPeriodsText, "同样的主题，按记录的年份分列：实践 / 学术。没有年份的记录只计入合计。粗框处有认定的缺口，其需求在该时期。", "The same topics by the years of their records: practice / academic. Records without a year count in the whole alone. A thick frame marks a claimed gap with demand in that period.") \
  row(kPeriodsTable, "各主题在各时期的记录数（实践 / 学术）", "Records by topic and period (practice / academic)") \
  row(kPeriodsSummary, "{} 个主题，{} 个时期，{} 格有认定的缺口。", "{} topics, {} periods, {} cells with a claimed gap.")
// clang-format on

enum class Phrase {
#define ISTHMUS_ROW(name, chinese, english) name,
  ISTHMUS_PHRASES(ISTHMUS_ROW)
#undef ISTHMUS_ROW
};

struct PhraseRow {
  std::string_view name;
  std::array<std::string_view, 2> text;  // by Language
};

inline constexpr PhraseRow kPhraseTable[] = {
#define ISTHMUS_ROW(name, chinese, english) {#name, {chinese, english}},
    ISTHMUS_PHRASES(ISTHMUS_ROW)
#undef ISTHMUS_ROW
};

std::string_view phrase(Phrase phrase, Language language);
// With its "{}" filled in.
std::string phrase(Phrase phrase, Language language,
                   std::initializer_list<std::string_view> values);

// "zh" or "en".
std::string_view tag_of(Language language);
Language other(Language language);
// By `lang` of the address, then the cookie, then Accept-Language; Chinese when none says.
Language language_of(const Request& request);

}  // namespace isthmus::searchd
