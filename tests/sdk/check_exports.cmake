cmake_minimum_required(VERSION 3.25)
# cmake -D NM=<nm> -D PLUGINS=<file>|<file>... -P check_exports.cmake
#
# Every plugin exports its entry and nothing else: two plugins must never see each other's symbols.
string(REPLACE "|" ";" PLUGINS "${PLUGINS}")
if(NOT PLUGINS)
  message(FATAL_ERROR "There is no plugin to look at")
endif()
foreach(plugin IN LISTS PLUGINS)
  execute_process(COMMAND ${NM} -D --defined-only ${plugin}
    OUTPUT_VARIABLE symbols OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  if(NOT symbols MATCHES "^[0-9a-f]+ [RDB] vex_entry_v1$")
    message(SEND_ERROR "${plugin} exports:\n${symbols}")
  endif()
endforeach()
