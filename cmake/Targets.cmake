# The kinds of target in this tree. Sources include each other by their path from the root.

# video_exporter_library(name SOURCES... [LIBS...]): a static library of core/ or media/.
function(video_exporter_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_LIBS})
endfunction()

# video_exporter_plugin(name SOURCES... [LIBS...]): a built-in plugin, beside the program.
function(video_exporter_plugin name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBS" ${ARGN})
  vex_add_plugin(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS})
  set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${VEX_PLUGIN_OUTPUT_DIRECTORY})
  # Not CMAKE_INSTALL_LIBDIR, which Debian makes lib/<architecture> under /usr: the program looks in
  # ../lib/video-exporter.
  install(TARGETS ${name} LIBRARY DESTINATION lib/video-exporter COMPONENT program)
  set_property(GLOBAL APPEND PROPERTY VIDEO_EXPORTER_PLUGINS ${name})
endfunction()

# video_exporter_test(name SOURCES... [LIBS...] [DEPENDS...] [TIMEOUT s] [LABELS...]): a GoogleTest
# program; every TEST becomes a test of ctest.
function(video_exporter_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBS;DEPENDS;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120) # twice the patience of the tests, so that they say what was missing
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_LIBS} GTest::gmock_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
endfunction()
