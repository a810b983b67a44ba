#include "core/net/file_stream.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/net/http.hpp"
#include "tests/core/net/net_fixture.hpp"

namespace core::net {
namespace {

class FileStreamTest : public OnNetwork {
 protected:
  FileStreamTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vex-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~FileStreamTest() override { std::filesystem::remove_all(folder); }

  std::filesystem::path folder;
};

TEST_F(FileStreamTest, reads_a_whole_file_through_a_url) {
  const std::string content(1'000'000, 'x');
  std::ofstream(folder / "a b.flv") << content;
  run_net([&](NetContext& context) {
    const Url url = parse_url("file://" + folder.string() + "/a%20b.flv");
    HttpClient client(context, url);
    HttpRequest request;
    request.url = url;
    const HttpResponse response = client.send(request);
    EXPECT_EQ(response.status, 200u);
    EXPECT_EQ(read_all(*response.body), content);
    EXPECT_EQ(context.received(), content.size());
  });
}

TEST_F(FileStreamTest, hands_out_again_what_was_given_back) {
  std::ofstream(folder / "file") << "abcdef";
  run_net([&](NetContext& context) {
    const auto stream = FileStream::open(context, folder / "file");
    EXPECT_EQ(as_text(stream->read_some(4, {})), "abcd");
    stream->unread(2);
    EXPECT_EQ(read_all(*stream), "cdef");
  });
}

TEST_F(FileStreamTest, a_missing_file_is_not_found) {
  run_net([&](NetContext& context) {
    EXPECT_EQ(reason_of([&] { FileStream::open(context, folder / "none"); }),
              vex::Reason::not_found);
  });
}

TEST_F(FileStreamTest, a_folder_and_a_pipe_are_unsupported) {
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  run_net([&](NetContext& context) {
    EXPECT_EQ(reason_of([&] { FileStream::open(context, folder); }), vex::Reason::unsupported);
    EXPECT_EQ(reason_of([&] { FileStream::open(context, folder / "pipe"); }),
              vex::Reason::unsupported);
  });
}

}  // namespace
}  // namespace core::net
