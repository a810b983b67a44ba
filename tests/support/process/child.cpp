#include "tests/support/process/child.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>

namespace support {
namespace {

struct Pipe {
  int reading = -1;
  int writing = -1;

  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw std::runtime_error(std::string("pipe: ") + std::strerror(errno));
    }
    reading = ends[0];
    writing = ends[1];
  }
};

/// The environment of this process with changes.
std::vector<std::string> changed_environment(const std::vector<std::string>& changes) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry; ++entry) {
    all.emplace_back(*entry);
  }
  for (const auto& change : changes) {
    const auto name = change.substr(0, change.find('=')) + "=";
    std::erase_if(all, [&](const std::string& entry) { return entry.starts_with(name); });
    if (change.find('=') != std::string::npos) {
      all.push_back(change);
    }
  }
  return all;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> found;
  for (const auto& word : words) {
    found.push_back(const_cast<char*>(word.c_str()));
  }
  found.push_back(nullptr);
  return found;
}

/// Runs in the child: nothing but calls that are safe after a fork of a threaded process.
[[noreturn]] void become(char* const* words, char* const* environment, const char* folder,
                         int parent, int output, int error_output, int failure) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  const int input = open("/dev/null", O_RDONLY);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(error_output, STDERR_FILENO);
  if (getppid() == parent && (*folder == '\0' || chdir(folder) == 0)) {
    execvpe(words[0], words, environment);
  }
  const int error = errno;
  [[maybe_unused]] const auto written = write(failure, &error, sizeof error);
  _exit(127);
}

}  // namespace

Child start_child(const std::vector<std::string>& words,
                  const std::vector<std::string>& environment, const std::string& folder) {
  const Pipe output;
  const Pipe error_output;
  const Pipe failure;  // closed by a successful exec
  const auto variables = changed_environment(environment);
  const auto word_pointers = pointers(words);
  const auto variable_pointers = pointers(variables);
  const int parent = getpid();
  const int pid = fork();
  if (pid == 0) {
    become(word_pointers.data(), variable_pointers.data(), folder.c_str(), parent, output.writing,
           error_output.writing, failure.writing);
  }
  for (const int end : {output.writing, error_output.writing, failure.writing}) {
    close(end);
  }
  int error = pid < 0 ? errno : 0;
  const bool has_failed = pid < 0 || read(failure.reading, &error, sizeof error) == sizeof error;
  close(failure.reading);
  if (has_failed) {
    close(output.reading);
    close(error_output.reading);
    if (pid > 0) {
      waitpid(pid, nullptr, 0);
    }
    throw std::runtime_error("cannot run " + words.at(0) + ": " + std::strerror(error));
  }
  return {pid, output.reading, error_output.reading};
}

}  // namespace support
