#include "tests/support/servers/alertmanager.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/support/http/http_stream.hpp"
#include "tests/support/process/polling.hpp"
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
  std::vector<ShownAlert> shown;
  const bool is_right = becomes_true(
      [&] {
        shown = alerts();
        return is_wished(shown);
      },
      timeout);
  if (is_right) return shown;
  throw std::runtime_error("Alertmanager shows " + std::to_string(shown.size()) + " alerts:\n" +
                           http_get(url() + "/api/v2/alerts").body);
}

}  // namespace support
