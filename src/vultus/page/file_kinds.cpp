// What can be told from the first bytes: kinds of files that are no text, and a declared encoding.
#include <array>

#include "vultus/base/text.hpp"
#include "vultus/page/decode.hpp"

namespace vultus {
namespace {

struct Magic {
  std::size_t at;
  std::string_view bytes;
  const char* kind;
};
using namespace std::string_view_literals;
constexpr std::array magics{
    Magic{0, "\x89PNG"sv, "a PNG picture"},
    Magic{0, "\xFF\xD8\xFF"sv, "a JPEG picture"},
    Magic{0, "GIF87a"sv, "a GIF picture"},
    Magic{0, "GIF89a"sv, "a GIF picture"},
    Magic{8, "WEBP"sv, "a WebP picture"},
    Magic{0, "%PDF-"sv, "a PDF document"},
    Magic{0, "PK\x03\x04"sv, "a ZIP archive"},
    Magic{0, "PK\x05\x06"sv, "a ZIP archive"},
    Magic{0, "\x1F\x8B"sv, "a gzip archive"},
    Magic{0, "BZh"sv, "a bzip2 archive"},
    Magic{0, "\xFD\x37zXZ"sv, "an xz archive"},
    Magic{0, "7z\xBC\xAF"sv, "a 7z archive"},
    Magic{0, "Rar!"sv, "a RAR archive"},
    Magic{0, "\xD0\xCF\x11\xE0"sv, "a Microsoft Office document"},
    Magic{0, "\x7F\x45LF"sv, "a program"},
    Magic{0, "MZ\x90"sv, "a program"},
    Magic{4, "ftyp"sv, "a video"},
    Magic{0, "ID3"sv, "a sound recording"},
    Magic{0, "OggS"sv, "a sound recording"},
    Magic{0, "SQLite format 3"sv, "a database"},
    Magic{0, "{\\rtf"sv, "an RTF document"},
    Magic{0, "%!PS"sv, "a PostScript document"},
    Magic{0, "wOFF"sv, "a font"},
    Magic{0, "wOF2"sv, "a font"},
    Magic{0, "II*\0"sv, "a TIFF picture"},
    Magic{0, "MM\0*"sv, "a TIFF picture"},
    Magic{0, "\x89HDF"sv, "an HDF5 file"},
    Magic{0, "CDF\x01"sv, "a netCDF file"},
};

/// The value behind `name=` in a tag, with or without quotation marks.
std::string value_after(std::string_view tag, std::string_view name) {
  const auto at = tag.find(name);
  if (at == std::string_view::npos) return {};
  auto rest = trimmed(tag.substr(at + name.size()));
  if (!rest.starts_with('=')) return {};
  rest = trimmed(rest.substr(1));
  if (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
  return std::string(trimmed(rest.substr(0, rest.find_first_of("\"' ;/>?"))));
}

}  // namespace

std::string kind_of_file(std::string_view bytes) {
  for (const auto& magic : magics)
    if (bytes.size() >= magic.at && bytes.substr(magic.at).starts_with(magic.bytes)) return magic.kind;
  return {};
}

std::string declared_charset(std::string_view bytes) {
  const auto head = lowered(bytes.substr(0, 8192));
  const std::string_view view = head;
  if (view.starts_with("<?xml")) {
    if (auto value = value_after(view.substr(0, view.find('>')), "encoding"); !value.empty()) return value;
  }
  for (auto at = view.find("<meta"); at != std::string_view::npos; at = view.find("<meta", at + 1)) {
    const auto tag = view.substr(at, view.find('>', at) - at + 1);
    if (auto value = value_after(tag, "charset"); !value.empty()) return value;
  }
  return {};
}

}  // namespace vultus
