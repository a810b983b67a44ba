cmake_minimum_required(VERSION 3.25)
# cmake -D BUILD=<build folder> -D SOURCE=<example> -D SCRATCH=<folder> -D COMPILER=<c++>
#       -D GENERATOR=<generator> -P build_outside.cmake
#
# As a plugin's author does it: installs the SDK, builds the example against it in a folder of its
# own, and runs the example's test. The plugin stays in ${SCRATCH}/plugins.
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${SCRATCH})
run(${CMAKE_COMMAND} --install ${BUILD} --component sdk --prefix ${SCRATCH}/sdk)
file(COPY ${SOURCE}/ DESTINATION ${SCRATCH}/source) # nothing may be found beside it
run(${CMAKE_COMMAND} -S ${SCRATCH}/source -B ${SCRATCH}/plugins -G ${GENERATOR}
  -D CMAKE_PREFIX_PATH=${SCRATCH}/sdk -D CMAKE_CXX_COMPILER=${COMPILER}
  "-D CMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror")
run(${CMAKE_COMMAND} --build ${SCRATCH}/plugins)
run(${CMAKE_CTEST_COMMAND} --test-dir ${SCRATCH}/plugins --output-on-failure)
