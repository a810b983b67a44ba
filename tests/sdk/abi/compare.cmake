# cmake -D DESCRIPTION=<vex-1.abi> -D INTERFACE=<library> -P compare.cmake
find_program(abidiff abidiff)
if(NOT abidiff)
  message(FATAL_ERROR "abidiff is missing: install the package abigail-tools")
endif()
execute_process(COMMAND ${abidiff} --no-architecture ${DESCRIPTION} ${INTERFACE}
  RESULT_VARIABLE difference OUTPUT_VARIABLE report ERROR_VARIABLE report)
if(NOT difference EQUAL 0)
  message(FATAL_ERROR "The interface is not what plugins out there were compiled against:\n${report}")
endif()
