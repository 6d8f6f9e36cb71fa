// Named arrays in groups, as bytes of a netCDF-4 file (which is HDF5) and back. Knows neither posteriors nor disks.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "vultus/base/fault.hpp"

namespace vultus::netcdf {

/// What a value is in the file. xarray takes `flag` for a boolean (one byte, and an attribute that says so).
enum class Kind { float64, float32, int64, flag, text };

using Attributes = std::map<std::string, std::string>;

struct Variable {
  std::string name;
  std::vector<std::string> dims;  ///< names of coordinates of the same group, slowest first
  Kind kind = Kind::float64;
  std::vector<double> numbers;     ///< row-major; whole for int64 and flag; empty for text
  std::vector<std::string> texts;  ///< row-major; only for text
  Attributes attributes;           ///< texts in UTF-8

  [[nodiscard]] std::size_t size() const { return kind == Kind::text ? texts.size() : numbers.size(); }
  friend bool operator==(const Variable&, const Variable&) = default;
};

struct Group {
  std::string name;
  std::vector<Variable> coordinates;  ///< each has one dimension, its own name: it gives the extent and the labels
  std::vector<Variable> variables;
  friend bool operator==(const Group&, const Group&) = default;
};

struct Tree {
  Attributes attributes;
  std::vector<Group> groups;
  friend bool operator==(const Tree&, const Tree&) = default;
};

/// The file's bytes: no time or machine in them, so the same tree gives the same bytes (compressed ones: with the same
/// zlib). `compressed` shuffles and deflates variables. Faults: a dimension without coordinate, a size that does
/// not fit the dimensions, a name twice; HDF5 itself refusing.
Checked<std::string> bytes_of(const Tree& tree, bool compressed, const std::string& file);

/// A fault when the bytes do not start as HDF5 does; else none.
Faults no_hdf5(std::string_view bytes, const std::string& file);

/// The tree in such bytes. Attributes that are no texts and objects that are neither group nor array are passed over.
/// Faults: not HDF5, not to be parsed, more than 100 million values, another type than those of Kind, a dimension without
/// name. HDF5's own parser is not proof against bytes made to break it: look at the seal first (kept_file.hpp).
Checked<Tree> tree_of(std::string_view bytes, const std::string& file);

}  // namespace vultus::netcdf
