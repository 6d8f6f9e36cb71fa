#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "vultus/base/text.hpp"
#include "vultus/store/hdf5.ipp"
#include "vultus/store/netcdf.hpp"

namespace vultus::netcdf {

namespace {

constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
constexpr std::size_t most_values = 100'000'000;

/// The text that HDF5 has allocated for one value; nothing where it allocated none.
std::string taken(char* text) { return text == nullptr ? std::string() : std::string(text); }

bool is_text_of_any_length(hid_t type) { return H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0; }

std::vector<std::string> names_in(hid_t group) {
  H5G_info_t info{};
  done(H5Gget_info(group, &info), "the list of names");
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    const auto size =
        done(H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, nullptr, 0, H5P_DEFAULT), "a name");
    std::string name(static_cast<std::size_t>(size), '\0');
    done(H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, name.data(), name.size() + 1, H5P_DEFAULT),
         "a name");
    names.push_back(std::move(name));
  }
  return names;
}

std::optional<std::string> text_of_attribute(hid_t attribute) {
  const Handle type(H5Aget_type(attribute), H5Tclose, "an attribute's type");
  const Handle space(H5Aget_space(attribute), H5Sclose, "an attribute's extent");
  if (!is_text_of_any_length(type) || H5Sget_simple_extent_type(space) != H5S_SCALAR) return std::nullopt;
  const Handle wanted = text_type();
  char* text = nullptr;
  done(H5Aread(attribute, wanted, &text), "an attribute's text");
  auto copy = taken(text);
  H5Dvlen_reclaim(wanted, space, H5P_DEFAULT, &text);
  return copy;
}

Attributes attributes_of(hid_t object) {
  H5O_info_t info{};
  done(H5Oget_info2(object, &info, H5O_INFO_NUM_ATTRS), "the list of attributes");
  Attributes attributes;
  for (hsize_t i = 0; i < info.num_attrs; ++i) {
    const Handle attribute(H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                           "an attribute");
    std::string name(static_cast<std::size_t>(done(H5Aget_name(attribute, 0, nullptr), "an attribute's name")), '\0');
    done(H5Aget_name(attribute, name.size() + 1, name.data()), "an attribute's name");
    if (auto text = text_of_attribute(attribute)) attributes.emplace(std::move(name), std::move(*text));
  }
  return attributes;
}

std::optional<Kind> kind_of(hid_t type, bool marked_as_flag) {
  const auto size = H5Tget_size(type);
  if (is_text_of_any_length(type)) return Kind::text;
  if (H5Tget_class(type) == H5T_FLOAT && size == 8) return Kind::float64;
  if (H5Tget_class(type) == H5T_FLOAT && size == 4) return Kind::float32;
  if (H5Tget_class(type) == H5T_INTEGER && size == 8) return Kind::int64;
  if (H5Tget_class(type) == H5T_INTEGER && size == 1 && marked_as_flag) return Kind::flag;
  return std::nullopt;
}

/// The last part of the path of the first scale that is attached to a dimension.
std::string dimension_name(hid_t dataset, unsigned index) {
  std::string name;
  const auto visit = [](hid_t, unsigned, hid_t scale, void* result) -> herr_t {
    const auto size = H5Iget_name(scale, nullptr, 0);
    if (size <= 0) return -1;
    auto& text = *static_cast<std::string*>(result);
    text.assign(static_cast<std::size_t>(size), '\0');
    H5Iget_name(scale, text.data(), text.size() + 1);
    return 1;
  };
  if (H5DSget_num_scales(dataset, index) < 1) return name;
  done(H5DSiterate_scales(dataset, index, nullptr, visit, &name), "a dimension's name");
  return name.substr(name.rfind('/') + 1);
}

/// Reads a file part by part and gathers what is wrong with each.
class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  Checked<Tree> read(std::string_view bytes) && {
    Tree tree;
    try {
      const Handle access = property_list(H5P_FILE_ACCESS);
      done(H5Pset_fapl_core(access, std::size_t{1} << 20, false), "a file in memory");
      // HDF5 copies the image, whatever its interface says about const.
      done(H5Pset_file_image(access, const_cast<char*>(bytes.data()), bytes.size()), "a file in memory");
      const Handle image(H5Fopen(nowhere, H5F_ACC_RDONLY, access), H5Fclose, "the start of the file");
      read_root(image, tree);
    } catch (const Refused& refused) {
      refuse(refused);
    }
    if (!faults_.empty()) return tl::unexpected(std::move(faults_));
    return tree;
  }

 private:
  void fault(std::string found, std::string allowed) {
    faults_.push_back({file_, 0, 0, on_one_line(path_), std::move(found), std::move(allowed)});
  }
  void refuse(const Refused& refused) { fault("HDF5 cannot read " + refused.what, "a whole HDF5 file, as vultus wrote it"); }

  void read_root(hid_t image, Tree& tree) {
    const Handle root(H5Gopen2(image, "/", H5P_DEFAULT), H5Gclose, "the root group");
    tree.attributes = attributes_of(root);
    for (const auto& name : names_in(root)) {
      path_ = name;
      const Handle object(H5Oopen(root, name.c_str(), H5P_DEFAULT), H5Oclose, "a group");
      if (H5Iget_type(object) == H5I_GROUP) tree.groups.push_back(read_group(object, name));
    }
    path_.clear();
  }

  Group read_group(hid_t here, const std::string& name) {
    Group group{.name = name, .coordinates = {}, .variables = {}};
    for (const auto& each : names_in(here)) {
      path_ = name + "." + each;
      try {
        const Handle object(H5Oopen(here, each.c_str(), H5P_DEFAULT), H5Oclose, "a variable");
        if (H5Iget_type(object) != H5I_DATASET) continue;
        const bool scale = H5DSis_scale(object) > 0;
        if (auto variable = read_variable(object, each, scale))
          (scale ? group.coordinates : group.variables).push_back(std::move(*variable));
      } catch (const Refused& refused) {
        refuse(refused);
      }
    }
    return group;
  }

  std::optional<Variable> read_variable(hid_t dataset, const std::string& name, bool scale) {
    Variable variable{
        .name = name, .dims = {}, .kind = {}, .numbers = {}, .texts = {}, .attributes = attributes_of(dataset)};
    const Handle type(H5Dget_type(dataset), H5Tclose, "a variable's type");
    const auto mark = variable.attributes.find(flag_mark);
    const auto kind = kind_of(type, mark != variable.attributes.end() && mark->second == flag_type);
    if (!kind) {
      fault("values of another type", "floating-point numbers of 4 or 8 bytes, integers of 8, booleans, texts");
      return std::nullopt;
    }
    variable.kind = *kind;
    if (*kind == Kind::flag) variable.attributes.erase(mark);
    const Handle space(H5Dget_space(dataset), H5Sclose, "a variable's extents");
    if (!read_dimensions(dataset, space, scale, variable)) return std::nullopt;
    read_values(dataset, space, variable);
    return variable;
  }

  bool read_dimensions(hid_t dataset, hid_t space, bool scale, Variable& variable) {
    const auto count = done(H5Sget_simple_extent_npoints(space), "the number of values");
    total_ += static_cast<std::size_t>(count);
    if (static_cast<std::size_t>(count) > most_values || total_ > most_values) {
      fault("too many values", fmt::format("at most {} in a file", most_values));
      return false;
    }
    const int rank = done(H5Sget_simple_extent_ndims(space), "the number of dimensions");
    for (int i = 0; i < rank; ++i) {
      auto dim = scale ? variable.name : dimension_name(dataset, static_cast<unsigned>(i));
      if (dim.empty()) {
        fault(fmt::format("no name for dimension {}", i + 1), "a dimension scale attached to every dimension");
        return false;
      }
      variable.dims.push_back(std::move(dim));
    }
    return true;
  }

  static void read_values(hid_t dataset, hid_t space, Variable& variable) {
    const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
    if (variable.kind != Kind::text) {
      variable.numbers.resize(count);
      done(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, variable.numbers.data()), "values");
      return;
    }
    const Handle type = text_type();
    std::vector<char*> texts(count, nullptr);
    done(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()), "texts");
    for (char* text : texts) variable.texts.push_back(taken(text));
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, texts.data());
  }

  const std::string& file_;
  std::string path_;
  std::size_t total_ = 0;
  Faults faults_;
};

}  // namespace

Faults no_hdf5(std::string_view bytes, const std::string& file) {
  if (bytes.starts_with(signature)) return {};
  return {{file, 0, 0, "", "no HDF5 file", "a file that starts with the signature of HDF5"}};
}

Checked<Tree> tree_of(std::string_view bytes, const std::string& file) {
  if (auto faults = no_hdf5(bytes, file); !faults.empty()) return tl::unexpected(std::move(faults));
  const Session session;
  return Reader(file).read(bytes);
}

}  // namespace vultus::netcdf
