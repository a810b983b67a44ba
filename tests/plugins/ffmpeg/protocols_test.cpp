#include "plugins/ffmpeg/protocols.hpp"

#include <gtest/gtest.h>

namespace ffmpeg {
namespace {

TEST(Protocols, of_a_network_stream_read_nothing_but_the_network) {
  const std::string allowed = allowed_protocols("http", {});
  for (const char* name : {"http", "https", "tls", "tcp", "udp", "srt", "rtp", "rtmp", "crypto"}) {
    EXPECT_TRUE(is_allowed(name, allowed)) << name;
  }
  for (const char* name : {"file", "pipe", "concat", "concatf", "subfile", "data", "fd", "unix",
                           "cache", "async", "bluray", "ipfs", "hls", "sftp", "md5", ""}) {
    EXPECT_FALSE(is_allowed(name, allowed)) << name;
  }
}

TEST(Protocols, of_a_file_read_nothing_but_files) {
  const std::string allowed = allowed_protocols("file", {});
  EXPECT_TRUE(is_allowed("file", allowed));
  for (const char* name : {"http", "tcp", "pipe", "concat", "subfile"}) {
    EXPECT_FALSE(is_allowed(name, allowed)) << name;
  }
}

TEST(Protocols, are_those_of_the_configuration_where_it_names_any) {
  const std::string allowed = allowed_protocols("http", {"http", "file"});
  EXPECT_EQ(allowed, "http,file");
  EXPECT_TRUE(is_allowed("file", allowed));
  EXPECT_FALSE(is_allowed("tcp", allowed));
  EXPECT_FALSE(is_allowed("fil", allowed));
}

}  // namespace
}  // namespace ffmpeg
