#include "tests/support/servers/live_hls.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/http/http_stream.hpp"
#include "tests/support/process/polling.hpp"
#include "tests/support/servers/program.hpp"

namespace support {
namespace {

constexpr std::chrono::seconds clip_length{8};

}  // namespace

LiveHls::LiveHls(const std::vector<std::filesystem::path>& clips, std::chrono::seconds length) {
  std::vector<std::string> words{program("python3", DEBIAN_PYTHON, "python3"),
                                 SERVERS_FOLDER "/live_hls.py",
                                 std::to_string(length / clip_length)};
  for (const auto& clip : clips) words.push_back(clip.string());
  server_ = std::make_unique<Process>(Command{std::move(words), {}, {}});
  const auto line = server_->await_line_with("port ");
  port_ = static_cast<std::uint16_t>(std::stoul(line.substr(line.find("port ") + 5)));
}

std::string LiveHls::url(std::string_view name) const {
  return "http://127.0.0.1:" + std::to_string(port_) + "/" + std::string(name) + "/live.m3u8";
}

std::uint64_t LiveHls::count(const std::string& name, const std::string& what) const {
  const auto answer = http_get("http://127.0.0.1:" + std::to_string(port_) + "/counts");
  const auto counts = nlohmann::json::parse(answer.body);
  return counts.value(name, nlohmann::json::object()).value(what, std::uint64_t{0});
}

bool LiveHls::await_count(const std::string& name, const std::string& what,
                          std::uint64_t least) const {
  return becomes_true([&] { return count(name, what) >= least; });
}

}  // namespace support
