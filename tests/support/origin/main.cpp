// video-exporter-origin: the live origin as a program, for the demo and the benchmark.
#include <getopt.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>

#include "tests/support/origin/server.hpp"

namespace {

constexpr const char* usage =
    "Usage: video-exporter-origin [options]\n"
    "Plays looped test clips as live streams: any path that ends in .flv. The parameters of an URL "
    "say what is\n"
    "played and what goes wrong with it (tests/support/origin/README.md).\n\n"
    "  --listen ADDRESS:PORT  where to listen (127.0.0.1:0; port 0 takes one that is free)\n"
    "  --port-file FILE       writes the port there once it listens\n"
    "  --tls                  listens for TLS too, on ports of its own\n"
    "  --tls-port-file FILE   writes the port with the good certificate there\n"
    "  --ca-file FILE         writes the authority to trust there, as PEM\n"
    "  --for SECONDS          ends by itself after that time\n"
    "  --help                 this text\n";

struct Arguments {
  origin::Options options;
  std::string port_file;
  std::string tls_port_file;
  std::string ca_file;
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
                          {"tls", no_argument, nullptr, 't'},
                          {"tls-port-file", required_argument, nullptr, 's'},
                          {"ca-file", required_argument, nullptr, 'c'},
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
      case 't':
        arguments.options.with_tls = true;
        break;
      case 's':
        arguments.tls_port_file = optarg;
        break;
      case 'c':
        arguments.ca_file = optarg;
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

/// Whoever waits for the file finds it whole or not at all.
void write_file(const std::string& file, const std::string& content) {
  if (file.empty()) {
    return;
  }
  const auto unfinished = file + ".new";
  std::ofstream(unfinished) << content;
  if (std::rename(unfinished.c_str(), file.c_str()) != 0) {
    throw std::runtime_error("cannot write " + file);
  }
}

std::string content_of(const std::filesystem::path& file) {
  std::ostringstream content;
  content << std::ifstream(file).rdbuf();
  return content.str();
}

/// Prints where it listens, and writes the files that tell it to others: the port last.
void announce(const origin::Server& server, const Arguments& arguments) {
  using origin::Certificate;
  using origin::Scheme;
  const char* const any = "/live/any.flv";
  std::cout << server.url(any) << '\n' << server.url(any, Scheme::ws) << '\n';
  if (arguments.options.with_tls) {
    const std::pair<const char*, Certificate> kinds[] = {
        {"good", Certificate::good},
        {"expired", Certificate::expired},
        {"wrong name", Certificate::wrong_name},
        {"unknown issuer", Certificate::unknown_issuer}};
    for (const auto& [name, kind] : kinds) {
      std::cout << server.url(any, Scheme::https, kind) << "  certificate: " << name << '\n';
    }
    write_file(arguments.ca_file, content_of(server.ca_file()));
    write_file(arguments.tls_port_file, std::to_string(server.tls_port(Certificate::good)) + '\n');
  }
  write_file(arguments.port_file, std::to_string(server.port()) + '\n');
  std::cout.flush();
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
  announce(server, arguments);
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
