#include "core/app/completion.hpp"

namespace core::app {
namespace {

constexpr std::string_view program = "video-exporter";

std::string join(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

std::string command_names(const std::vector<CommandWords>& commands) {
  std::vector<std::string> names;
  for (const CommandWords& command : commands) {
    if (!command.name.empty()) names.push_back(command.name);
  }
  return join(names);
}

std::string option_names(const CommandWords& command) {
  std::vector<std::string> names;
  for (const OptionWords& option : command.options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return join(names);
}

// In single quotes for a shell.
std::string quoted(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

// One word a line: names of files may hold spaces.
std::string bash_words(const std::string& source) {
  return "mapfile -t COMPREPLY < <(compgen " + source + " -- \"$word\")";
}

std::string bash_values(const CommandWords& command) {
  std::string cases;
  for (const OptionWords& option : command.options) {
    if (!option.takes_value) continue;
    std::string patterns;
    for (const std::string& name : option.names) patterns += (patterns.empty() ? "" : "|") + name;
    cases += "        " + patterns + ") ";
    if (option.takes_file) {
      cases += bash_words("-f") + "; return ;;\n";
    } else {
      cases += bash_words("-W " + quoted(join(option.values))) + "; return ;;\n";
    }
  }
  return cases;
}

std::string bash(const std::vector<CommandWords>& commands) {
  std::string script =
      "_video_exporter() {\n"
      "  local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\"\n"
      "  local command= i\n"
      "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
      "    case \"${COMP_WORDS[i]}\" in\n      ";
  std::string pattern = command_names(commands);
  for (char& c : pattern) c = c == ' ' ? '|' : c;
  script += pattern + ") command=\"${COMP_WORDS[i]}\"; break ;;\n    esac\n  done\n";
  script += "  case \"$command\" in\n";
  for (const CommandWords& command : commands) {
    const bool is_program = command.name.empty();
    script += "    " + (is_program ? std::string("''") : command.name) + ")\n";
    script += "      case \"$before\" in\n" + bash_values(command) + "      esac\n";
    std::string words = option_names(command) + " " + join(command.arguments);
    if (is_program) words += " " + command_names(commands);
    const std::string files = command.takes_file ? "-f " : "";
    script += "      " + bash_words(files + "-W " + quoted(words)) + " ;;\n";
  }
  return script + "  esac\n}\ncomplete -o filenames -F _video_exporter " + std::string(program) +
         "\n";
}

// The text of a specification of zsh's _arguments.
std::string zsh_help(std::string_view help) {
  std::string text;
  for (const char c : help) {
    if (c == '[' || c == ']' || c == ':') text += '\\';
    text += c;
  }
  return text;
}

std::string zsh_option(const OptionWords& option) {
  std::string lines;
  for (const std::string& name : option.names) {
    std::string line = name + "[" + zsh_help(option.help) + "]";
    if (option.takes_file) {
      line += ":file:_files";
    } else if (option.takes_value) {
      line += ":value:" + (option.values.empty() ? "" : "(" + join(option.values) + ")");
    }
    lines += " \\\n        " + quoted(line);
  }
  return lines;
}

std::string zsh_arguments(const CommandWords& command) {
  std::string text = "      _arguments";
  for (const OptionWords& option : command.options) text += zsh_option(option);
  // The command's own name is an argument, too, which a specification must accept.
  const std::string words = command.takes_file ? "_files" : "(" + join(command.arguments) + ")";
  return command.name.empty() ? text : text + " \\\n        '*: :" + words + "'";
}

std::string zsh(const std::vector<CommandWords>& commands) {
  std::string script = "#compdef video-exporter\n\n_video-exporter() {\n  local -a commands=(\n";
  std::string cases;
  for (const CommandWords& command : commands) {
    if (command.name.empty()) continue;
    script += "    " + quoted(command.name + ":" + command.help) + "\n";
    cases += "    " + command.name + ")\n" + zsh_arguments(command) + "\n      ;;\n";
  }
  std::string pattern = command_names(commands);
  for (char& c : pattern) c = c == ' ' ? '|' : c;
  script += "  )\n  case \"${words[(r)(" + pattern + ")]}\" in\n" + cases;
  script += "    *)\n" + zsh_arguments(commands.front()) +
            " \\\n        '*: :{_describe command commands}'\n      ;;\n  esac\n}\n\n";
  // When zsh loads the file by name from fpath, it is the function's first call; when sourced, it
  // is not.
  return script +
         "if [[ \"$funcstack[1]\" == _video-exporter ]]; then\n  _video-exporter \"$@\"\n"
         "else\n  compdef _video-exporter video-exporter\nfi\n";
}

std::string fish(const std::vector<CommandWords>& commands) {
  const std::string names = command_names(commands);
  const std::string start = "complete -c " + std::string(program);
  std::string script = start + " -f\n";
  for (const CommandWords& command : commands) {
    const bool is_program = command.name.empty();
    const std::string condition = is_program ? "not __fish_seen_subcommand_from " + names
                                             : "__fish_seen_subcommand_from " + command.name;
    const std::string line = start + " -n " + quoted(condition);
    if (!is_program) {
      script += start + " -n " + quoted("not __fish_seen_subcommand_from " + names) + " -a " +
                command.name + " -d " + quoted(command.help) + "\n";
    }
    if (command.takes_file) script += line + " -F\n";
    for (const std::string& argument : command.arguments) {
      script.append(line).append(" -a ").append(argument).append("\n");
    }
    for (const OptionWords& option : command.options) {
      script += line;
      for (const std::string& name : option.names) {
        const bool is_long = name.size() > 2;
        script += is_long ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (option.takes_file) {
        script += " -r -F";
      } else if (option.takes_value) {
        script += " -x";
        if (!option.values.empty()) script += " -a " + quoted(join(option.values));
      }
      script += " -d " + quoted(option.help) + "\n";
    }
  }
  return script;
}

}  // namespace

std::string completion_script(std::string_view shell, const std::vector<CommandWords>& commands) {
  if (shell == "bash") return bash(commands);
  return shell == "zsh" ? zsh(commands) : fish(commands);
}

}  // namespace core::app
