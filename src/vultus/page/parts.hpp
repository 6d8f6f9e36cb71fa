// The parts of a page while they are being found: each block gets one role, and some stretches within blocks are cut out.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/page/phrases.hpp"

namespace vultus {

enum class Role {
  open,
  frame,
  title,
  heading,
  author,
  date,
  patient,
  related,
  reference,
  disclaimer,
  advert,
  tip,
  precaution
};

struct Parts {
  Parts(Article& filled, const PagePhrases& known);

  Article& article;
  const PagePhrases& phrases;
  std::vector<Role> roles;  ///< of each block
  std::vector<Span> cuts;   ///< not body, though inside a block that is

  [[nodiscard]] std::size_t size() const { return roles.size(); }
  [[nodiscard]] const Block& block(std::size_t i) const { return article.page.blocks[i]; }
  [[nodiscard]] std::u32string_view normal(std::size_t i) const { return article.page.matched(block(i).span); }
  [[nodiscard]] std::u32string_view seen(std::size_t i) const { return article.page.seen(block(i).span); }
  [[nodiscard]] bool is_open(std::size_t i) const { return roles[i] == Role::open; }
  /// A stretch of block `i`, counted from its beginning, as one of the page.
  [[nodiscard]] Span in_page(std::size_t i, Span span) const;
  [[nodiscard]] std::string utf8(Span of_page) const { return to_utf8(article.page.seen(of_page)); }
  /// Sentences, not a name, a head or a line of data.
  [[nodiscard]] bool is_prose(std::size_t i) const;
  /// The first block that is open and prose; size() where there is none.
  [[nodiscard]] std::size_t first_prose() const;
  /// Whether the block is a phrase of the list and little more: "[Management Tip:]". What follows its colon begins at
  /// `rest`.
  [[nodiscard]] bool is_head(std::size_t i, const Phrases& heads) const;
  /// Where the text begins behind a phrase and a colon at the beginning of the block: "温馨提示:..."; 0: it does not begin
  /// so.
  [[nodiscard]] std::size_t behind_cue(std::size_t i, const Phrases& cues) const;
  /// Behind the last block that belongs under a head which stands at `head`: until the next heading of its level or another
  /// part. `through_headings` for lists whose items may look like headings.
  [[nodiscard]] std::size_t end_of_part(std::size_t head, bool through_headings = false) const;
};

/// Columns: a Han character takes two.
std::size_t width_of(std::u32string_view text);
/// [begin, end) of each sentence, in order; white space between them belongs to none.
std::vector<Span> sentences_in(std::u32string_view text);
/// A question to a doctor: a greeting near the beginning, a question mark.
bool greets_doctor(std::u32string_view text);
/// Letters and numbers alone, to tell whether two texts say the same.
std::u32string letters_of(std::u32string_view text);

void mark_frame(Parts& parts);
void find_related(Parts& parts);
void find_references(Parts& parts);
void find_title(Parts& parts);
void find_posts(Parts& parts);
void find_author(Parts& parts);
void find_published(Parts& parts);
void find_notices(Parts& parts);
void find_sections(Parts& parts);

}  // namespace vultus
