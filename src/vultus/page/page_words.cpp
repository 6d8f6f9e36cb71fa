#include <array>

#include "vultus/catalog/fields.hpp"
#include "vultus/catalog/read_parts.hpp"
#include "vultus/page/article.hpp"

namespace vultus {
namespace {

struct ListField {
  const char* name;
  std::vector<std::u32string> PageWords::*list;
};
constexpr std::array fields_of_page{
    ListField{"grades", &PageWords::grades},
    ListField{"titles", &PageWords::titles},
    ListField{"departments", &PageWords::departments},
    ListField{"institutions", &PageWords::institutions},
    ListField{"hospital_levels", &PageWords::hospital_levels},
    ListField{"author_cues", &PageWords::author_cues},
    ListField{"house_names", &PageWords::house_names},
    ListField{"date_cues", &PageWords::date_cues},
    ListField{"related_heads", &PageWords::related_heads},
    ListField{"related_kinds", &PageWords::related_kinds},
    ListField{"tip_heads", &PageWords::tip_heads},
    ListField{"precaution_heads", &PageWords::precaution_heads},
    ListField{"reference_heads", &PageWords::reference_heads},
    ListField{"disclaimers", &PageWords::disclaimers},
    ListField{"adverts", &PageWords::adverts},
    ListField{"leftovers", &PageWords::leftovers},
    ListField{"speakers", &PageWords::speakers},
    ListField{"plain_heads", &PageWords::plain_heads},
    ListField{"question_cues", &PageWords::question_cues},
    ListField{"answer_cues", &PageWords::answer_cues},
    ListField{"question_words", &PageWords::question_words},
};

PageWords read_one(const std::string& file, FaultList& faults) {
  PageWords words;
  const auto document = read_document(file_text(file), file);
  faults.append(document.faults);
  if (!document.readable) return words;
  std::vector<std::string> allowed{"format"};
  for (const auto& field : fields_of_page) allowed.emplace_back(field.name);
  const Fields fields({&document.root, ""}, allowed, faults);
  if (const auto format = fields.need("format", "vultus-page-words/1")) read_word(*format, {"vultus-page-words/1"}, faults);
  for (const auto& field : fields_of_page) {
    const auto list = fields.need(field.name, "a list of phrases");
    if (!list) continue;
    for (const auto& phrase : read_texts(*list, faults)) (words.*field.list).push_back(normal_form(to_utf32(phrase)));
  }
  return words;
}

}  // namespace

Checked<AllPageWords> read_page_words(const std::string& data) {
  AllPageWords words;
  Faults all;
  const std::array<std::pair<const char*, PageWords*>, 2> languages{{{"en", &words.en}, {"zh", &words.zh}}};
  for (const auto& [language, list] : languages) {
    FaultList faults(data + "/language/" + language + "/page.yaml");
    *list = read_one(faults.file(), faults);
    const auto sorted = faults.sorted();
    all.insert(all.end(), sorted.begin(), sorted.end());
  }
  if (!all.empty()) return tl::unexpected(all);
  return words;
}

}  // namespace vultus
