// Writes every made-up answer to a folder, to be looked at: look FOLDER.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "made_up.hpp"
#include "vultus/report/report.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: look FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
  };
  for (const auto& [name, outlook] : vultus::made_up::all())
    for (const auto language : {vultus::Language::en, vultus::Language::zh}) {
      const std::string stem = name + (language == vultus::Language::zh ? ".zh" : ".en");
      write(stem + ".txt", vultus::to_terminal(outlook, {language, 100, false}));
      write(stem + ".colour.txt", vultus::to_terminal(outlook, {language, 100, true}));
      write(stem + ".html", vultus::to_html(outlook, language));
      write(stem + ".svg", vultus::to_svg(outlook, language));
      write(stem + ".json", vultus::to_json(outlook, language));
      write(stem + ".csv", vultus::to_csv(outlook));
    }
  return 0;
}
