#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <set>

#include "vultus/base/text.hpp"
#include "vultus/store/hdf5.ipp"
#include "vultus/store/netcdf.hpp"

namespace vultus::netcdf {

namespace {

const Variable* coordinate_of(const Group& group, const std::string& dim) {
  const auto found = std::ranges::find(group.coordinates, dim, &Variable::name);
  return found == group.coordinates.end() ? nullptr : &*found;
}

/// Faults of one tree, found before HDF5 sees it.
class Examiner {
 public:
  explicit Examiner(const std::string& file) : file_(file) {}

  Faults examine(const Tree& tree) && {
    std::set<std::string> groups;
    for (const auto& group : tree.groups) {
      path_ = group.name;
      look_at_name(groups, group.name);
      examine(group);
    }
    return std::move(faults_);
  }

 private:
  void fault(std::string found, std::string allowed) {
    faults_.push_back({file_, 0, 0, on_one_line(path_), std::move(found), std::move(allowed)});
  }

  void look_at_name(std::set<std::string>& names, const std::string& name) {
    if (name.empty() || name == "." || name.find_first_of(std::string_view("/\0", 2)) != std::string::npos)
      fault(fmt::format("the name {}", in_quotes(name)), "a name without slashes");
    if (!names.insert(name).second) fault(fmt::format("the name {} twice", in_quotes(name)), "each name once");
  }

  void examine(const Group& group) {
    std::set<std::string> names;
    for (const auto* variables : {&group.coordinates, &group.variables})
      for (const auto& variable : *variables) {
        path_ = group.name + "." + variable.name;
        look_at_name(names, variable.name);
        look_at_extent(group, variable);
        look_at_values(variable);
      }
    for (const auto& coordinate : group.coordinates)
      if (coordinate.dims != std::vector{coordinate.name}) {
        path_ = group.name + "." + coordinate.name;
        fault("a coordinate of other dimensions", "one dimension of its own name");
      }
  }

  void look_at_extent(const Group& group, const Variable& variable) {
    std::size_t wanted = 1;
    for (const auto& dim : variable.dims) {
      const auto* coordinate = coordinate_of(group, dim);
      if (coordinate == nullptr)
        return fault(fmt::format("the dimension {}", in_quotes(dim)), "a dimension that has a coordinate");
      const auto extent = coordinate->size();
      if (extent != 0 && wanted > std::numeric_limits<std::size_t>::max() / extent) return fault("too many values", "fewer");
      wanted *= extent;
    }
    if (variable.size() != wanted || wanted == 0)
      fault(fmt::format("{} values", variable.size()), fmt::format("{} by its dimensions, at least one", wanted));
  }

  void look_at_values(const Variable& variable) {
    const auto with_zero = [](const std::string& text) { return text.find('\0') != std::string::npos; };
    if (std::ranges::any_of(variable.texts, with_zero)) fault("a text with a zero byte", "text");
  }

  const std::string& file_;
  std::string path_;
  Faults faults_;
};

hid_t stored_type(Kind kind) {
  switch (kind) {
    case Kind::float64:
      return H5T_IEEE_F64LE;
    case Kind::float32:
      return H5T_IEEE_F32LE;
    case Kind::int64:
      return H5T_STD_I64LE;
    case Kind::flag:
      return H5T_STD_I8LE;
    case Kind::text:
      break;
  }
  throw Refused{"a kind of values"};
}

/// No times; attributes and links kept in the order in which they were made, which netCDF asks for.
void leave_no_time(hid_t object_properties) {
  done(H5Pset_obj_track_times(object_properties, false), "an object without times");
  done(H5Pset_attr_creation_order(object_properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
       "the order of attributes");
}

Handle group_properties(hid_t kind) {
  Handle properties = property_list(kind);
  leave_no_time(properties);
  done(H5Pset_link_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "the order of links");
  return properties;
}

void write_attribute(hid_t object, const std::string& name, const std::string& text) {
  const Handle type = text_type();
  const Handle one(H5Screate(H5S_SCALAR), H5Sclose, "a single place");
  const Handle attribute(H5Acreate2(object, name.c_str(), type, one, H5P_DEFAULT, H5P_DEFAULT), H5Aclose, "an attribute");
  const char* start = text.c_str();
  done(H5Awrite(attribute, type, &start), "an attribute's text");
}

void write_attributes(hid_t object, const Attributes& attributes) {
  for (const auto& [name, text] : attributes) write_attribute(object, name, text);
}

/// A chunk for each value of the first dimension: one chain can be read without the others.
Handle variable_properties(const std::vector<hsize_t>& extents, bool compressed) {
  Handle properties = property_list(H5P_DATASET_CREATE);
  leave_no_time(properties);
  if (!compressed || extents.size() < 2) return properties;
  auto chunk = extents;
  chunk[0] = 1;
  constexpr unsigned level = 6;
  done(H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data()), "chunks");
  done(H5Pset_shuffle(properties), "shuffled bytes");
  done(H5Pset_deflate(properties, level), "compression (is HDF5 built with zlib?)");
  return properties;
}

void write_values(hid_t dataset, const Variable& variable) {
  if (variable.kind != Kind::text) {
    done(H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, variable.numbers.data()), "values");
    return;
  }
  std::vector<const char*> starts;
  for (const auto& text : variable.texts) starts.push_back(text.c_str());
  const Handle type = text_type();
  done(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, starts.data()), "texts");
}

Handle write_variable(hid_t parent, const Group& group, const Variable& variable, bool compressed) {
  std::vector<hsize_t> extents;
  for (const auto& dim : variable.dims) extents.push_back(coordinate_of(group, dim)->size());
  const Handle space(
      extents.empty() ? H5Screate(H5S_SCALAR) : H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
      H5Sclose, "the extents");
  const Handle type =
      variable.kind == Kind::text ? text_type() : Handle(H5Tcopy(stored_type(variable.kind)), H5Tclose, "a type");
  const Handle properties = variable_properties(extents, compressed);
  Handle dataset(H5Dcreate2(parent, variable.name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
                 "a variable");
  write_values(dataset, variable);
  if (variable.kind == Kind::flag) write_attribute(dataset, flag_mark, flag_type);
  write_attributes(dataset, variable.attributes);
  return dataset;
}

void write_group(hid_t file, const Group& group, bool compressed) {
  const Handle properties = group_properties(H5P_GROUP_CREATE);
  const Handle here(H5Gcreate2(file, group.name.c_str(), H5P_DEFAULT, properties, H5P_DEFAULT), H5Gclose, "a group");
  std::map<std::string, Handle> scales;
  for (const auto& coordinate : group.coordinates) {
    Handle dataset = write_variable(here, group, coordinate, false);
    done(H5DSset_scale(dataset, coordinate.name.c_str()), "a dimension");
    scales.emplace(coordinate.name, std::move(dataset));
  }
  for (const auto& variable : group.variables) {
    const Handle dataset = write_variable(here, group, variable, compressed);
    for (unsigned i = 0; i < variable.dims.size(); ++i)
      done(H5DSattach_scale(dataset, scales.at(variable.dims[i]), i), "a variable's dimension");
  }
}

/// In memory alone. The oldest superblock, as the image of a newer one comes with a wrong checksum; object headers are those
/// of HDF5 1.8 all the same, as the order of attributes asks for them, and know no limit on the size of an attribute.
Handle new_file() {
  const Handle access = property_list(H5P_FILE_ACCESS);
  done(H5Pset_fapl_core(access, std::size_t{1} << 20, false), "a file in memory");
  done(H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), "the format of HDF5 1.8");
  const Handle creation = group_properties(H5P_FILE_CREATE);
  constexpr unsigned chunks_listed = 4;  // half a node of a chunk index: few chains, small nodes
  done(H5Pset_istore_k(creation, chunks_listed), "small lists of chunks");
  return {H5Fcreate(nowhere, H5F_ACC_TRUNC, creation, access), H5Fclose, "a file in memory"};
}

std::string image_of(hid_t file) {
  done(H5Fflush(file, H5F_SCOPE_GLOBAL), "the file's end");
  std::string image(static_cast<std::size_t>(done(H5Fget_file_image(file, nullptr, 0), "the file's size")), '\0');
  done(H5Fget_file_image(file, image.data(), image.size()), "the file's bytes");
  return image;
}

}  // namespace

Checked<std::string> bytes_of(const Tree& tree, bool compressed, const std::string& file) {
  auto faults = Examiner(file).examine(tree);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  const Session session;
  try {
    const Handle image = new_file();
    for (const auto& group : tree.groups) write_group(image, group, compressed);
    write_attributes(image, tree.attributes);
    return image_of(image);
  } catch (const Refused& refused) {
    return tl::unexpected(
        Faults{{file, 0, 0, "", "HDF5 could not make " + refused.what, "fewer or shorter names and values"}});
  }
}

}  // namespace vultus::netcdf
