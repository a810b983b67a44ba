#include "tests/support/servers/alertmanager.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "tests/support/http/http_stream.hpp"
#include "tests/support/servers/program.hpp"

namespace support {

using nlohmann::json;
using Texts = std::map<std::string, std::string>;

Alertmanager::Alertmanager() {
  const auto file = folder_.path() / "alertmanager.yml";
  std::ofstream(file) << "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n";
  process_ = std::make_unique<Process>(Command{
      {program("prometheus-alertmanager", ALERTMANAGER, "prometheus-alertmanager"),
       "--config.file=" + file.string(), "--storage.path=" + (folder_.path() / "data").string(),
       "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=", "--log.format=json"},
      {},
      folder_.path()});
  const auto line = process_->await_line_with("\"Listening on\"");
  const auto address = json::parse(line).at("address").get<std::string>();
  port_ = static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
}

std::string Alertmanager::url() const { return "http://127.0.0.1:" + std::to_string(port_); }

std::vector<ShownAlert> Alertmanager::alerts() const {
  std::vector<ShownAlert> shown;
  for (const json& alert : json::parse(http_get(url() + "/api/v2/alerts").body)) {
    shown.push_back({alert.at("labels").get<Texts>(), alert.at("annotations").get<Texts>(),
                     alert.at("startsAt"), alert.at("endsAt")});
  }
  return shown;
}

std::vector<ShownAlert> Alertmanager::await(
    const std::function<bool(const std::vector<ShownAlert>&)>& is_wished,
    std::chrono::milliseconds timeout) const {
  const auto end = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    auto shown = alerts();
    if (is_wished(shown)) return shown;
    if (std::chrono::steady_clock::now() > end) {
      throw std::runtime_error("Alertmanager shows " + std::to_string(shown.size()) + " alerts:\n" +
                               http_get(url() + "/api/v2/alerts").body);
    }
    // A program of others: it has to be asked.
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

}  // namespace support
