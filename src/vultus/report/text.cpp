#include "vultus/report/answer.hpp"
#include "vultus/report/report.hpp"
namespace vultus {
std::string to_terminal(const Outlook& outlook, const TextStyle& style) { return answer_of(outlook, style.language).verdict + "\n"; }
std::string to_html(const Outlook& outlook, Language language) { return "<!doctype html><title>vultus</title><p>" + answer_of(outlook, language).verdict; }
std::string to_svg(const Outlook&, Language) { return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"; }
}  // namespace vultus
