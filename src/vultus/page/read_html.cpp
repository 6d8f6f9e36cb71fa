#include <gumbo.h>

#include <algorithm>
#include <array>
#include <string>

#include "vultus/base/text.hpp"
#include "vultus/page/html_text.hpp"
#include "vultus/page/html_tree.hpp"
#include "vultus/page/page_writer.hpp"
#include "vultus/page/strip_tags.hpp"

namespace vultus {
namespace {

using Kind = Block::Kind;

/// What an element hands down to those inside it.
struct Setting {
  Block block;
  bool menu = false, link = false, preformatted = false, article = false, layout = false;
  int lists = 0;
};

std::string_view attribute(const GumboElement& element, const char* name) {
  const auto* found = gumbo_get_attribute(&element.attributes, name);
  return found != nullptr ? std::string_view(found->value) : std::string_view{};
}

template <std::size_t size>
bool is_one_of(GumboTag tag, const std::array<GumboTag, size>& tags) {
  return std::ranges::find(tags, tag) != tags.end();
}

bool is_skipped(const GumboElement& element) {
  constexpr std::array tags{GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE,
                            GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT,   GUMBO_TAG_SVG,      GUMBO_TAG_MATH,
                            GUMBO_TAG_CANVAS, GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_AUDIO,
                            GUMBO_TAG_VIDEO,  GUMBO_TAG_DATALIST, GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES};
  if (is_one_of(element.tag, tags)) return true;
  if (element.attributes.length == 0) return false;
  if (gumbo_get_attribute(&element.attributes, "hidden") != nullptr || attribute(element, "aria-hidden") == "true")
    return true;
  std::string style;
  for (const char c : lowered(attribute(element, "style")))
    if (c != ' ') style += c;
  return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
}

bool is_block(GumboTag tag) {
  constexpr std::array tags{
      GUMBO_TAG_P,          GUMBO_TAG_DIV,     GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE,    GUMBO_TAG_MAIN,
      GUMBO_TAG_H1,         GUMBO_TAG_H2,      GUMBO_TAG_H3,      GUMBO_TAG_H4,         GUMBO_TAG_H5,
      GUMBO_TAG_H6,         GUMBO_TAG_LI,      GUMBO_TAG_UL,      GUMBO_TAG_OL,         GUMBO_TAG_DL,
      GUMBO_TAG_DT,         GUMBO_TAG_DD,      GUMBO_TAG_TABLE,   GUMBO_TAG_TR,         GUMBO_TAG_TD,
      GUMBO_TAG_TH,         GUMBO_TAG_CAPTION, GUMBO_TAG_TBODY,   GUMBO_TAG_THEAD,      GUMBO_TAG_TFOOT,
      GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE,     GUMBO_TAG_FIGURE,  GUMBO_TAG_HEADER,     GUMBO_TAG_FOOTER,
      GUMBO_TAG_NAV,        GUMBO_TAG_ASIDE,   GUMBO_TAG_FORM,    GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FIELDSET,
      GUMBO_TAG_HR,         GUMBO_TAG_ADDRESS, GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY,    GUMBO_TAG_CENTER,
      GUMBO_TAG_BODY,       GUMBO_TAG_HTML,    GUMBO_TAG_TITLE,   GUMBO_TAG_BUTTON,     GUMBO_TAG_BR,
      GUMBO_TAG_HEAD,       GUMBO_TAG_MENU,    GUMBO_TAG_HGROUP};
  return is_one_of(tag, tags);
}

/// Words of class, id and role, parted at hyphens and underscores, that name parts of a page's frame.
bool is_named_menu(const GumboElement& element) {
  constexpr std::array<std::string_view, 21> names{"nav",    "navbar", "navigation", "menu",   "breadcrumb", "breadcrumbs",
                                                   "crumbs", "share",  "sharing",    "social", "toolbar",    "pagination",
                                                   "pager",  "cookie", "footer",     "topbar", "login",      "sidebar",
                                                   "toc",    "banner", "contentinfo"};
  for (const auto* which : {"class", "id", "role"}) {
    auto words = lowered(attribute(element, which));
    std::ranges::replace_if(
        words, [](char c) { return c == '-' || c == '_'; }, ' ');
    for (const auto& word : split(words, ' '))
      if (std::ranges::find(names, word) != names.end()) return true;
  }
  return false;
}

/// Whether an element holds one of those; looks at some of what it holds.
template <class Wanted>
bool holds(const GumboNode& node, Wanted wanted) {
  std::vector<const GumboNode*> open{&node};
  for (int seen = 0; !open.empty() && seen < 200; ++seen) {
    const auto* next = open.back();
    open.pop_back();
    if (next->type != GUMBO_NODE_ELEMENT) continue;
    if (next != &node && wanted(next->v.element.tag)) return true;
    for (unsigned i = 0; i < std::min(next->v.element.children.length, 100U); ++i)
      open.push_back(static_cast<const GumboNode*>(next->v.element.children.data[i]));
  }
  return false;
}

bool holds_heading(const GumboNode& node) {
  return holds(node, [](GumboTag tag) { return tag == GUMBO_TAG_H1; });
}

/// Old pages put everything into tables: one that holds headings or tables is no table of data.
bool is_layout(const GumboNode& table) {
  return holds(table, [](GumboTag tag) { return (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6) || tag == GUMBO_TAG_TABLE; });
}

bool is_menu(const GumboNode& node, const Setting& around) {
  const auto& element = node.v.element;
  constexpr std::array frames{GUMBO_TAG_NAV, GUMBO_TAG_BUTTON, GUMBO_TAG_MENU, GUMBO_TAG_ASIDE};
  if (is_one_of(element.tag, frames)) return true;
  if (element.tag == GUMBO_TAG_FOOTER) return !around.article;
  if (element.tag == GUMBO_TAG_HEADER) return !around.article && !holds_heading(node);
  constexpr std::array wholes{GUMBO_TAG_BODY, GUMBO_TAG_HTML, GUMBO_TAG_MAIN, GUMBO_TAG_ARTICLE};
  return element.attributes.length > 0 && !is_one_of(element.tag, wholes) && is_named_menu(element) && !holds_heading(node);
}

class Walker {
 public:
  Walker(std::string_view source, PageText& page) : source_(source), places_(source), page_(page), writer_(page) {}

  void walk(const GumboNode& root) {
    stack_.push_back({&root, 0, {}});
    enter(stack_.back());
    while (!stack_.empty()) {
      auto& frame = stack_.back();
      const auto& children = frame.node->v.element.children;
      if (frame.next == children.length) {
        if (is_block(frame.node->v.element.tag)) close();
        stack_.pop_back();
        continue;
      }
      const auto* child = static_cast<const GumboNode*>(children.data[frame.next++]);
      if (child->type == GUMBO_NODE_ELEMENT) {
        if (is_skipped(child->v.element)) continue;
        stack_.push_back({child, 0, frame.setting});
        enter(stack_.back());
      } else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE || child->type == GUMBO_NODE_CDATA) {
        write(child->v.text, frame);
      }
    }
  }

 private:
  struct Frame {
    const GumboNode* node;
    unsigned next;
    Setting setting;
  };

  void enter(Frame& frame) {
    const auto& element = frame.node->v.element;
    const auto tag = element.tag;
    auto& setting = frame.setting;
    if (is_menu(*frame.node, setting)) setting.menu = true;
    if (tag == GUMBO_TAG_A && !attribute(element, "href").empty()) setting.link = true;
    if (tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN) setting.article = true;
    if (!is_block(tag)) return;
    close();
    setting.block.depth = static_cast<int>(stack_.size());
    if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6) {
      setting.block.kind = Kind::heading;
      setting.block.level = static_cast<int>(tag) - static_cast<int>(GUMBO_TAG_H1) + 1;
      if (tag == GUMBO_TAG_H1) setting.menu = false;
    }
    if (tag == GUMBO_TAG_TITLE) setting.block.kind = Kind::title;
    if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) ++setting.lists;
    if (tag == GUMBO_TAG_TR) ++rows_;
    if (tag == GUMBO_TAG_PRE) setting.preformatted = true;
    if (tag == GUMBO_TAG_LI) {
      setting.block.kind = Kind::item;
      setting.block.level = std::max(1, setting.lists);
    }
    if (tag == GUMBO_TAG_TABLE) setting.layout = is_layout(*frame.node);
    if (!setting.layout && (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)) {
      setting.block.kind = Kind::cell;
      setting.block.row = std::max(0, rows_ - 1);
    }
  }

  void write(const GumboText& text, const Frame& frame) {
    if (text.original_text.data == nullptr) return;
    const auto at = static_cast<std::size_t>(text.original_text.data - source_.data());
    const auto& setting = frame.setting;
    walk_text(text.text, source_, at, [&](char32_t c, std::size_t byte) {
      if (setting.preformatted && c == U'\n') return close();
      const bool seen = !is_white(c) && !is_unseen(c);
      if (!writer_.is_open()) {
        if (!seen) return;
        auto block = setting.block;
        if (setting.menu) block.kind = Kind::menu;
        writer_.begin(block);
        letters_ = linked_ = 0;
      }
      if (seen) ++letters_;
      if (seen && setting.link) ++linked_;
      writer_.put(c, places_.of(byte));
    });
  }

  void close() {
    const auto before = page_.blocks.size();
    writer_.end();
    if (page_.blocks.size() == before) return;
    auto& block = page_.blocks.back();
    const bool link = linked_ == letters_;
    if (block.kind == Kind::menu && !link && is_prose(page_.seen(block.span))) block.kind = Kind::paragraph;
    if (link && (block.kind == Kind::paragraph || block.kind == Kind::item)) block.kind = Kind::link;
  }

  /// Long, and sentences rather than names.
  static bool is_prose(std::u32string_view text) {
    const auto han = static_cast<std::size_t>(std::ranges::count_if(text, is_han));
    constexpr std::u32string_view ends = U".。!！?？;；";
    return text.size() + han >= 60 && ends.find(text.back()) != std::u32string_view::npos;
  }

  std::string_view source_;
  Places places_;
  PageText& page_;
  PageWriter writer_;
  std::vector<Frame> stack_;
  int rows_ = 0;
  std::size_t letters_ = 0, linked_ = 0;
};

/// Text that the parser moved (out of a table) goes back to where it stood.
void put_in_order(PageText& page) {
  const auto first = [&](const Block& block) { return page.origin[block.span.begin]; };
  const auto less = [&](const Block& a, const Block& b) { return first(a) < first(b); };
  if (!std::ranges::is_sorted(page.blocks, less)) {
    std::ranges::stable_sort(page.blocks, less);
    PageText sorted;
    PageWriter writer(sorted);
    for (const auto& block : page.blocks) {
      writer.begin(block);
      for (auto i = block.span.begin; i < block.span.end; ++i) writer.put(page.text[i], page.origin[i]);
      writer.end();
    }
    page.text = std::move(sorted.text);
    page.origin = std::move(sorted.origin);
    page.blocks = std::move(sorted.blocks);
  }
  // What stood inside another block stays a little out of place.
  std::uint32_t last = 0;
  for (auto& place : page.origin) last = place = std::max(place, last);
}

}  // namespace

void read_html(std::u32string_view source, PageText& page) {
  // A tree speaks of bytes. What cannot be encoded stays one character.
  const std::string bytes = to_utf8(source);
  const HtmlTree tree(bytes);
  if (tree.root() == nullptr || tree.root()->type != GUMBO_NODE_ELEMENT) {
    page.warnings.emplace_back("its markup is nested too deeply to be read in full");
    strip_tags(source, page);
    return;
  }
  Walker(bytes, page).walk(*tree.root());
  put_in_order(page);
}

}  // namespace vultus
