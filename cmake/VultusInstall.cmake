# Install rules: bin/vultus, the rooms as libraries with their headers, share/vultus/data, and find_package(vultus).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

get_property(rooms GLOBAL PROPERTY VULTUS_ROOMS)
list(TRANSFORM rooms PREPEND vultus_ OUTPUT_VARIABLE room_targets)
# Helper libraries that rooms are made of, should a room name any.
get_property(parts GLOBAL PROPERTY VULTUS_PARTS)
install(TARGETS ${room_targets} ${parts} EXPORT vultus
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(TARGET vultus)
  install(TARGETS vultus RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/vultus/data)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/vultus)
install(EXPORT vultus NAMESPACE vultus:: FILE vultusTargets.cmake DESTINATION ${package_dir})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/vultusConfig.cmake.in
  ${PROJECT_BINARY_DIR}/package/vultusConfig.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/vultusConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/package/vultusConfig.cmake
  ${PROJECT_BINARY_DIR}/package/vultusConfigVersion.cmake
  ${CMAKE_CURRENT_LIST_DIR}/FindHDF5Serial.cmake
  DESTINATION ${package_dir})
