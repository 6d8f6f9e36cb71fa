#include "vultus/report/answer.hpp"

#include "vultus/report/sections.hpp"

namespace vultus {

Answer answer_of(const Outlook& outlook, Language language) {
  using namespace sections;
  const Voice voice(outlook, language);
  const Subject subject = subject_of(outlook);
  Sources sources(outlook.plan.rests_on);
  Answer answer;
  answer.emergency = outlook.emergency;
  add_title(answer, subject, voice);
  add_flags(answer, subject, voice, sources);
  if (outlook.emergency) return answer;  // for an emergency nothing after it
  add_verdict(answer, subject, voice);
  add_moments(answer, subject, voice);
  add_events(answer, subject, voice);
  add_factors(answer, subject, voice);
  add_thresholds(answer, subject, voice);
  add_harms(answer, subject, voice, sources);
  add_watch(answer, subject, voice);
  add_questions(answer, subject, voice);
  add_basis(answer, subject, voice, sources);
  add_expert(answer, subject, voice);
  return answer;
}

std::string verdict_text(const Outlook& outlook, Language language) {
  const Voice voice(outlook, language);
  const sections::Subject subject = sections::subject_of(outlook);
  Answer answer;
  sections::add_verdict(answer, subject, voice);
  return answer.verdict;
}

}  // namespace vultus
