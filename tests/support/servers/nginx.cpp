#include "tests/support/servers/nginx.hpp"

#include <fstream>

#include "tests/support/http/http_stream.hpp"
#include "tests/support/servers/free_port.hpp"
#include "tests/support/servers/program.hpp"

namespace support {
namespace {

std::string configuration(const std::filesystem::path& folder, const std::filesystem::path& served,
                          std::uint16_t port, std::uint64_t bytes_per_second) {
  std::string text = "daemon off;\nmaster_process off;\npid " + (folder / "pid").string() +
                     ";\nerror_log stderr notice;\nevents {}\nhttp {\n  access_log off;\n";
  for (const char* const kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    text += std::string("  ") + kind + "_temp_path " + (folder / kind).string() + ";\n";
  }
  text += "  types { video/x-flv flv; }\n  server {\n    listen 127.0.0.1:" + std::to_string(port) +
          ";\n    root " + served.string() + ";\n    limit_rate " +
          std::to_string(bytes_per_second) + ";\n  }\n}\n";
  return text;
}

}  // namespace

Nginx::Nginx(const std::filesystem::path& served, std::uint64_t bytes_per_second)
    : port_(free_port()) {
  const auto file = folder_.path() / "nginx.conf";
  std::ofstream(file) << configuration(folder_.path(), served, port_, bytes_per_second);
  process_ = std::make_unique<Process>(
      Command{{program("nginx", NGINX, "nginx-light"), "-p", folder_.path().string(), "-c",
               file.string(), "-e", "stderr"},
              {},
              {}});
  // This line comes after nginx has begun to listen.
  process_->await_line_with("using the");
}

std::string Nginx::url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

}  // namespace support
