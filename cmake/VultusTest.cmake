# vultus_test(name SOURCES files... LINKS targets... [TIMEOUT seconds] [LABELS labels...] [SLOW tests...]): an executable
# test_<name>, every test of it registered with ctest under "<name>.". Labels that mean something to ./test: `slow` (not run
# under the sanitizers, started first; SLOW gives it to single tests), `threads` (run under ThreadSanitizer too; given to the
# rooms that start threads by themselves).
include(GoogleTest)
define_property(GLOBAL PROPERTY VULTUS_TESTS BRIEF_DOCS "Test executables")
add_custom_target(threaded_tests)
function(vultus_test name)
  cmake_parse_arguments(PARSE_ARGV 1 t "" "TIMEOUT" "SOURCES;LINKS;LABELS;SLOW")
  add_executable(test_${name} ${t_SOURCES})
  target_link_libraries(test_${name} PRIVATE ${t_LINKS} GTest::gtest GTest::gtest_main)
  target_compile_definitions(test_${name} PRIVATE VULTUS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  set_property(GLOBAL APPEND PROPERTY VULTUS_TESTS test_${name})
  if(NOT t_TIMEOUT)
    set(t_TIMEOUT 300)
  endif()
  if(name MATCHES "^(solve|ensemble)" AND NOT "slow" IN_LIST t_LABELS)
    list(APPEND t_LABELS threads)
  endif()
  if("threads" IN_LIST t_LABELS)
    add_dependencies(threaded_tests test_${name})
  endif()
  if("slow" IN_LIST t_LABELS)
    vultus_register("" "${t_LABELS}" 1000)
  elseif(t_SLOW)
    list(JOIN t_SLOW ":" patterns)
    vultus_register("-${patterns}" "${t_LABELS}" 1)
    vultus_register("${patterns}" slow 1000)  # one label: a list would be taken apart on its way to ctest
  else()
    vultus_register("" "${t_LABELS}" 1)
  endif()
endfunction()

# Only called above: one set of tests of test_${name}, by gtest's filter.
macro(vultus_register filter labels cost)
  string(MAKE_C_IDENTIFIER "of${filter}" list)
  gtest_discover_tests(test_${name} TEST_PREFIX ${name}. TEST_FILTER "${filter}" TEST_LIST ${list} DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${t_TIMEOUT} LABELS "${labels}" COST ${cost} ENVIRONMENT "VULTUS_DATA=${PROJECT_SOURCE_DIR}/data")
endmacro()
