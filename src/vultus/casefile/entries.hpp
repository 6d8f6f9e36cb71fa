// One treatment on a day, as the case writes it: units, products and options by the treatment's own file.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "vultus/casefile/casefile.hpp"
#include "vultus/casefile/days.hpp"
#include "vultus/catalog/fields.hpp"

namespace vultus {

/// An entry whose days are not settled yet.
struct DraftEntry {
  Entry entry;
  Spot spot;
  std::optional<DayBook::Ticket> day, until;
};

/// Reads the entries of a history or a plan.
std::vector<DraftEntry> read_entries(const Spot& list, const Catalog& catalog, DayBook& days, FaultList& faults);
/// With days settled: sorted by day, then as written. `until` and `every` together give the number of sessions.
std::vector<Entry> settled(const std::vector<DraftEntry>& drafts, const DayBook& days, FaultList& faults);
/// Day of the entry's last session.
double last_session(const Entry& entry);

}  // namespace vultus
