# Fails the build when an include crosses a line between the parts of the tree.
file(GLOB_RECURSE checked CONFIGURE_DEPENDS
  ${PROJECT_SOURCE_DIR}/sdk/*.h ${PROJECT_SOURCE_DIR}/sdk/*.hpp
  ${PROJECT_SOURCE_DIR}/media/*.[ch]pp ${PROJECT_SOURCE_DIR}/core/*.[ch]pp
  ${PROJECT_SOURCE_DIR}/plugins/*.[ch]pp ${PROJECT_SOURCE_DIR}/sinks/*.[ch]pp)
set(stamp ${PROJECT_BINARY_DIR}/include_directions.stamp)
add_custom_command(OUTPUT ${stamp}
  COMMAND ${CMAKE_COMMAND} -D ROOT=${PROJECT_SOURCE_DIR} -D STAMP=${stamp}
          -P ${PROJECT_SOURCE_DIR}/cmake/check_include_directions.cmake
  DEPENDS ${checked} ${PROJECT_SOURCE_DIR}/cmake/check_include_directions.cmake
  COMMENT "Checking the directions of includes")
add_custom_target(include_directions ALL DEPENDS ${stamp})
