#include "core/app/command_line.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <iostream>
#include <sstream>

#include "core/app/completion.hpp"
#include "core/config/nearest.hpp"
#include "core/plugin/grammar.hpp"

namespace core::app {
namespace {

constexpr const char* config_names = "-c,--config,--config.file";

/// GNU's layout: options in one column, their help in the next, within 100 columns.
class GnuFormatter : public CLI::Formatter {
 public:
  GnuFormatter() {
    column_width(34);
    label("OPTIONS", "OPTION...");
    label("SUBCOMMAND", "COMMAND");
    label("SUBCOMMANDS", "COMMAND");
    label("Positionals", "Arguments");
  }

  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string type = option->get_type_name();
    return type.empty() ? "" : " " + type;
  }

  std::string make_option_name(const CLI::Option* option, bool is_positional) const override {
    std::string names = Formatter::make_option_name(option, is_positional);
    for (std::size_t at = 0; (at = names.find(',', at)) != std::string::npos; at += 2) {
      names.insert(at + 1, " ");
    }
    return names;
  }

  std::string make_option_desc(const CLI::Option* option) const override {
    return wrapped(option->get_description());
  }

  std::string make_subcommand(const CLI::App* command) const override {
    std::stringstream line;
    CLI::detail::format_help(line, command->get_name(), wrapped(command->get_description()),
                             get_column_width());
    return line.str();
  }

 private:
  // CLI11 indents what follows a line break, but does not break lines itself.
  static std::string wrapped(const std::string& text) {
    std::istringstream words(text);
    std::string lines;
    std::size_t width = 0;
    for (std::string word; words >> word; width += word.size() + 1) {
      if (width + word.size() > 66) {
        lines += '\n';
        width = 0;
      } else if (!lines.empty()) {
        lines += ' ';
      }
      lines += word;
    }
    return lines;
  }
};

CLI::Option* add_config(CLI::App& app, std::filesystem::path& file) {
  return app
      .add_option(config_names, file,
                  "configuration file; else $CONFIG_FILE, ./config.yml, "
                  "/etc/video-exporter/config.yml")
      ->type_name("FILE");
}

CLI::Option* add_duration(CLI::App& app, const std::string& names, std::chrono::nanoseconds& value,
                          const std::string& help) {
  return app
      .add_option_function<std::string>(
          names,
          [&value, names](const std::string& text) {
            const auto duration = plugin::duration_from(text);
            if (!duration || *duration <= std::chrono::nanoseconds::zero()) {
              throw CLI::ValidationError(names,
                                         "'" + text + "' is not a duration such as 10s or 500ms");
            }
            value = *duration;
          },
          help)
      ->type_name("DURATION");
}

void add_run_options(CLI::App& app, RunCommand& run) {
  add_config(app, run.config_file);
  app.add_option("-l,--listen,--web.listen-address", run.listen_address,
                 "where the web server listens, for example 127.0.0.1:8080 or :8080; overrides the "
                 "configuration")
      ->type_name("ADDRESS");
  app.add_option_function<std::string>(
         "--log-level,--log.level",
         [&run](const std::string& name) { run.log_level = *log::level_of(name); },
         "log level of the exporter itself: debug, info, warn, error")
      ->type_name("LEVEL")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}).description(""));
  app.add_option_function<std::string>(
         "--log-format,--log.format",
         [&run](const std::string& name) { run.log_format = log::format_of(name); },
         "console, logfmt or json; by default console on a terminal, else logfmt")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"console", "logfmt", "json"}).description(""));
}

CLI::App* add_probe(CLI::App& app, ProbeCommand& probe) {
  CLI::App* const command = app.add_subcommand(
      "probe", "check one stream once: exits with 0 if it is healthy, with 1 if it is not");
  command
      ->add_option(
          "url", probe.url,
          "for example https://host/live/a.flv or file:///tmp/a.flv; -: a line of standard input")
      ->required()
      ->type_name("URL");
  add_duration(*command, "-d,--duration", probe.sample_duration,
               "how much media to look at; default 10s");
  add_duration(*command, "-t,--timeout", probe.timeout,
               "stop after this time at the latest; default 30s");
  add_config(*command, probe.config_file)
      ->description("configuration file that contains the module");
  command->add_option("-m,--module", probe.module, "module of the configuration to use")
      ->type_name("NAME");
  command->add_option("-p,--probe", probe.probe, "probe plugin to use; by default the URL decides")
      ->type_name("ID");
  command->add_flag("-j,--json", probe.is_json, "print JSON instead of a report");
  command->add_flag("-v,--verbose", probe.is_verbose, "log what happens along the way");
  return command;
}

CLI::App* add_test_webhook(CLI::App& app, TestWebhookCommand& test) {
  CLI::App* const command = app.add_subcommand(
      "test-webhook",
      "send a sample alert to a receiver and print its response: exits with 0 if it was accepted");
  command->add_option("name", test.name, "name of the webhook sink in the configuration")
      ->required()
      ->type_name("NAME");
  add_config(*command, test.config_file);
  command->add_flag("-v,--verbose", test.is_verbose, "log what happens along the way");
  return command;
}

CLI::App* add_completion(CLI::App& app, std::string& shell) {
  CLI::App* const command =
      app.add_subcommand("completion", "print a completion script for a shell");
  command->add_option("shell", shell, "bash, zsh or fish")
      ->required()
      ->type_name("SHELL")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""));
  command->footer("Load it with, for example: source <(video-exporter completion bash)");
  return command;
}

OptionWords words_of(const CLI::Option& option) {
  OptionWords words{.help = option.get_description()};
  for (const std::string& name : option.get_snames()) words.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) words.names.push_back("--" + name);
  words.takes_value = option.get_items_expected_max() > 0;
  words.takes_file = option.get_type_name() == "FILE";
  if (option.get_type_name() == "LEVEL") words.values = {"debug", "info", "warn", "error"};
  if (option.get_type_name() == "FORMAT") words.values = {"console", "logfmt", "json"};
  return words;
}

CommandWords words_of(const CLI::App& app, const std::string& name) {
  CommandWords words{.name = name, .help = app.get_description()};
  for (const CLI::Option* const option : app.get_options()) {
    if (!option->get_positional()) {
      words.options.push_back(words_of(*option));
    } else if (option->get_type_name() == "SHELL") {
      words.arguments = {"bash", "zsh", "fish"};
    } else {
      words.takes_file = words.takes_file || option->get_type_name() == "FILE";
    }
  }
  return words;
}

std::vector<CommandWords> words_of(const CLI::App& app) {
  std::vector<CommandWords> words{words_of(app, "")};
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(words_of(*command, command->get_name()));
  }
  return words;
}

/// CLI11 names the words that it does not know, but nothing that is like them.
std::string sentence_of(const CLI::ParseError& error, const CLI::App& app) {
  const std::vector<std::string> left = app.remaining(true);
  if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::ExtrasError) || left.empty()) {
    return error.what();
  }
  const auto commands = app.get_subcommands();
  const bool is_option = left.front().rfind('-', 0) == 0;
  if (!is_option && !commands.empty()) return "unexpected argument '" + left.front() + "'";
  const CommandWords words = words_of(commands.empty() ? app : *commands.front(), "");
  const std::vector<CommandWords> all = words_of(app);
  std::vector<std::string_view> known;
  if (is_option) {
    for (const auto& option : words.options) {
      known.insert(known.end(), option.names.begin(), option.names.end());
    }
  } else {
    for (const CommandWords& command : all) {
      if (!command.name.empty()) known.push_back(command.name);
    }
  }
  const std::string word = left.front().substr(0, left.front().find('='));
  return (is_option ? "unknown option '" : "unknown command '") + word + "'; " +
         config::suggestion(word, known);
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  CLI::App app("Watches live video streams and says which ones are broken and why.",
               "video-exporter");
  app.formatter(std::make_shared<GnuFormatter>());
  app.set_help_flag("-h,--help", "print this help");
  app.require_subcommand(0, 1);
  app.footer("`run` is the default command. See `video-exporter COMMAND --help` for details.");

  RunCommand run;
  add_run_options(app, run);
  CLI::App* const run_app =
      app.add_subcommand("run", "watch the streams of the configuration (default)");
  add_run_options(*run_app, run);

  CheckCommand check;
  CLI::App* const check_app =
      app.add_subcommand("check", "check the configuration, including the options of plugins");
  add_config(*check_app, check.config_file);
  check_app->add_option("file", check.config_file, "the same as --config")->type_name("FILE");

  ProbeCommand probe;
  CLI::App* const probe_app = add_probe(app, probe);

  PluginsCommand plugins;
  CLI::App* const plugins_app =
      app.add_subcommand("plugins", "list the plugins, or describe one with its options");
  plugins_app->add_option("id", plugins.id, "plugin to describe")->type_name("ID");
  plugins_app->add_flag("--markdown", plugins.is_markdown,
                        "write the reference of all plugins as Markdown");
  add_config(*plugins_app, plugins.config_file)
      ->description("configuration file with plugins.path");

  TestWebhookCommand test_webhook;
  CLI::App* const test_webhook_app = add_test_webhook(app, test_webhook);

  CLI::App* const version_app = app.add_subcommand("version", "print the version");
  bool wants_version = false;
  app.add_flag("-V,--version", wants_version, "print the version");

  std::string shell;
  CLI::App* const completion_app = add_completion(app, shell);

  for (CLI::App* const command : app.get_subcommands([](CLI::App*) { return true; })) {
    command->group("Commands");
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return Exit{app.exit(e)};
  } catch (const CLI::ParseError& e) {
    const auto commands = app.get_subcommands();
    const std::string program =
        "video-exporter" + (commands.empty() ? "" : " " + commands.front()->get_name());
    std::cerr << program << ": " << sentence_of(e, app) << "\nTry '" << program << " --help'.\n";
    return Exit{exit_usage};
  }
  if (wants_version || version_app->parsed()) return VersionCommand{};
  if (check_app->parsed()) return check;
  if (probe_app->parsed()) return probe;
  if (plugins_app->parsed()) return plugins;
  if (test_webhook_app->parsed()) return test_webhook;
  if (completion_app->parsed()) return CompletionCommand{completion_script(shell, words_of(app))};
  return run;
}

}  // namespace core::app
