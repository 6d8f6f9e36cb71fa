# HDF5Serial::hdf5 and HDF5Serial::hl: HDF5's C libraries without MPI. CMake's own FindHDF5 compiles C, which neither this
# project nor those who use its package need to have switched on; and Debian keeps the serial HDF5 beside that for MPI,
# under names of its own.
include(FindPackageHandleStandardArgs)
find_path(HDF5Serial_INCLUDE_DIR hdf5.h PATH_SUFFIXES hdf5/serial)
find_library(HDF5Serial_LIBRARY NAMES hdf5_serial hdf5)
find_library(HDF5Serial_HL_LIBRARY NAMES hdf5_serial_hl hdf5_hl)
if(HDF5Serial_INCLUDE_DIR)
  file(STRINGS ${HDF5Serial_INCLUDE_DIR}/H5public.h HDF5Serial_VERSION REGEX "^#define H5_VERS_INFO")
  string(REGEX REPLACE ".*version: ([0-9.]+).*" "\\1" HDF5Serial_VERSION "${HDF5Serial_VERSION}")
endif()
find_package_handle_standard_args(HDF5Serial REQUIRED_VARS HDF5Serial_LIBRARY HDF5Serial_HL_LIBRARY HDF5Serial_INCLUDE_DIR
  VERSION_VAR HDF5Serial_VERSION REASON_FAILURE_MESSAGE "Debian has it in libhdf5-dev.")
if(HDF5Serial_FOUND AND NOT TARGET HDF5Serial::hl)
  add_library(HDF5Serial::hdf5 UNKNOWN IMPORTED)
  set_target_properties(HDF5Serial::hdf5 PROPERTIES IMPORTED_LOCATION ${HDF5Serial_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${HDF5Serial_INCLUDE_DIR})
  add_library(HDF5Serial::hl UNKNOWN IMPORTED)
  set_target_properties(HDF5Serial::hl PROPERTIES IMPORTED_LOCATION ${HDF5Serial_HL_LIBRARY}
    INTERFACE_LINK_LIBRARIES HDF5Serial::hdf5)
endif()
mark_as_advanced(HDF5Serial_INCLUDE_DIR HDF5Serial_LIBRARY HDF5Serial_HL_LIBRARY)
