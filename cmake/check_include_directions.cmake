cmake_minimum_required(VERSION 3.25)

# cmake -D ROOT=<tree> -D STAMP=<file> -P check_include_directions.cmake
#
# plugins, sinks -> sdk, media;  core -> sdk;  media -> nothing;  sdk -> nothing. Includes of this
# tree are written from its root in quotes ("media/flv/reader.hpp"), those of the SDK in angle
# brackets (<vex/vex.hpp>) except within the SDK itself.
set(quoted_media "^media/")
set(quoted_core "^core/")
set(quoted_plugins "^(media|plugins)/")
set(quoted_sinks "^(media|sinks)/")
set(sees_sdk core plugins sinks)

set(crossings "")
foreach(part sdk media core plugins sinks)
  file(GLOB_RECURSE files ${ROOT}/${part}/*.h ${ROOT}/${part}/*.hpp ${ROOT}/${part}/*.cpp)
  foreach(file ${files})
    file(STRINGS ${file} lines REGEX "^[ \t]*#[ \t]*include")
    foreach(line ${lines})
      file(RELATIVE_PATH shown ${ROOT} ${file})
      if(line MATCHES "\"([^\"]*)\"")
        set(included ${CMAKE_MATCH_1})
        if(part STREQUAL "sdk")
          get_filename_component(folder ${file} DIRECTORY)
          if(NOT EXISTS ${folder}/${included})
            list(APPEND crossings "${shown}: ${included}")
          endif()
        elseif(NOT included MATCHES "${quoted_${part}}")
          list(APPEND crossings "${shown}: ${included}")
        endif()
      elseif(line MATCHES "<(vex/[^>]*)>" AND NOT part IN_LIST sees_sdk)
        list(APPEND crossings "${shown}: ${CMAKE_MATCH_1}")
      endif()
    endforeach()
  endforeach()
endforeach()

if(crossings)
  list(JOIN crossings "\n  " text)
  message(FATAL_ERROR "These includes cross a line (docs/architecture.md, \"The tree\"):\n  ${text}")
endif()
if(STAMP)
  file(TOUCH ${STAMP})
endif()
