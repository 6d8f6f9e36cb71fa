#include "vultus/catalog/catalog.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>

#include "vultus/base/text.hpp"
#include "vultus/catalog/read_parts.hpp"
#include "vultus/model/roster.hpp"

namespace vultus {

namespace fs = std::filesystem;

namespace {

template <class Model>
ModelNames names_of() {
  ModelNames names;
  names.name = Model::name;
  names.ports.assign(Model::port_names.begin(), Model::port_names.end());
  names.parameters.assign(Model::param_names.begin(), Model::param_names.end());
  names.observables.assign(Model::observable_names.begin(), Model::observable_names.end());
  return names;
}

/// The .yaml files of a folder, sorted by name.
std::vector<std::string> yaml_files(const std::string& directory) {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(directory))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

void add(Faults& all, const Faults& more) { all.insert(all.end(), more.begin(), more.end()); }

/// "choe2005a": lower-case letters (and _), a year, a letter.
bool looks_like_study(std::string_view word) {
  if (word.size() < 7) return false;
  const auto digits = word.substr(word.size() - 5, 4);
  const auto letters = word.substr(0, word.size() - 5);
  const auto low = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return low(word.back()) && std::all_of(digits.begin(), digits.end(), digit) && digits[0] <= '2' && digits[0] >= '1' &&
         std::all_of(letters.begin(), letters.end(), low);
}

}  // namespace

const std::vector<ModelNames>& model_names() {
#define VULTUS_NAMES_OF(Model) names_of<model::Model>(),
  static const std::vector<ModelNames> all{VULTUS_ROSTER(VULTUS_NAMES_OF)};
#undef VULTUS_NAMES_OF
  return all;
}

const ModelNames* model_named(std::string_view name) {
  for (const auto& names : model_names())
    if (names.name == name) return &names;
  return nullptr;
}

std::string file_text(const std::string& path) { return file_text(path, static_cast<std::size_t>(-1)); }

std::string file_text(const std::string& path, std::size_t most) {
  const auto failed = [&] { throw std::system_error(errno, std::generic_category(), path); };
  struct Closer {
    void operator()(std::FILE* file) const {
      if (file != stdin) std::fclose(file);
    }
  };
  const std::unique_ptr<std::FILE, Closer> file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) failed();
  std::string text;
  char block[1 << 16];
  while (text.size() < most) {
    const std::size_t wanted = std::min(sizeof block, most - text.size());
    const std::size_t got = std::fread(block, 1, wanted, file.get());
    text.append(block, got);
    if (got < wanted) {
      if (std::ferror(file.get()) != 0) failed();
      break;
    }
  }
  return text;
}

void check_source(const Spot& spot, const Catalog& catalog, FaultList& faults) {
  const std::string& text = spot.node->text;
  const auto part_of_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '/' || c == '.';
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && part_of_word(text[end])) ++end;
    const auto word = std::string_view(text).substr(i, end - i);
    if (looks_like_study(word) && !catalog.studies.contains(std::string(word)))
      faults.add(*spot.node, spot.path, in_quotes(word) + " is no study of data/evidence",
                 "a study id, an address or an assumption");
    i = std::max(end, i + 1);
  }
}

std::string read_source(const Fields& fields, const Catalog& catalog, FaultList& faults) {
  const auto spot = fields.need("source", "an address, a study id, or `assumption: why`");
  const auto text = spot ? read_text(*spot, faults) : std::nullopt;
  if (text) check_source(*spot, catalog, faults);
  return text.value_or("");
}

std::optional<double> read_in_case_units(const Spot& spot, std::string_view field, FaultList& faults) {
  const auto text = read_text(spot, faults);
  if (!text) return std::nullopt;
  const auto quantity = parse_quantity(*text);
  if (!quantity) {
    faults.add(*spot.node, spot.path, quantity.error().found, quantity.error().allowed);
    return std::nullopt;
  }
  if ((field != "age" && field != "patient.age") || quantity->dimension != Dimension::time) return quantity->value;
  return quantity->value / 365.25;
}

bool Treatment::is_for(std::string_view kind) const {
  return std::any_of(suits.begin(), suits.end(), [&](const Indication& indication) { return indication.kind == kind; });
}

const Tissue* Catalog::tissue(std::string_view model) const {
  for (const auto& tissue : tissues)
    if (tissue.model == model) return &tissue;
  return nullptr;
}

const Treatment* Catalog::treatment(std::string_view code) const {
  for (const auto& treatment : treatments)
    if (treatment.code == code) return &treatment;
  return nullptr;
}

const Treatment* Catalog::treatment_called(std::string_view word) const {
  if (const auto* found = treatment(word)) return found;
  const auto plain = [](std::string_view text) { return lowered(plain_width(trimmed(text))); };
  const std::string wanted = plain(word);
  for (const auto& treatment : treatments)
    for (const auto& name : treatment.also_called)
      if (plain(name) == wanted) return &treatment;
  return nullptr;
}

const Code* Catalog::code(std::string_view kind, std::string_view name) const {
  const auto of_kind = codes.find(std::string(kind));
  if (of_kind == codes.end()) return nullptr;
  const auto found = of_kind->second.find(std::string(name));
  return found == of_kind->second.end() ? nullptr : &found->second;
}

const ObservableFact* Catalog::observable(std::string_view name) const {
  for (const auto& tissue : tissues)
    for (const auto& fact : tissue.observables)
      if (fact.code == name) return &fact;
  return nullptr;
}

const EventFact* Catalog::event(std::string_view name) const {
  for (const auto& tissue : tissues)
    for (const auto& fact : tissue.events)
      if (fact.code == name) return &fact;
  return nullptr;
}

std::string Catalog::name_of(std::string_view kind, std::string_view name, Language language) const {
  if (kind == "treatment") {
    if (const auto* found = treatment(name)) return found->name.in(language);
  } else {
    if (const auto* found = observable(name)) return found->name.in(language);
    if (const auto* found = event(name)) return found->name.in(language);
  }
  const auto* found = code(kind, name);
  if (found == nullptr && kind == "event")  // a harm that only the files of treatments know
    for (const auto& treatment : treatments)
      for (const auto& harm : treatment.harms)
        if (harm.event == name && !harm.name.en.empty()) return harm.name.in(language);
  if (found == nullptr) return std::string(name);
  const auto& meaning = language == Language::zh && !found->meaning_zh.empty() ? found->meaning_zh : found->meaning;
  return meaning.empty() ? std::string(name) : meaning;
}

std::string data_directory() {
  if (const char* named = std::getenv("VULTUS_DATA"); named != nullptr && *named != '\0') return named;
  char program[4096];
  const auto length = readlink("/proc/self/exe", program, sizeof program);
  if (length > 0) {
    const fs::path beside = fs::path(std::string(program, static_cast<std::size_t>(length))).parent_path().parent_path();
    std::error_code unused;
    const fs::path installed = beside / "share/vultus/data";
    if (fs::exists(installed / "evidence/vocabulary.csv", unused)) return installed.string();
  }
  return VULTUS_SOURCE_DATA;
}

namespace {

/// Evidence and tissues into a catalog.
Faults read_models(const std::string& directory, Catalog& catalog) {
  catalog.directory = directory;
  Faults faults = read_evidence(directory + "/evidence", catalog);
  for (const auto& file : yaml_files(directory + "/tissues")) {
    Tissue tissue;
    add(faults, read_tissue(file, file_text(file), catalog, tissue));
    if (catalog.tissue(tissue.model) != nullptr)
      faults.push_back(
          {file, 0, 0, "model", "a second file for the model " + in_quotes(tissue.model), "one file per model"});
    catalog.tissues.push_back(std::move(tissue));
  }
  return faults;
}

}  // namespace

Checked<std::vector<Tissue>> read_tissues(const std::string& directory) {
  Catalog catalog;
  if (Faults faults = read_models(directory, catalog); !faults.empty()) return tl::unexpected(std::move(faults));
  return std::move(catalog.tissues);
}

Checked<Catalog> read_catalog(const std::string& directory) {
  Catalog catalog;
  Faults faults = read_models(directory, catalog);
  for (const auto& file : yaml_files(directory + "/treatments")) {
    Treatment treatment;
    add(faults, read_treatment(file, file_text(file), catalog, treatment));
    if (catalog.treatment(treatment.code) != nullptr)
      faults.push_back(
          {file, 0, 0, "code", "a second file for the treatment " + in_quotes(treatment.code), "one file per treatment"});
    catalog.treatments.push_back(std::move(treatment));
  }
  add(faults, read_tallies(directory + "/evidence", catalog));
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return catalog;
}

}  // namespace vultus
