// A calibration's posterior draws kept as one file, which ArviZ and xarray open too. Its layout: docs/posterior-file.md.
#pragma once
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/fault.hpp"

namespace vultus {

/// One quantity that was drawn, with the same extent in every draw.
struct PosteriorVariable {
  std::string name;                          ///< ASCII letter, then letters, digits and _ . + - @
  std::string unit;                          ///< "1/day"; "" without one
  std::vector<std::size_t> extra_dims;       ///< extents beyond chain and draw; none for a single number
  std::vector<std::string> extra_dim_names;  ///< as many; one name means one extent and one set of labels in its group
  std::vector<std::vector<std::string>> extra_coords;  ///< as many; each with as many labels as its extent, none twice
  std::vector<double> values;                          ///< chain x draw x extra, row-major, finite

  friend bool operator==(const PosteriorVariable&, const PosteriorVariable&) = default;
};

/// Draws of one calibration, with what must be known to trust them.
struct PosteriorDraws {
  std::size_t chains = 0, draws = 0;              ///< draws: of each chain, after warm-up
  std::vector<PosteriorVariable> posterior;       ///< the parameters, at least one
  std::vector<PosteriorVariable> sample_stats;    ///< lp, energy, diverging, tree_depth, acceptance_rate, step_size ...
  std::map<std::string, std::string> provenance;  ///< at least the keys of posterior_provenance()
  bool diagnostics_passed = false;
  bool forced = false;  ///< kept although its diagnostics did not pass; set by writing, whatever it was
  std::vector<std::string> diagnostics_failed;  ///< why they did not pass, one line each; none when they passed
  std::string digest;                           ///< SHA-256 of the content; set by reading, not looked at by writing

  friend bool operator==(const PosteriorDraws&, const PosteriorDraws&) = default;
};

/// Value of the provenance key `format` in every file that this program reads and writes.
inline constexpr std::string_view posterior_format = "vultus-posterior/1";

/// The provenance keys that no file lacks: format, model, model_version, engine, evidence_digest, seed, settings, studies,
/// participants, created_by, diagnostics (JSON, per parameter). More may be there.
std::span<const std::string_view> posterior_provenance();

/// How numbers are kept: as they are, or as float32 shuffled and deflated (a file to be shipped: 4 chains x 500 draws x 40
/// parameters take 0.35 MB). A number that float32 cannot hold is a fault, never infinity or zero.
enum class Precision { float64, float32 };

/// The file's bytes; the same draws give the same bytes (float32: with the same zlib). Diagnostics that did not pass are a
/// fault, one for each reason, unless `force`: then the file says `forced`. Other faults: no draws, a provenance key
/// missing, a name that cannot be one, a name twice, values that do not fit the extents, a value that is not finite (or, in
/// diverging, not 0 or 1; in tree_depth, not whole), a label twice. `file` is the name that faults give.
Checked<std::string> posterior_bytes(const PosteriorDraws& draws, bool force, Precision precision = Precision::float64,
                                     const std::string& file = "posterior");

/// Reads such bytes. Faults, all of the first of these steps that finds any: not HDF5; no seal; content that its digest does
/// not match; HDF5 that cannot be parsed; another format; a group missing; a wrong shape; and all that writing refuses.
Checked<PosteriorDraws> posterior_from_bytes(std::string_view bytes, const std::string& file);

/// Writes the file whole or not at all (what was at `path` before stays then). Gives its digest; faults as
/// posterior_bytes() and those of the disk.
Checked<std::string> write_posterior(const std::string& path, const PosteriorDraws& draws, bool force,
                                     Precision precision = Precision::float64);

/// Reads a file; faults as posterior_from_bytes() and those of the disk. At most 1 GiB.
Checked<PosteriorDraws> read_posterior(const std::string& path);

}  // namespace vultus
