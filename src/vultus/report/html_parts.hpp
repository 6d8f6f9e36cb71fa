// The parts of the report page, one function each, in the order of the answer.
#pragma once
#include <string>
#include <vector>

#include "vultus/report/answer.hpp"
#include "vultus/report/figure.hpp"

namespace vultus::page {

std::string red_flags(const Answer& answer, const Voice& voice);
std::string moments(const Moments& moments, const Voice& voice);
std::string first_chart(const std::vector<Figure>& figures, const Voice& voice);
std::string other_charts(const std::vector<Figure>& figures, const Voice& voice);
std::string events(const Answer& answer, const Voice& voice);
std::string factors(const Answer& answer, const Voice& voice);
std::string harms(const Answer& answer, const Voice& voice);
std::string counsel(const Answer& answer, const Voice& voice);
std::string basis(const Answer& answer, const Voice& voice);

std::string paragraph(const std::string& text, const std::string& kind = {});
/// <ul> or <ol> of texts; empty without any.
std::string list(const std::vector<std::string>& items, const char* tag = "ul");
/// Links to the numbered sources: [1, 4].
std::string cite(const std::vector<int>& numbers);

}  // namespace vultus::page
