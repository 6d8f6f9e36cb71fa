#include "vultus/casefile/goals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "vultus/base/text.hpp"
#include "vultus/casefile/measures.hpp"

namespace vultus {

namespace {

constexpr const char* event_forms = "`CODE is absent` or `CODE is present`";
constexpr const char* outcome_forms =
    "`CODE at most 9 mm`, `CODE at least 9 mm`, `CODE falls by 2 mm`, `CODE rises by 10 %` or `CODE within 10 % of "
    "baseline`";

struct Verb {
  std::string_view words;
  Goal::Kind kind;
};
constexpr std::array verbs{
    Verb{"is absent", Goal::Kind::event_absent},
    Verb{"is gone", Goal::Kind::event_absent},
    Verb{"is present", Goal::Kind::event_present},
    Verb{"at most", Goal::Kind::at_most},
    Verb{"is at most", Goal::Kind::at_most},
    Verb{"<=", Goal::Kind::at_most},
    Verb{"at least", Goal::Kind::at_least},
    Verb{"is at least", Goal::Kind::at_least},
    Verb{">=", Goal::Kind::at_least},
    Verb{"falls by", Goal::Kind::falls_by},
    Verb{"rises by", Goal::Kind::rises_by},
    Verb{"within", Goal::Kind::within_of_baseline},
    Verb{"is within", Goal::Kind::within_of_baseline},
};

bool begins(std::string_view text, std::string_view words) {
  if (!lowered(text).starts_with(words)) return false;
  const char last = words.back();
  return last == '=' || text.size() == words.size() || text[words.size()] == ' ';
}

/// One goal on its way from text to meaning.
class GoalReader {
 public:
  GoalReader(const Spot& spot, const Catalog& catalog, const std::string& day_zero, FaultList& faults)
      : spot_(spot), catalog_(catalog), day_zero_(day_zero), faults_(faults) {}

  std::optional<Goal> read(const std::string& text) {
    goal_.text = text;
    const std::string plain = plain_width(trimmed(text));
    std::string_view rest = plain;
    if (!take_code(rest) || !take_by(rest) || !take_verb(rest)) return std::nullopt;
    return amount(rest) ? std::optional<Goal>(goal_) : std::nullopt;
  }

 private:
  bool refuse(const std::string& found, const std::string& allowed) {
    faults_.add(*spot_.node, spot_.path, found, allowed);
    return false;
  }
  [[nodiscard]] const char* forms() const { return measure_.is_event ? event_forms : outcome_forms; }

  bool take_code(std::string_view& rest) {
    const std::string code(rest.substr(0, std::min(rest.find_first_of(" <>="), rest.size())));
    rest = trimmed(rest.substr(code.size()));
    const auto measure = find_measure(code, catalog_);
    if (!measure) {
      const auto codes = measure_codes(catalog_);
      return refuse(code.empty() ? "a goal without words" : in_quotes(code) + " is no outcome or event",
                    allowed_names(code, codes));
    }
    measure_ = *measure;
    goal_.code = code;
    return true;
  }

  /// Cuts "by week 26", "by day 180", "by 26 weeks" or "by 2026-06-01" off the end. The "by" of "falls by 2 mm" is no time.
  bool take_by(std::string_view& rest) {
    const std::size_t at = lowered(rest).rfind(" by ");
    if (at == std::string::npos) return true;
    const auto head = trimmed(rest.substr(0, at));
    const std::string small = lowered(head);
    const bool verbs_own = small == "falls" || small == "rises";
    if (verbs_own) return true;
    std::string when(trimmed(rest.substr(at + 4)));
    if (const auto date = parse_date(when)) {
      const auto zero = parse_date(day_zero_);
      if (!zero) return refuse(in_quotes(when) + " is a date, but the case counts days", "by week 26, by day 180");
      goal_.by_day = static_cast<double>(days_between(*zero, *date));
    } else {
      // "week 26" is the end of 26 weeks
      for (const std::string_view unit : {"day", "week", "month", "year"})
        if (lowered(when).starts_with(std::string(unit) + " "))
          when = fmt::format("{} {}s", when.substr(unit.size() + 1), unit);
      const auto time = parse_quantity(when);
      if (!time || time->dimension != Dimension::time)
        return refuse(in_quotes(when) + " is no time", "by week 26, by day 180, by 26 weeks or a date");
      goal_.by_day = time->value;
    }
    if (*goal_.by_day < 0.0) return refuse(in_quotes(when) + " lies before day 0", "a later time");
    rest = head;
    return true;
  }

  bool take_verb(std::string_view& rest) {
    const auto verb = std::find_if(verbs.begin(), verbs.end(), [&](const Verb& v) { return begins(rest, v.words); });
    if (verb == verbs.end()) return refuse(in_quotes(goal_.text) + " is no goal that can be judged", forms());
    goal_.kind = verb->kind;
    rest = trimmed(rest.substr(verb->words.size()));
    const bool of_event = goal_.kind == Goal::Kind::event_absent || goal_.kind == Goal::Kind::event_present;
    if (of_event != measure_.is_event)
      return refuse(in_quotes(goal_.text) + (measure_.is_event ? ": an event is there or not" : ": an outcome has a value"),
                    forms());
    return true;
  }

  bool amount(std::string_view rest) {
    if (measure_.is_event) return rest.empty() || refuse(in_quotes(rest) + " after the goal", forms());
    if (goal_.kind == Goal::Kind::within_of_baseline) {
      const auto of = lowered(rest).rfind(" of ");
      const auto reference = of == std::string::npos ? std::string() : lowered(trimmed(rest.substr(of + 4)));
      if (reference != "baseline" && reference != "the baseline")
        return refuse(in_quotes(goal_.text), "CODE within 10 % of baseline");
      rest = trimmed(rest.substr(0, of));
    }
    const auto quantity = parse_quantity(rest);
    if (!quantity) return refuse(quantity.error().found, forms());
    const bool change = goal_.kind == Goal::Kind::falls_by || goal_.kind == Goal::Kind::rises_by;
    const bool within = goal_.kind == Goal::Kind::within_of_baseline;
    goal_.relative =
        (within || change) && quantity->dimension == Dimension::fraction && measure_.dimension != Dimension::fraction;
    goal_.amount = quantity->value;
    if (within && quantity->dimension != Dimension::fraction)
      return refuse(in_quotes(rest) + " is no share", "a share in %, such as 10 %");
    if (goal_.relative || within)
      return goal_.amount > 0.0 || refuse(in_quotes(rest) + " is not above 0", "a share above 0 %");
    if (!is_of_kind(*quantity, measure_))
      return refuse(
          in_quotes(rest) + (quantity->dimension == Dimension::score ? " has no unit" : " has a unit of another kind"),
          measure_.allowed() + (change ? " or %" : ""));
    if (change) return goal_.amount > 0.0 || refuse(in_quotes(rest) + " is not above 0", "a change above 0");
    const bool possible = goal_.amount >= measure_.low && goal_.amount <= measure_.high;
    return possible || refuse(in_quotes(rest) + " is not possible", measure_.allowed());
  }

  const Spot& spot_;
  const Catalog& catalog_;
  const std::string& day_zero_;
  FaultList& faults_;
  Measure measure_;
  Goal goal_;
};

}  // namespace

std::optional<Goal> read_goal(const Spot& spot, const Catalog& catalog, const DayBook& days, FaultList& faults) {
  const auto text = read_text(spot, faults);
  if (!text) return std::nullopt;
  const std::string zero = days.day_zero();
  return GoalReader(spot, catalog, zero, faults).read(*text);
}

Checked<Goal> parse_goal(const std::string& text, const Catalog& catalog, const std::string& day_zero) {
  TreeNode node;
  node.kind = TreeNode::Kind::scalar;
  node.text = text;
  FaultList faults("goal");
  const Spot spot{&node, "goal"};
  const auto goal = GoalReader(spot, catalog, day_zero, faults).read(text);
  if (!goal) return tl::unexpected(faults.sorted());
  return *goal;
}

}  // namespace vultus
