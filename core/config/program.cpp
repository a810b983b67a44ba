#include "core/config/program.hpp"

#include <vex/cpp/table.hpp>

#include <stdexcept>

#include "core/config/listen_address.hpp"
#include "core/net/address.hpp"

namespace core::config {
namespace {

constexpr vex::Text listen_addr{"listen_addr", "127.0.0.1:8080", "Where the web pages are served"};
constexpr vex::Integer max_concurrent{
    "max_concurrent", "1000", "Samples that run at once", {"1", "1000000"}};
constexpr vex::Choice show_urls{
    "show_urls", "redacted", "Whether URLs are shown without their secrets", {"redacted", "raw"}};

constexpr vex::Flag watch_config{"watch_config", "false",
                                 "Whether a change of the configuration file is a reload"};
constexpr vex::Text state_dir{"state_dir", "", "Where what was told survives a restart"};

constexpr vex::Integer threads{"threads", "0", "I/O threads; 0: one per core", {"0", "1024"}};
constexpr vex::Integer blocking_threads{
    "blocking_threads", "64", "Threads for probes that block", {"1", "4096"}};
constexpr vex::Duration quantum{
    "quantum", "100ms", "How often a stream's socket is read", {"5ms", "1s"}};
constexpr vex::List dns_servers{"dns_servers", "[]", "Asked instead of the system's"};

constexpr vex::List probe_allow{"probe_allow", "[]",
                                "Beginnings of URLs that /probe may be asked for"};

/// "9.9.9.9", "9.9.9.9:53", "2620:fe::fe", "[2620:fe::fe]:53".
bool is_dns_server(const std::string& text) {
  if (net::Address::parse(text)) return true;
  try {
    const ListenAddress address = listen_address_from(text);
    return address.port != 0 && net::Address::parse(address.host).has_value();
  } catch (const std::invalid_argument&) {
    return false;
  }
}

}  // namespace

Exporter read_exporter(Section& section) {
  Exporter exporter;
  if (const auto text = section.text(listen_addr)) {
    const Node& node = *section.find(listen_addr.name);
    try {
      const ListenAddress address = listen_address_from(*text);
      exporter.listen_host = address.host;
      exporter.listen_port = address.port;
    } catch (const std::invalid_argument& error) {
      section.problem(node, listen_addr.name, in_quotes(node) + " " + error.what());
    }
  }
  exporter.max_concurrent = section.count(max_concurrent).value_or(exporter.max_concurrent);
  exporter.show_raw_urls = section.text(show_urls) == "raw";
  exporter.watch_config = section.flag(watch_config).value_or(exporter.watch_config);
  if (const auto folder = section.text(state_dir); folder && !folder->empty()) {
    exporter.state_dir = section.reading().folder / *folder;
  }
  return exporter;
}

Engine read_engine(Section& section) {
  Engine engine;
  engine.threads = section.count(threads).value_or(engine.threads);
  engine.blocking_threads = section.count(blocking_threads).value_or(engine.blocking_threads);
  engine.quantum = section.duration(quantum).value_or(engine.quantum);
  engine.dns_servers = section.list(dns_servers).value_or(engine.dns_servers);
  for (std::size_t i = 0; i < engine.dns_servers.size(); ++i) {
    if (is_dns_server(engine.dns_servers[i])) continue;
    const Path path = section.path() / dns_servers.name;
    const Node& node = section.find(dns_servers.name)->items[i];
    section.reading().problems.add(node.at, path[i],
                                   in_quotes(node) +
                                       " is not an address, such as 9.9.9.9 or "
                                       "[2620:fe::fe]:53");
  }
  return engine;
}

Web read_web(Section& section) {
  Web web;
  web.probe_allow = section.list(probe_allow).value_or(web.probe_allow);
  return web;
}

}  // namespace core::config
