#pragma once

#include <string>
#include <vector>

namespace support {

struct Child {
  int pid = 0;
  int output = -1;  // reading ends of its standard output and error
  int error_output = -1;
};

/// Forks and executes, in a process group of its own; the child dies with the calling thread.
Child start_child(const std::vector<std::string>& words,
                  const std::vector<std::string>& environment, const std::string& folder);

}  // namespace support
