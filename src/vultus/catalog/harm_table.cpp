#include "vultus/catalog/harm_table.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

#include "vultus/base/text.hpp"
#include "vultus/catalog/table.hpp"

namespace vultus {
namespace {

namespace fs = std::filesystem;

using Treated = std::map<std::pair<std::string, std::string>, std::vector<std::string>>;  // study, arm -> treatments

/// The treatments of an arm as they are counted: sorted, a placebo beside a treatment left out.
std::vector<std::string> counted_treatments(std::string_view cell) {
  auto treatments = split(cell, '+');
  const bool treated =
      std::any_of(treatments.begin(), treatments.end(), [](const std::string& t) { return !is_control(t); });
  if (treated) treatments.erase(std::remove_if(treatments.begin(), treatments.end(), is_control), treatments.end());
  std::sort(treatments.begin(), treatments.end());
  return treatments;
}

Treated read_arms(const std::string& file, Faults& faults) {
  Treated treated;
  Table table(file, {"study_id", "arm_id", "treatments"}, faults);
  table.each([&](int) {
    treated[{table.text("study_id"), table.text("arm_id")}] = counted_treatments(table.cell("treatments"));
  });
  return treated;
}

/// Adds to the tally of the same study and treatments, or begins one.
void count(std::vector<HarmTally>& tallies, const HarmTally& more) {
  const auto same = std::find_if(tallies.begin(), tallies.end(), [&](const HarmTally& t) {
    return t.study == more.study && t.treatments == more.treatments && t.from_file == more.from_file;
  });
  if (same == tallies.end()) {
    tallies.push_back(more);
    return;
  }
  same->events += more.events;
  same->n += more.n;
}

/// A row without count or without n says that the harm is known, not how often: it is not counted.
void read_topic(const std::string& folder, Catalog& catalog, Faults& faults) {
  const Treated treated = read_arms(folder + "/arms.csv", faults);
  Table table(folder + "/adverse.csv", {"study_id", "arm_id", "event", "count", "n"}, faults);
  table.each([&](int) {
    const std::string event = table.text("event");
    if (catalog.code("event", event) == nullptr)
      table.fault("event", in_quotes(event) + " is no event code", "a code of the vocabulary");
    const auto arm = treated.find({table.text("study_id"), table.text("arm_id")});
    if (arm == treated.end()) table.fault("arm_id", "no such arm in arms.csv", "an arm of this study");
    const auto events = table.number("count", 0), n = table.number("n", 0);
    if (events && n && *events > *n) table.fault("count", "more than n", "at most n");
    if (arm == treated.end() || !events || !n || !(*n > 0.0)) return;
    count(catalog.tallies[event], {table.text("study_id"), arm->second, *events, *n, false});
  });
}

/// What a treatment's file says of a study goes before the table's rows of it.
void take_from_files(Catalog& catalog) {
  for (const auto& treatment : catalog.treatments)
    for (const auto& harm : treatment.harms) {
      if (harm.counts.empty()) continue;
      auto& tallies = catalog.tallies[harm.event];
      for (const auto& given : harm.counts) {
        const std::vector<std::string> treatments{treatment.code};
        tallies.erase(std::remove_if(tallies.begin(), tallies.end(),
                                     [&](const HarmTally& t) {
                                       return !t.from_file && t.study == given.study && t.treatments == treatments;
                                     }),
                      tallies.end());
        count(tallies, {given.study, treatments, given.events, given.n, true});
      }
    }
}

bool has(const HarmTally& tally, std::string_view treatment) {
  return std::find(tally.treatments.begin(), tally.treatments.end(), treatment) != tally.treatments.end();
}

/// Whether two studies may share people.
bool overlap(const Catalog& catalog, const std::string& a, const std::string& b) {
  const auto names = [&](const std::string& from, const std::string& to) {
    const auto study = catalog.studies.find(from);
    return study != catalog.studies.end() &&
           std::find(study->second.overlaps_with.begin(), study->second.overlaps_with.end(), to) !=
               study->second.overlaps_with.end();
  };
  return a != b && (names(a, b) || names(b, a));
}

}  // namespace

bool is_control(std::string_view treatment) {
  return treatment == "none" || treatment == "placebo" || treatment == "usual_care";
}

Faults read_tallies(const std::string& directory, Catalog& catalog) {
  Faults faults;
  std::vector<std::string> topics;
  for (const auto& entry : fs::directory_iterator(directory))
    if (fs::exists(entry.path() / "adverse.csv") && fs::exists(entry.path() / "arms.csv"))
      topics.push_back(entry.path().string());
  std::sort(topics.begin(), topics.end());
  for (const auto& topic : topics) read_topic(topic, catalog, faults);
  take_from_files(catalog);
  return faults;
}

HarmCounts harm_counts(const Catalog& catalog, std::string_view event, std::string_view treatment) {
  HarmCounts counts;
  const auto found = catalog.tallies.find(event);
  if (found == catalog.tallies.end()) return counts;
  std::vector<const HarmTally*> order;
  order.reserve(found->second.size());
  for (const auto& tally : found->second) order.push_back(&tally);
  std::sort(order.begin(), order.end(), [&](const HarmTally* a, const HarmTally* b) {
    const bool a_first = has(*a, treatment), b_first = has(*b, treatment);
    return std::tie(b_first, b->from_file, b->n, a->study, a->treatments) <
           std::tie(a_first, a->from_file, a->n, b->study, b->treatments);
  });
  std::vector<const HarmTally*> kept;
  std::map<std::vector<std::string>, std::vector<HarmTally>> others;
  for (const HarmTally* tally : order) {
    const bool own = has(*tally, treatment);
    if (!own && std::all_of(tally->treatments.begin(), tally->treatments.end(), is_control)) continue;
    const bool twice = std::any_of(kept.begin(), kept.end(), [&](const HarmTally* before) {
      const bool said_by_file =
          own && before->from_file && !tally->from_file && before->study == tally->study && has(*before, treatment);
      return said_by_file || overlap(catalog, before->study, tally->study);
    });
    if (twice) continue;
    kept.push_back(tally);
    if (own)
      counts.own.push_back(*tally);
    else
      others[tally->treatments].push_back(*tally);
  }
  counts.others.reserve(others.size());
  for (auto& [treatments, tallies] : others) counts.others.push_back(std::move(tallies));
  return counts;
}

}  // namespace vultus
