#include "tests/support/servers/node_media_server.hpp"

#include <chrono>

#include "tests/support/servers/program.hpp"

namespace support {
namespace {

std::uint16_t port_after(const std::string& line, std::string_view name) {
  return static_cast<std::uint16_t>(std::stoul(line.substr(line.find(name) + name.size())));
}

}  // namespace

NodeMediaServer::NodeMediaServer() {
  const auto node = program("node", NODE, "nodejs");
  server_ = std::make_unique<Process>(
      Command{{node, NODE_SERVERS_FOLDER "/start.js"}, {"NODE_OPTIONS"}, folder_.path()});
  const auto line = server_->await_line_with("listening rtmp=");
  rtmp_port_ = port_after(line, "rtmp=");
  http_port_ = port_after(line, "http=");
}

void NodeMediaServer::publish(const std::filesystem::path& flv_file, std::string_view stream_path) {
  publishers_.push_back(std::make_unique<Process>(Command{
      {program("ffmpeg", FFMPEG, "ffmpeg"), "-nostdin", "-v", "error", "-re", "-stream_loop", "-1",
       "-i", flv_file.string(), "-c", "copy", "-f", "flv", rtmp_url(stream_path)},
      {},
      {}}));
  const auto is_published = [&](std::string_view line) {
    return line.find("Handle video") != std::string_view::npos &&
           line.find(stream_path) != std::string_view::npos;
  };
  server_->await_line(is_published);
}

void NodeMediaServer::unpublish() { publishers_.clear(); }

std::string NodeMediaServer::rtmp_url(std::string_view stream_path) const {
  return "rtmp://127.0.0.1:" + std::to_string(rtmp_port_) + std::string(stream_path);
}

std::string NodeMediaServer::http_url(std::string_view stream_path) const {
  return "http://127.0.0.1:" + std::to_string(http_port_) + std::string(stream_path) + ".flv";
}

std::string NodeMediaServer::websocket_url(std::string_view stream_path) const {
  return "ws://127.0.0.1:" + std::to_string(http_port_) + std::string(stream_path) + ".flv";
}

}  // namespace support
