// What writing and reading HDF5 share: handles that close themselves, calls that throw when refused. Not installed.
#pragma once
#include <hdf5.h>
#include <hdf5_hl.h>

#include <mutex>
#include <string>
#include <utility>

namespace vultus::netcdf {

/// HDF5 refused a call. Caught inside this room, where it becomes a fault.
struct Refused {
  std::string what;
};

template <class Result>
Result done(Result result, const char* what) {
  if (result < 0) throw Refused{what};
  return result;
}

/// An HDF5 object, closed when the handle goes.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle(hid_t id, Close close, const char* what) : id_(done(id, what)), close_(close) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&&) = delete;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  operator hid_t() const { return id_; }

 private:
  hid_t id_;
  Close close_;
};

/// Keeps HDF5 from printing, and other threads out of it: not every build of it is safe for threads.
class Session {
 public:
  Session() : lock_(mutex()) {
    H5Eget_auto2(H5E_DEFAULT, &print_, &print_data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~Session() { H5Eset_auto2(H5E_DEFAULT, print_, print_data_); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

 private:
  static std::mutex& mutex() {
    static std::mutex only;
    return only;
  }
  std::scoped_lock<std::mutex> lock_;
  H5E_auto2_t print_ = nullptr;
  void* print_data_ = nullptr;
};

/// What a file in memory is called: a name that no file on a disk can have, as HDF5 refuses an image whose name is taken.
inline constexpr const char* nowhere = "/dev/null/vultus";

inline Handle property_list(hid_t kind) { return {H5Pcreate(kind), H5Pclose, "a property list"}; }

/// Text of any length in UTF-8.
inline Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "a type of text");
  done(H5Tset_size(type, H5T_VARIABLE), "text of any length");
  done(H5Tset_cset(type, H5T_CSET_UTF8), "text in UTF-8");
  return type;
}

inline constexpr const char* flag_mark = "dtype";  ///< the attribute by which xarray knows a boolean ...
inline constexpr const char* flag_type = "bool";   ///< ... and its value

}  // namespace vultus::netcdf
