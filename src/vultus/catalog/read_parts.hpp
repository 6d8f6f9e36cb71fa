// The parts of data/, one reader each; read_catalog() puts them together.
#pragma once
#include <string>

#include "vultus/catalog/catalog.hpp"
#include "vultus/catalog/fields.hpp"
#include "vultus/catalog/outcome_map.hpp"

namespace vultus {

/// The whole file. One that cannot be read throws std::system_error.
std::string file_text(const std::string& path);
/// At most `most` bytes of the file (or of standard input for "-"), so that a huge file costs no memory.
std::string file_text(const std::string& path, std::size_t most);

/// vocabulary.csv and the topics beside it into `catalog.codes` and `catalog.studies`.
Faults read_evidence(const std::string& directory, Catalog& catalog);
/// One file of data/tissues. Studies and codes must have been read before.
Faults read_tissue(const std::string& file, std::string_view text, const Catalog& catalog, Tissue& tissue);
/// One file of data/treatments.
Faults read_treatment(const std::string& file, std::string_view text, const Catalog& catalog, Treatment& treatment);
/// adverse.csv of every topic and the counts of the treatments' files into `catalog.tallies`; everything else must have been read before.
Faults read_tallies(const std::string& directory, Catalog& catalog);

/// The two tables of data/outcomes as texts; the vocabulary is read below `data`.
Checked<OutcomeMap> outcome_map_of(const std::string& data, std::string_view outcomes, std::string_view classes);

/// A source names studies like "choe2005a" in free text; each that looks like one must exist.
void check_source(const Spot& spot, const Catalog& catalog, FaultList& faults);
/// The text of a field `source`, checked.
std::string read_source(const Fields& fields, const Catalog& catalog, FaultList& faults);
/// Covariates and ranges speak of a person's age in years, of everything else in canonical units.
std::optional<double> read_in_case_units(const Spot& spot, std::string_view field, FaultList& faults);

}  // namespace vultus
