#include "core/discovery/file_source.hpp"

#include <glob.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "core/config/load.hpp"
#include "core/config/unreadable.hpp"

namespace core::discovery {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::error_code unknown;
  const auto size = fs::file_size(file, unknown);
  std::ifstream in(file, std::ios::binary);
  if (!in || unknown) throw std::runtime_error(file.string() + ": " + config::why_unreadable(file));
  if (size > largest_document) throw std::runtime_error(file.string() + ": larger than 32 MiB");
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> matching_files(const config::FileDiscovery& settings) {
  std::vector<fs::path> files;
  for (const std::string& pattern : settings.patterns) {
    glob_t found{};
    if (::glob(pattern.c_str(), 0, nullptr, &found) == 0) {
      files.insert(files.end(), found.gl_pathv, found.gl_pathv + found.gl_pathc);
    }
    ::globfree(&found);
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

Targets read_target_file(const fs::path& file, const std::string& content) {
  const bool is_json = file.extension() == ".json";
  return read_targets(content, is_json ? Syntax::json : Syntax::yaml, file.string());
}

/// Symbolic links are followed to their targets.
Folders FileSource::folders() const {
  Folders folders;
  for (const std::string& pattern : settings_.patterns) {
    folders.insert(fs::path(pattern).parent_path());
  }
  for (const fs::path& file : matching_files(settings_)) {
    std::error_code unknown;
    const fs::path real = fs::canonical(file, unknown);
    if (!unknown) folders.insert(real.parent_path());
  }
  return folders;
}

void FileSource::read() {
  std::string complaints;
  const std::vector<fs::path> paths = matching_files(settings_);
  bool is_changed = std::erase_if(files_, [&](const auto& file) {
                      return std::find(paths.begin(), paths.end(), file.first) == paths.end();
                    }) > 0;
  for (const fs::path& path : paths) {
    try {
      is_changed = read_one(path, files_[path]) || is_changed;
    } catch (const std::runtime_error& error) {
      complaints += (complaints.empty() ? "" : "; ") + std::string(error.what());
    }
  }
  TargetsPtr all;
  if (is_changed) {
    auto targets = std::make_shared<Targets>();
    for (const auto& [path, file] : files_) {
      if (!file.targets) continue;
      const auto add = [](auto& to, const auto& from) {
        to.insert(to.end(), from.begin(), from.end());
      };
      add(targets->list, file.targets->list);
      add(targets->problems, file.targets->problems);
    }
    all = std::move(targets);
  }
  update(std::move(all), complaints);
}

/// Returns whether the list has changed.
bool FileSource::read_one(const fs::path& path, File& file) {
  const std::string content = content_of(path);
  const std::size_t fingerprint = config::fingerprint_of(content);
  if (file.targets && file.fingerprint == fingerprint) return false;
  file.targets = std::make_shared<const Targets>(read_target_file(path, content));
  file.fingerprint = fingerprint;
  return true;
}

}  // namespace core::discovery
