# vultus_test(name SOURCES files... LINKS targets... [TIMEOUT seconds]): an executable test_<name>, every test of it
# registered with ctest under "<name>.".
include(GoogleTest)
function(vultus_test name)
  cmake_parse_arguments(PARSE_ARGV 1 t "" "TIMEOUT" "SOURCES;LINKS")
  add_executable(test_${name} ${t_SOURCES})
  target_link_libraries(test_${name} PRIVATE ${t_LINKS} GTest::gtest GTest::gtest_main)
  target_compile_definitions(test_${name} PRIVATE VULTUS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(NOT t_TIMEOUT)
    set(t_TIMEOUT 300)
  endif()
  gtest_discover_tests(test_${name} TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${t_TIMEOUT} ENVIRONMENT "VULTUS_DATA=${PROJECT_SOURCE_DIR}/data")
endfunction()
