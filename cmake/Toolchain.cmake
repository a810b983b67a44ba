# Warnings, hardening, sanitizers, and the faster tools where they are present.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

add_compile_options(
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  -fstack-clash-protection # a large frame must hit a fiber's guard page, not jump it
  -fno-omit-frame-pointer)
# g++ 12 sees an overlap in every `"text" + std::string` at -O3 (GCC bug 105651).
add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-restrict>)
add_compile_definitions($<$<NOT:$<BOOL:${VIDEO_EXPORTER_SANITIZER}>>:_FORTIFY_SOURCE=2>)
add_link_options(LINKER:-z,now LINKER:-z,relro)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

if(VIDEO_EXPORTER_SANITIZER STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
elseif(VIDEO_EXPORTER_SANITIZER STREQUAL "thread")
  add_compile_options(-fsanitize=thread)
  # g++ 12 warns of every std::atomic_thread_fence under this sanitizer, Asio's among them.
  add_compile_options(-Wno-tsan)
  add_link_options(-fsanitize=thread)
elseif(VIDEO_EXPORTER_SANITIZER)
  message(FATAL_ERROR "VIDEO_EXPORTER_SANITIZER is address, thread or empty")
endif()

if(VIDEO_EXPORTER_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link) # the libraries' own branches are what is searched
endif()
