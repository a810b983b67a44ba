#include "core/app/process_metrics.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace core::app {
namespace {

using Family = pipeline::OwnMetrics::Family;

constexpr Family cpu{"process_cpu_seconds_total", VEX_OWN_COUNTER, "seconds",
                     "CPU time spent in user and system mode."};
constexpr Family resident{"process_resident_memory_bytes", VEX_OWN_GAUGE, "bytes",
                          "Resident memory."};
constexpr Family virtual_memory{"process_virtual_memory_bytes", VEX_OWN_GAUGE, "bytes",
                                "Virtual memory."};
constexpr Family start_time{"process_start_time_seconds", VEX_OWN_GAUGE, "seconds",
                            "When the process started, as UNIX time."};
constexpr Family open_fds{"process_open_fds", VEX_OWN_GAUGE, "", "Open file descriptors."};
constexpr Family max_fds{"process_max_fds", VEX_OWN_GAUGE, "", "Most open file descriptors."};

/// Fields of /proc/self/stat behind the name, which may itself hold blanks and brackets
/// (proc(5): the first of them is field 3).
struct Stat {
  double cpu_ticks = 0;
  double start_ticks = 0;
  double virtual_bytes = 0;
  double resident_pages = 0;
  bool known = false;
};

Stat read_stat() {
  std::ifstream file("/proc/self/stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  Stat stat;
  if (name_end == std::string::npos) return stat;
  std::istringstream fields(line.substr(name_end + 1));
  std::string text;
  for (int field = 3; field <= 24 && fields >> text; ++field) {
    if (field == 14 || field == 15) stat.cpu_ticks += std::stod(text);
    if (field == 22) stat.start_ticks = std::stod(text);
    if (field == 23) stat.virtual_bytes = std::stod(text);
    if (field == 24) {
      stat.resident_pages = std::stod(text);
      stat.known = true;
    }
  }
  return stat;
}

/// Seconds since 1970 at which the system booted; 0 when it does not say.
double boot_time() {
  std::ifstream file("/proc/stat");
  for (std::string key; file >> key;) {
    double value = 0;
    if (key == "btime" && file >> value) return value;
    std::getline(file, key);
  }
  return 0;
}

}  // namespace

void add_process_metrics(pipeline::OwnMetrics& metrics) {
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  if (const Stat stat = read_stat(); stat.known) {
    metrics.add(cpu, stat.cpu_ticks / ticks);
    metrics.add(resident, stat.resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE)));
    metrics.add(virtual_memory, stat.virtual_bytes);
    static const double boot = boot_time();
    if (boot > 0) metrics.add(start_time, boot + stat.start_ticks / ticks);
  }
  std::error_code error;
  std::size_t open = 0;
  for (std::filesystem::directory_iterator at("/proc/self/fd", error), end; !error && at != end;
       at.increment(error)) {
    ++open;
  }
  if (!error) metrics.add(open_fds, static_cast<double>(open));
  if (rlimit limit{}; getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    metrics.add(max_fds, static_cast<double>(limit.rlim_cur));
  }
}

}  // namespace core::app
