#include "tests/support/servers/nginx_rtmp.hpp"

#include <fstream>
#include <stdexcept>

#include "tests/support/process/polling.hpp"
#include "tests/support/servers/free_port.hpp"
#include "tests/support/servers/program.hpp"

namespace support {
namespace {

std::string text_of(std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); }

}  // namespace

NginxRtmp::NginxRtmp() : port_(free_port()), tls_port_(free_port()), http_port_(free_port()) {
  make_certificate();
  std::ofstream(folder_.path() / "nginx.conf") << configuration();
  start();
}

void NginxRtmp::make_certificate() const {
  const auto key = (folder_.path() / "key.pem").string();
  const auto done =
      run({{program("openssl", OPENSSL, "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt",
            "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30", "-subj", "/CN=nginx",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", ca_file().string()},
           {},
           {}});
  if (done.status != 0) throw std::runtime_error("openssl: " + done.error_output);
}

/// The RTMP module asks the HTTP server for leave to play, as operators have it ask theirs.
std::string NginxRtmp::configuration() const {
  const std::string http = "http://" + text_of(http_port_);
  std::string text;
  for (const auto& [name, file] : {std::pair{"libnginx-mod-rtmp", NGINX_RTMP_MODULE},
                                   std::pair{"libnginx-mod-stream", NGINX_STREAM_MODULE}}) {
    text += "load_module " + program(name, file, name) + ";\n";
  }
  text += "daemon off;\nmaster_process off;\npid " + (folder_.path() / "pid").string() +
          ";\nerror_log stderr info;\nevents {}\n";
  text +=
      "rtmp {\n  server {\n    listen " + text_of(port_) +
      ";\n    chunk_size 4096;\n    notify_method get;\n"
      "    application live { live on; }\n"
      "    application strict { live on; idle_streams off; }\n"
      "    application locked { live on; on_play " +
      http +
      "/play; }\n"
      "    application gone { live on; on_play " +
      http +
      "/gone; }\n"
      "    application hls { live on; hls on; hls_fragment 2s; hls_playlist_length 8s; hls_path " +
      (folder_.path() / "hls").string() + "; }\n  }\n}\n";
  text += "stream {\n  server {\n    listen " + text_of(tls_port_) + " ssl;\n    ssl_certificate " +
          ca_file().string() + ";\n    ssl_certificate_key " +
          (folder_.path() / "key.pem").string() + ";\n    proxy_pass " + text_of(port_) +
          ";\n  }\n}\n";
  text += "http {\n  access_log off;\n";
  for (const char* const kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
    text += std::string("  ") + kind + "_temp_path " + (folder_.path() / kind).string() + ";\n";
  }
  text += "  server {\n    listen " + text_of(http_port_) +
          ";\n    location /play { if ($arg_token = right) { return 200; } return 401; }\n"
          "    location /gone { return 404; }\n    location /hls/ { root " +
          folder_.path().string() + "; }\n  }\n}\n";
  return text;
}

void NginxRtmp::start() {
  process_ = std::make_unique<Process>(
      Command{{program("nginx", NGINX, "nginx-light"), "-p", folder_.path().string(), "-c",
               (folder_.path() / "nginx.conf").string(), "-e", "stderr"},
              {},
              {}});
  // This line comes after nginx has begun to listen.
  process_->await_line_with("using the");
}

void NginxRtmp::publish(const std::vector<std::filesystem::path>& files,
                        std::string_view stream_path) {
  std::vector<std::string> words{program("ffmpeg", FFMPEG, "ffmpeg"), "-nostdin", "-v", "error"};
  std::vector<std::string> outputs;
  for (const auto& file : files) {
    words.insert(words.end(), {"-re", "-stream_loop", "-1", "-i", file.string()});
    outputs.insert(outputs.end(), {"-map", std::to_string(outputs.size() / 2)});
  }
  outputs.insert(outputs.end(), {"-c", "copy", "-f", "flv", url(stream_path)});
  words.insert(words.end(), outputs.begin(), outputs.end());
  publishers_.push_back(std::make_unique<Process>(Command{std::move(words), {}, {}}));
  const auto name = stream_path.substr(stream_path.rfind('/') + 1);
  process_->await_line([&](std::string_view line) {
    return line.find("publish: name='" + std::string(name) + "'") != std::string_view::npos;
  });
}

std::string NginxRtmp::url(std::string_view stream_path) const {
  return "rtmp://" + text_of(port_) + std::string(stream_path);
}

std::string NginxRtmp::await_playlist(std::string_view stream_path) const {
  const std::string path = std::string(stream_path) + ".m3u8";
  const auto file = folder_.path() / path.substr(1);
  const bool is_there = becomes_true([&] {
    std::ifstream lines(file);
    int segments = 0;
    bool is_first = false;
    for (std::string line; std::getline(lines, line);) {
      segments += line.starts_with("#EXTINF") ? 1 : 0;
      is_first = is_first || line == "#EXT-X-DISCONTINUITY";
    }
    return segments >= 3 && !is_first;
  });
  if (!is_there) throw std::runtime_error("no " + file.string());
  return "http://" + text_of(http_port_) + path;
}

std::string NginxRtmp::tls_url(std::string_view stream_path) const {
  return "rtmps://" + text_of(tls_port_) + std::string(stream_path);
}

}  // namespace support
