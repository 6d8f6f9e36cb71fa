// A health article with its parts: read_article() finds title, author, dates, sections, tips and related items in a page.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "vultus/page/page_text.hpp"

namespace vultus {

/// Words that tell the parts of a page apart, from data/language/{en,zh}/page.yaml. Matched in normal form.
struct PageWords {
  std::vector<std::u32string> grades;        ///< "副主任医师", "md": ranks and degrees; the longest match wins
  std::vector<std::u32string> departments;   ///< "整形外科", "dermatology"
  std::vector<std::u32string> institutions;  ///< how names of hospitals, clinics and colleges end: "医院", "hospital"
  std::vector<std::u32string> hospital_levels;      ///< "三甲"
  std::vector<std::u32string> author_cues;   ///< "作者", "answered by", "medically reviewed by"
  std::vector<std::u32string> house_names;   ///< that are no person: "小编", "staff writer"
  std::vector<std::u32string> date_cues;     ///< "发布时间", "published"
  std::vector<std::u32string> related_heads; ///< "相关推荐", "read next"
  std::vector<std::u32string> related_kinds; ///< categories printed beside related items: "科普文章", "articles"
  std::vector<std::u32string> tip_heads;     ///< "温馨提示", "management tip"
  std::vector<std::u32string> precaution_heads;  ///< "注意事项", "precautions"
  std::vector<std::u32string> reference_heads;   ///< "参考文献", "references"
  std::vector<std::u32string> disclaimers;   ///< "不能代替面诊", "not medical advice"
  std::vector<std::u32string> adverts;       ///< "加微信", "book now"
  std::vector<std::u32string> leftovers;     ///< of the page's frame: "share this", "返回首页"
  std::vector<std::u32string> speakers;      ///< that begin a post of a thread: "网友", "reply by"
  std::vector<std::u32string> titles;        ///< "教授", "professor": how people are addressed, no rank
  std::vector<std::u32string> plain_heads;   ///< headings that are no title: "概述", "overview"
  std::vector<std::u32string> question_cues; ///< before what the patient wrote: "病情描述", "question"
  std::vector<std::u32string> answer_cues;   ///< before the answer: "医生回复", "answer"
  std::vector<std::u32string> question_words;///< that make a title a question: "怎么办", "how long"
};

/// Both languages: a page is read with the words of its own, and for what they lack with the other's.
struct AllPageWords {
  PageWords en, zh;
};
/// Reads data/language/{en,zh}/page.yaml below `data`.
Checked<AllPageWords> read_page_words(const std::string& data);

/// Empty where the page says nothing of it.
struct Author {
  std::string name, title, department, institution, level, grade;
};

struct RelatedItem {
  std::string title, summary, category, date;
};

struct Section {
  std::string heading;        ///< empty before the first heading
  std::optional<int> number;  ///< as printed, right or wrong
  Span span;                  ///< of its text, the heading not included
};

struct Article {
  PageText page;
  std::string title, question;       ///< question: the title, or the first question the page answers, where it is one
  std::optional<Author> author;      ///< who answers, signs or reviewed; a house name or several answerers: none
  std::string published;             ///< as YYYY-MM-DD; empty: not printed
  std::vector<Section> sections;
  std::vector<Span> body;            ///< what the article itself says, without title, frame, related items, adverts, disclaimers
  std::vector<Span> tips, precautions, disclaimers, references, adverts;
  std::vector<RelatedItem> related;
  bool thread = false;               ///< posts of several people
  std::string description;           ///< what the patient wrote, where the page has it
  std::vector<Span> patient;         ///< its place: no advice
};

Article read_article(PageText page, const AllPageWords& words);

}  // namespace vultus
