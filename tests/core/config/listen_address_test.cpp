#include "core/config/listen_address.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace core::config {
namespace {

struct Row {
  const char* text;
  const char* host;
  int port;
};

TEST(ListenAddress, has_the_forms_of_other_exporters) {
  for (const auto& [text, host, port] :
       {Row{"8080", "", 8080}, Row{":8080", "", 8080}, Row{"127.0.0.1:8080", "127.0.0.1", 8080},
        Row{"[::1]:8080", "::1", 8080}, Row{"localhost:0", "localhost", 0},
        Row{"[fe80::1%eth0]:80", "fe80::1%eth0", 80}}) {
    const ListenAddress address = listen_address_from(text);
    EXPECT_EQ(address.host, host) << text;
    EXPECT_EQ(address.port, port) << text;
  }
}

TEST(ListenAddress, is_refused_when_it_is_none) {
  for (const char* text : {"", ":", "a", "a:", "::1:8080", ":65536", "a b:1", "-1", "http://h:1"}) {
    EXPECT_THROW(static_cast<void>(listen_address_from(text)), std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace core::config
