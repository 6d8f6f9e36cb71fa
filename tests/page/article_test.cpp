#include "vultus/page/article.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "pages.hpp"
#include "vultus/page/dates.hpp"

namespace vultus {
namespace {

std::string name_of(const Article& article) { return article.author ? article.author->name : "none"; }

std::string related_of(const Article& article) {
  std::string lines;
  for (const auto& item : article.related)
    lines += item.title + "|" + item.summary + "|" + item.category + "|" + item.date + "\n";
  return lines;
}

std::string sections_of(const Article& article) {
  std::string lines;
  for (const auto& section : article.sections)
    lines += (section.number ? std::to_string(*section.number) : "-") + " " + section.heading + "\n";
  return lines;
}

const std::string prose_en =
    "Triamcinolone injected into the scar flattens many keloids over several months. It may thin the skin around it.\n";
const std::string prose_zh =
    "瘢痕疙瘩首选在瘢痕内注射曲安奈德，多数人会变软、变平，但停药后可能再长。注射太浅皮肤会变薄。\n";

TEST(Dates, OfEveryForm) {
  struct Case {
    const char32_t* text;
    const char* day;
  };
  for (const auto& c :
       {Case{U"2026-02-22 17:18:46", "2026-02-22"}, Case{U"2024年5月1日", "2024-05-01"},
        Case{U"2024 年 12 月 31 号", "2024-12-31"}, Case{U"may 3, 2024", "2024-05-03"}, Case{U"3 may 2024", "2024-05-03"},
        Case{U"3rd of may, 2024", "2024-05-03"}, Case{U"sept. 9, 2021", "2021-09-09"}, Case{U"2023.4.17", "2023-04-17"},
        Case{U"2023/12/03", "2023-12-03"}, Case{U"17/10/2023", "2023-10-17"}, Case{U"10/17/2023", "2023-10-17"},
        Case{U"30.09.2021", "2021-09-30"}, Case{U"2024-08-1216:03", "2024-08-12"},
        Case{U"linhe2024-04-18 10:22", "2024-04-18"}, Case{U"二〇二四年五月一日", "2024-05-01"},
        Case{U"二零二三年十一月二十三日", "2023-11-23"}, Case{U"on 5-may-2024.", "2024-05-05"},
        Case{U"2021-09-14阅读3302", "2021-09-14"}}) {
    const auto dates = dates_in(c.text);
    ASSERT_EQ(dates.size(), 1U) << c.day;
    EXPECT_EQ(dates[0].day, c.day);
  }
  for (const auto* text : {U"05/2024", U"03/04/2024", U"2024-2-30", U"in 2020", U"2024", U"3-6 months", U"1.5.2",
                           U"may 2024", U"3 feb", U"020 7946 0000", U"(lindqvist, 2019)", U"12 weeks", U"2024年5月"})
    EXPECT_TRUE(dates_in(text).empty()) << to_utf8(text);
}

TEST(Article, QuestionWithADoctorAndRelatedItems) {
  const auto article = article_of(
      "假想针导致脸颊凹陷能否恢复\n\n郑青山\n郑青山 副主任医师 整形外科\n河源市整形外科医院\n三甲\n"
      "一般情况下可以恢复。效果受剂量影响,治疗因人而异。 1. 时效性:药物维持3 - 6个月。随后代谢。 2. 剂量:剂量过大恢复更慢。 "
      "通常都可恢复。\n"
      "提示:本内容不能代替面诊,如有不适请尽快就医。\n相关推荐\n\n手指发黑怎么办\n\n可能是正常现象,"
      "治疗方法有减少摩擦。\n\n科普文章 2025-03-12\n\n"
      "能管几年\n\n大致在5 - 20年。\n\n科普文章 2025-03-11\n");
  EXPECT_EQ(article.title, "假想针导致脸颊凹陷能否恢复");
  EXPECT_EQ(article.question, article.title);
  ASSERT_TRUE(article.author.has_value());
  EXPECT_EQ(article.author->name, "郑青山");
  EXPECT_EQ(article.author->grade, "副主任医师");
  EXPECT_EQ(article.author->department, "整形外科");
  EXPECT_EQ(article.author->institution, "河源市整形外科医院");
  EXPECT_EQ(article.author->level, "三甲");
  EXPECT_EQ(article.published, "");
  EXPECT_EQ(sections_of(article), "- \n1 时效性\n2 剂量\n- \n");
  EXPECT_EQ(lines_of(article.page, article.disclaimers), "提示:本内容不能代替面诊,如有不适请尽快就医。\n");
  EXPECT_EQ(related_of(article),
            "手指发黑怎么办|可能是正常现象,治疗方法有减少摩擦。|科普文章|2025-03-12\n能管几年|大致在5 - "
            "20年。|科普文章|2025-03-11\n");
  EXPECT_EQ(lines_of(article.page, article.body),
            "一般情况下可以恢复。效果受剂量影响,治疗因人而异。\n时效性:药物维持3 - "
            "6个月。随后代谢。\n剂量:剂量过大恢复更慢。 通常都可恢复。\n");
}

TEST(Article, TitlePrintedAgainTipsAndTwiceTitledItems) {
  const auto article = article_of(
      "Share this\nWhat is best for scars?\n\nWhat is best for scars?\n\n2026-02-22 17:18:46 · · #1\n\n" + prose_en +
      "\nWhat is best for scars?\n\n[Management Tip:]\n\n1. Know your scar.\n\n2. Tell your doctor.\n\nRead next\n\n"
      "How to recover\n\nRehabilitation refers to the process of reducing scar formatio...\n\nArticles 2026-02-22\n"
      "Fourteen tips\n\nFourteen tips\n\nArticles\n2026-02-09\n\nWhy hives?\n\nWhy hives?\n\nArticles\n2026-02-21");
  EXPECT_EQ(article.title, "What is best for scars?");
  EXPECT_EQ(article.published, "2026-02-22");
  EXPECT_FALSE(article.author.has_value());
  EXPECT_FALSE(article.thread);
  EXPECT_EQ(article.tips.size(), 2U);
  EXPECT_EQ(related_of(article),
            "How to recover|Rehabilitation refers to the process of reducing scar formatio...|Articles|2026-02-22\n"
            "Fourteen tips||Articles|2026-02-09\nWhy hives?||Articles|2026-02-21\n");
  EXPECT_EQ(lines_of(article.page, article.body), prose_en + "Know your scar.\nTell your doctor.\n");
}

TEST(Article, NoTitleAndWrongNumbers) {
  const auto article = article_of(prose_en + "How it works\n" + prose_en +
                                  "1.Repair: does not cut the skin.\n2.Grinding: removes old cells.\n"
                                  "2. Laser: clears marks.\nPrecautions for use\n1. Clean: wash the skin first.\n");
  EXPECT_EQ(article.title, "");
  EXPECT_EQ(article.question, "");
  EXPECT_EQ(article.published, "");
  EXPECT_FALSE(article.author.has_value());
  EXPECT_EQ(sections_of(article), "- \n- How it works\n1 Repair\n2 Grinding\n2 Laser\n- Precautions for use\n1 Clean\n");
  EXPECT_EQ(lines_of(article.page, article.precautions), "1. Clean: wash the skin first.\n");
}

TEST(Article, AuthorsOfEveryForm) {
  struct Case {
    std::string line;
    const char* name;
  };
  for (const auto& c : {Case{"By Jane Roe, MD", "Jane Roe"}, Case{"Medically reviewed by Jane Roe, MD, FAAD", "Jane Roe"},
                        Case{"Dr. Anne-Marie O'Neill, Consultant Dermatologist", "Anne-Marie O'Neill"},
                        Case{"Answered by glowgirl_99, member", "glowgirl_99"},
                        Case{"Jane Roe Consultant Dermatologist, Skin Clinic", "Jane Roe"},
                        Case{"R. Okonjo1, L. Feld2, P. Adeyemi1", "R. Okonjo"}, Case{"Halvorsen K, Abara-Lund JM, Lim SY", "Halvorsen K, Abara-Lund JM, Lim SY"},
                        Case{"Halvorsen K, Abara J. Published 1 May 2024.", "Halvorsen K, Abara J"}, Case{"By our editorial team", "none"},
                        Case{"Author: staff writer", "none"}, Case{"Posted by Jane", "Jane"}})
    EXPECT_EQ(name_of(article_of("A title of a page\n" + c.line + "\n" + prose_en)), c.name) << c.line;
  for (const auto& c :
       {Case{"王小明副主任医师整形外科", "王小明"}, Case{"作者：李雷", "李雷"}, Case{"皮肤科 段医生手记", "段"},
        Case{"来源：清岚市第三医院 作者：陆敏（副主任医师） 浏览：1893次", "陆敏"},
        Case{"撰稿：皮肤科 主治医师 苏苒", "苏苒"}, Case{"河源市人民医院皮肤科张伟主任医师", "张伟"},
        Case{"编辑：小艾 时间：2024-08-12", "小艾"}, Case{"作者：本站编辑部", "none"},
        Case{"文／何采薇 醫師（晴川皮膚專科診所）", "何采薇"}, Case{"来源：健康网", "none"},
        Case{"来源：网络 作者：admin", "none"}, Case{"本文由张丽医生审核", "张丽"}})
    EXPECT_EQ(name_of(article_of("一个题目怎么办\n" + c.line + "\n" + prose_zh)), c.name) << c.line;
}

TEST(Article, AuthorsAtTheEndAndInASalutation) {
  EXPECT_EQ(name_of(article_of("一个题目怎么办\n" + prose_zh + "——张伟 主任医师\n")), "张伟");
  EXPECT_EQ(name_of(article_of("一个题目怎么办\n您好，我是河源市人民医院皮肤科的张医生。" + prose_zh)), "张");
  EXPECT_EQ(name_of(article_of("A title of a page\nHello, I'm Dr. Jane Roe, a dermatologist. " + prose_en)), "Jane Roe");
  EXPECT_EQ(name_of(article_of("A title of a page\n" + prose_en + "\nKind regards, Jane Roe\n")), "Jane Roe");
  EXPECT_EQ(name_of(article_of("A title of a page\n" + prose_en +
                               "Dr. Maria Lopez-Garcia is a dermatologist at the General Hospital.\n")),
            "Maria Lopez-Garcia");
  // Who is quoted is not the author.
  EXPECT_EQ(name_of(article_of("A title of a page\n" + prose_en +
                               "Professor Jane Roe of the General Hospital says that lasers help. Nobody knows.\n")),
            "none");
  EXPECT_EQ(name_of(article_of("一个题目怎么办\n" + prose_zh +
                               "河源市人民医院皮肤科主任医师张伟表示，激光有一定作用，但不要着急。\n")),
            "none");
}

TEST(Article, AHospitalMayStandAboveItsDoctor) {
  const auto article = article_of("A title of a page\n" + prose_en + "\nSt. Agnes's Hospital\n12 March 2024\nDr. Jane Roe, Consultant Dermatologist\n");
  ASSERT_TRUE(article.author.has_value());
  EXPECT_EQ(article.author->name, "Jane Roe");
  EXPECT_EQ(article.author->institution, "St. Agnes's Hospital");
}

TEST(Article, ThreadsHaveNoAuthor) {
  const auto article = article_of(
      "疤红红的怎么办\n楼主 小鱼干 发表于 2023-6-2 22:14\n如题，我的疤又红又痒，凝胶到底有没有用？\n2楼 "
      "匿名\n没用的，我涂了半年白花钱。\n"
      "3楼 阿芒：有用，凝胶对新的疤能起作用。\n");
  EXPECT_TRUE(article.thread);
  EXPECT_FALSE(article.author.has_value());
  EXPECT_EQ(article.published, "2023-06-02");
  EXPECT_EQ(article.description, "如题，我的疤又红又痒，凝胶到底有没有用？");
  EXPECT_EQ(lines_of(article.page, article.body), "没用的，我涂了半年白花钱。\n有用，凝胶对新的疤能起作用。\n");
  const auto two = article_of("Question: does gel help?\n\nAnswered by Sam, pharmacist, 2021-02-27\n\n" + prose_en +
                              "Answered by Ann, member\n\n" + prose_en);
  EXPECT_TRUE(two.thread);
  EXPECT_FALSE(two.author.has_value());
  EXPECT_EQ(two.title, "");
}

TEST(Article, WhatThePatientWroteIsNoBody) {
  const auto article =
      article_of("疤能去掉吗\n病情描述：我去年打了激素，脸上凹了一块，怎么办？\n张伟 主治医师 皮肤科\n" + prose_zh);
  EXPECT_EQ(article.description, "我去年打了激素，脸上凹了一块，怎么办？");
  EXPECT_EQ(name_of(article), "张伟");
  EXPECT_EQ(lines_of(article.page, article.body), prose_zh);
}

TEST(Article, GreetingsAndRemarksBeforeTheColon) {
  const auto greeting = article_of("王医生，您好！我脸上有痘坑，激光有用吗？\n" + prose_zh +
                                   "王丽华 副主任医师\n云河市皮肤病医院 激光科\n2019年8月2日\n");
  EXPECT_EQ(greeting.title, "");
  EXPECT_EQ(greeting.description, "王医生，您好！我脸上有痘坑，激光有用吗？");
  EXPECT_EQ(name_of(greeting), "王丽华");
  EXPECT_EQ(greeting.published, "2019-08-02");
  const auto remark = article_of(
      "<h1>疤怎么办</h1><h3>病情描述（主要症状等）：</h3><p>我的疤又红又痒。</p><h3>医生建议：</h3><p>" + prose_zh + "</p>",
      "a.html");
  EXPECT_EQ(remark.description, "我的疤又红又痒。");
  EXPECT_EQ(lines_of(remark.page, remark.body), prose_zh);
}

TEST(Article, DatesThatAreNotThePages) {
  EXPECT_EQ(article_of("A title of a page\n" + prose_en + "References\nRoe J. Scars. 3 May 2019.\n").published, "");
  EXPECT_EQ(article_of("A title of a page\n" + prose_en +
                       "Roe wrote on 3 May 2019 that lasers help most of the people with scars.\n")
                .published,
            "");
  EXPECT_EQ(article_of("A title of a page\n" + prose_en + "Received 3 March 2021; published 2021-08-19.\n").published,
            "2021-08-19");
  EXPECT_EQ(article_of("A title of a page\n" + prose_en + "Related articles\nAnother page 2020-01-01\n").published, "");
  EXPECT_EQ(article_of("A title of a page\nMay 3, 2024\n" + prose_en).published, "2024-05-03");
  EXPECT_EQ(article_of("A title of a page\n" + prose_en + "2024-05-03\n").published, "2024-05-03");
}

TEST(Article, AdvertsAndDisclaimersAreCutOut) {
  const auto article = article_of("一个题目怎么办\n" + prose_zh +
                                  "激光能让疤变平，效果明显，加微信abc123。以上内容仅供参考。疤会淡。要有耐心。\n");
  EXPECT_EQ(lines_of(article.page, article.body), prose_zh + "激光能让疤变平，效果明显，\n疤会淡。要有耐心。\n");
  EXPECT_EQ(lines_of(article.page, article.adverts), "加微信abc123。\n");
  EXPECT_EQ(lines_of(article.page, article.disclaimers), "以上内容仅供参考。\n");
}

TEST(Article, HtmlRelatedListsAndReferences) {
  const auto article =
      article_of("<title>Scars - My Clinic</title><nav>Home</nav><h1>Scars</h1><p>By Jane Roe, MD</p><p>" + prose_en +
                     "</p><h2>References</h2><ol><li>Roe 2019</li><li>Doe 2020</li></ol><div><h3>Related articles</h3><ul>"
                     "<li><a href=a>Is chocolate to blame?</a></li><li><a href=b>Laser in summer</a></li></ul></div>"
                     "<p>The end of the page says one thing more about scars and gels.</p>",
                 "a.html");
  EXPECT_EQ(article.title, "Scars");
  EXPECT_EQ(name_of(article), "Jane Roe");
  EXPECT_EQ(article.references.size(), 2U);
  EXPECT_EQ(related_of(article), "Is chocolate to blame?|||\nLaser in summer|||\n");
  EXPECT_EQ(article.body.size(), 2U);
}

TEST(Article, NothingToRead) {
  for (const auto* text : {" ", "\n\n", "...", "Related articles", "参考文献", "作者：", "1.", "答：", "问：", "相关推荐：",
                           "【】", "#1", "by"}) {
    const auto article = article_of(text);
    EXPECT_FALSE(article.author.has_value()) << text;
    EXPECT_TRUE(article.related.empty()) << text;
  }
}

TEST(Article, ThousandPagesTakeSeconds) {
  std::string text = "一个题目怎么办\n作者：李雷 2024-05-01\n";
  while (text.size() < 20000) text += prose_zh + "1. 剂量:" + prose_zh;
  std::string html = "<h1>Scars</h1><p>By Jane Roe</p>";
  while (html.size() < 20000) html += "<h2>Part</h2><p>" + prose_en + "</p><ul><li>gel &amp; sheet</li></ul>";
  const auto begin = std::chrono::steady_clock::now();
  std::size_t body = 0;
  for (int i = 0; i < 250; ++i)
    for (const auto& bytes : {text, html}) body += read_article(*read_page_text(bytes, "p"), page_words()).body.size();
  EXPECT_GT(body, 0U);
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(), 20.0);
}

}  // namespace
}  // namespace vultus
