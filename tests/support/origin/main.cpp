// video-exporter-origin: the live origin as a program, for the demo and the benchmark.
#include <getopt.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include "tests/support/origin/server.hpp"

namespace {

constexpr const char* usage =
    "Usage: video-exporter-origin [options]\n"
    "Plays looped test clips as live streams: any path that ends in .flv. The parameters of an URL "
    "say what is\n"
    "played and what goes wrong with it (tests/support/origin/README.md).\n\n"
    "  --listen ADDRESS:PORT  where to listen (127.0.0.1:0; port 0 takes one that is free)\n"
    "  --port-file FILE       writes the port there once it listens\n"
    "  --for SECONDS          ends by itself after that time\n"
    "  --help                 this text\n";

struct Arguments {
  origin::Options options;
  std::string port_file;
  unsigned seconds = 0;
  bool wants_help = false;
};

void parse_listen(const std::string& text, origin::Options& options) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) {
    throw std::invalid_argument("--listen wants ADDRESS:PORT");
  }
  options.address = text.substr(0, colon);
  const auto port = std::stoul(text.substr(colon + 1));
  if (port > 65535) {
    throw std::invalid_argument("there is no port " + std::to_string(port));
  }
  options.port = static_cast<std::uint16_t>(port);
}

Arguments parse(int count, char** words) {
  const option known[] = {{"listen", required_argument, nullptr, 'l'},
                          {"port-file", required_argument, nullptr, 'p'},
                          {"for", required_argument, nullptr, 'f'},
                          {"help", no_argument, nullptr, 'h'},
                          {}};
  Arguments arguments;
  for (int option = 0; (option = getopt_long(count, words, "", known, nullptr)) != -1;) {
    switch (option) {
      case 'l':
        parse_listen(optarg, arguments.options);
        break;
      case 'p':
        arguments.port_file = optarg;
        break;
      case 'f':
        arguments.seconds = static_cast<unsigned>(std::stoul(optarg));
        break;
      case 'h':
        arguments.wants_help = true;
        break;
      default:
        throw std::invalid_argument("see --help");
    }
  }
  return arguments;
}

/// Whoever reads the file finds the whole port or no file.
void write_port(const std::string& file, unsigned port) {
  const auto unfinished = file + ".new";
  std::ofstream(unfinished) << port << '\n';
  if (std::rename(unfinished.c_str(), file.c_str()) != 0) {
    throw std::runtime_error("cannot write " + file);
  }
}

void allow_many_connections() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

void run(const Arguments& arguments) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  allow_many_connections();
  // Blocked before the server's thread starts, so that only sigwait sees them.
  sigset_t ends;
  sigemptyset(&ends);
  for (const int signal : {SIGTERM, SIGINT, SIGALRM}) {
    sigaddset(&ends, signal);
  }
  sigprocmask(SIG_BLOCK, &ends, nullptr);
  const origin::Server server(arguments.options);
  if (!arguments.port_file.empty()) {
    write_port(arguments.port_file, server.port());
  }
  std::cout << server.url("/live/any.flv") << '\n'
            << server.url("/live/any.flv", origin::Scheme::ws) << std::endl;
  alarm(arguments.seconds);
  int signal = 0;
  sigwait(&ends, &signal);
}

}  // namespace

int main(int count, char** words) try {
  const auto arguments = parse(count, words);
  if (arguments.wants_help) {
    std::cout << usage;
  } else {
    run(arguments);
  }
} catch (const std::exception& error) {
  std::cerr << "video-exporter-origin: " << error.what() << '\n';
  return 2;
}
