#include "made_up.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace vultus::made_up {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> weekly(double horizon) {
  std::vector<double> days;
  for (double day = 0.0; day <= horizon; day += 7.0) days.push_back(day);
  return days;
}

/// Rises within `rise` days, wanes from day `turn` with `wane` days.
double pulse(double day, double rise, double turn, double wane) {
  return (1.0 - std::exp(-day / rise)) * std::exp(-std::max(0.0, day - turn) / wane);
}

struct Shape {
  double base, by;  ///< value = base + by * pulse
  double rise, turn, wane;
  double error;  ///< of measuring
};

Band band(const std::string& code, const std::string& unit, Words name, bool derived, const Shape& s,
          const std::vector<double>& days) {
  Band b;
  b.outcome = code;
  b.unit = unit;
  b.name = std::move(name);
  b.derived = derived;
  b.baseline_median = s.base;
  for (const double day : days) {
    const double p = pulse(day, s.rise, s.turn, s.wane);
    const auto at = [&](double part) { return s.base + s.by * p * part; };
    std::vector<double> levels{at(0.5), at(0.78), at(1.0), at(1.28), at(1.7)};
    std::sort(levels.begin(), levels.end());
    b.q05.push_back(levels[0]);
    b.q25.push_back(levels[1]);
    b.median.push_back(levels[2]);
    b.q75.push_back(levels[3]);
    b.q95.push_back(levels[4]);
    b.mean_q05.push_back(levels[1] + 0.3 * (levels[2] - levels[1]));
    b.mean_q95.push_back(levels[3] - 0.3 * (levels[3] - levels[2]));
    b.measured_q05.push_back(levels[0] - s.error);
    b.measured_q95.push_back(levels[4] + s.error);
  }
  return b;
}

double below(double day, double median, double spread) {  // log-normal
  return day <= 0.0 ? 0.0 : 0.5 * std::erfc(-std::log(day / median) / (spread * std::sqrt(2.0)));
}

/// An event that `reach` of all people have in the end, half of those by `median`.
EventCurve event(EventCurve::Kind kind, const std::string& code, const std::string& about, Words name, bool derived,
                 double median, double spread, double reach, double from, const std::vector<double>& days) {
  EventCurve e;
  e.kind = kind;
  e.code = code;
  e.about = about;
  e.name = std::move(name);
  e.derived = derived;
  const auto share = [&](double day) { return day <= from ? 0.0 : reach * below(day - from, median - from, spread); };
  for (const double day : days) {
    e.share.push_back(share(day));
    e.share_q05.push_back(0.9 * share(day));
    e.share_q95.push_back(std::min(1.0, 1.1 * share(day)));
  }
  e.probability = e.share.back();
  e.probability_q05 = 0.85 * e.probability;
  e.probability_q95 = std::min(1.0, 1.1 * e.probability);
  const auto day_of = [&](double level, double wanted_reach) {
    for (double day = from; day <= days.back(); day += 0.5)
      if (wanted_reach * below(day - from, median - from, spread) >= level) return day;
    return never;
  };
  e.q05_day = day_of(0.05 * e.probability, reach);
  e.median_day = day_of(0.5 * e.probability, reach);
  e.q95_day = day_of(0.95 * e.probability, reach);
  e.half_day = day_of(0.5, reach);
  e.ninety_day = day_of(0.9, reach);
  e.half_day_q05 = day_of(0.5, std::min(1.0, reach * 1.3));
  e.half_day_q95 = day_of(0.5, reach * 0.75);
  if (std::isfinite(e.half_day)) e.half_day_q05 = std::min(e.half_day_q05, from + 0.7 * (e.half_day - from));
  return e;
}

void flip(EventCurve& noticed) {  // from the share that has lost it to the share that sees it
  for (auto* shares : {&noticed.share, &noticed.share_q05, &noticed.share_q95})
    for (double& share : *shares) share = 1.0 - share;
}

std::vector<Band> bands(const std::vector<double>& days, double deeper = 1.0) {
  return {band("masseter_thickness_rest", "mm", {"Jaw muscle (masseter) thickness, jaw relaxed", "放松时咬肌厚度"}, false,
               {11.6, -2.9 * deeper, 34, 90, 210, 0.5}, days),
          band("masseter_thickness_clench", "mm", {"Jaw muscle (masseter) thickness, teeth clenched", "咬紧牙时咬肌厚度"},
               false, {13.2, -3.6 * deeper, 14, 80, 200, 0.5}, days),
          band("masseter_volume", "ml", {"Jaw muscle (masseter) volume, one side", "单侧咬肌体积"}, false,
               {22.0, -5.4 * deeper, 34, 90, 210, 1.0}, days),
          band("bite_force", "N", {"Strength of the bite (maximum bite force)", "最大咬合力"}, false,
               {610, -170, 4, 21, 38, 70}, days),
          band("cheek_hollowing", "mm", {"Hollow below the cheekbone (contour lost)", "颧骨下方凹陷(轮廓凹进)"}, true,
               {0.0, 2.3 * deeper, 34, 90, 200, 0.5}, days),
          band("skin_slack", "mm", {"Loose skin (surplus over its support)", "皮肤松弛(超出支撑的多余皮肤)"}, true,
               {0.0, 1.2 * deeper, 30, 80, 120, 0.5}, days)};
}

std::vector<EventCurve> events(const std::vector<double>& days, double median, double reach, double from) {
  using Kind = EventCurve::Kind;
  std::vector<EventCurve> list;
  EventCurve seen =
      event(Kind::noticed, "sunken_cheek", "sunken_cheek", {"sunken cheek that the person notices", "本人能察觉的面颊凹陷"},
            true, median, 0.45, reach, from, days);
  flip(seen);
  seen.probability = 1.0;
  seen.q05_day = 21, seen.median_day = 30, seen.q95_day = 41;
  list.push_back(seen);
  list.push_back(event(Kind::gone, "sunken_cheek_gone", "sunken_cheek",
                       {"sunken cheek that the person notices: gone", "本人能察觉的面颊凹陷消失"}, true, median, 0.45, reach,
                       from, days));
  EventCurve slack =
      event(Kind::noticed, "skin_laxity_jowling", "skin_laxity_jowling",
            {"sagging skin or jowls that the person notices", "本人能察觉的皮肤松垂"}, true, 60, 0.5, 0.22, 0, days);
  list.push_back(slack);
  list.push_back(event(Kind::recovered, "masseter_thickness_rest_recovered", "masseter_thickness_rest",
                       {"thickness: back within 10 % of before", "厚度恢复到原来的九成以上"}, false, median + 75, 0.4, reach,
                       0, days));
  list.push_back(event(Kind::recovered, "bite_force_recovered", "bite_force",
                       {"bite: back within 10 % of before", "咬合力恢复到原来的九成以上"}, false, 74, 0.35, 1.0, 0, days));
  return list;
}

Flag flag(Flag::FlagLevel level, const std::string& code, Words text, Words action, const std::string& source) {
  return {level, code, std::move(text), std::move(action), source};
}

std::vector<Flag> flags() {
  using Level = Flag::FlagLevel;
  const Words go{"Call the emergency number or go to an emergency department now.", "请立即拨打急救电话或去急诊。"};
  return {
      flag(Level::now, "trouble_swallowing", {"trouble swallowing", "吞咽困难"}, go, "label"),
      flag(Level::now, "trouble_breathing", {"trouble breathing", "呼吸困难"}, go, "label"),
      flag(Level::now, "trouble_speaking", {"slurred or weak voice", "说话含糊或声音变弱"}, go, "label"),
      flag(Level::now, "double_vision", {"double vision or drooping eyelids", "看东西重影或眼皮下垂"}, go, "label"),
      flag(Level::now, "general_weakness", {"weakness of the whole body", "全身无力"}, go, "label"),
      flag(Level::now, "severe_allergy",
           {"hives, wheezing, swelling of lips or tongue, faintness", "起风团、喘、嘴唇或舌头肿、要晕倒"}, go, "label"),
      flag(Level::within_a_day, "fever_spreading_redness",
           {"fever with redness, heat or swelling that spreads at the treated place", "发烧,同时治疗部位红肿热并向外扩散"},
           {"See a doctor today.", "请当天就医。"}, "assumption")};
}

HarmForecast harm(const std::string& event, const std::string& treatment, Words name, double events, double people,
                  double from, double to, Urgency urgency, Words todo, bool past) {
  HarmForecast h;
  h.event = event;
  h.treatment = treatment;
  h.name = std::move(name);
  h.events = events;
  h.people = people;
  if (people > 0.0) {
    h.probability = events / people;
    const double sd = std::sqrt((h.probability * (1.0 - h.probability) + 0.25 / people) / people);
    h.q05 = std::max(0.0, h.probability - 1.64 * sd);
    h.q95 = std::min(1.0, h.probability + 1.64 * sd);
    h.rests_on = {"peng2018a"};
  }
  h.from_day = from;
  h.to_day = to;
  h.urgency = urgency;
  h.what_to_do = std::move(todo);
  h.past = past;
  return h;
}

std::vector<HarmForecast> toxin_harms() {
  const std::string t = "botulinum_masseter";
  return {harm("chewing_weakness", t, {"weak chewing", "咀嚼无力"}, 611, 2036, 3, 84, Urgency::next_visit,
               {"Eat softer food; it usually passes within 12 weeks.", "先吃软一些的食物,一般12周内恢复。"}, true),
          harm("bruising", t, {"bruising", "瘀斑"}, 51, 2036, 0, 14, Urgency::next_visit,
               {"It fades in one to two weeks.", "一到两周消退。"}, true),
          harm("paradoxical_bulging", t, {"bulging of the masseter", "咬肌反常膨隆"}, 11, 2174, 3, 84, Urgency::next_visit,
               {"Ask the doctor, a small second injection may settle it.", "请复诊,医生可能小量补打。"}, true),
          harm("sunken_cheek", t, {"sunken cheek", "面颊凹陷"}, 9, 2036, 14, 270, Urgency::next_visit,
               {"Do not add toxin. Have the thickness measured.", "先不要再打。请医生测一下厚度。"}, true),
          harm("swallowing_or_facial_weakness", t,
               {"difficult swallowing or weak muscle of expression", "吞咽困难或表情肌无力"}, 1, 60, 1, 84, Urgency::now,
               {"Trouble swallowing or weak face muscles: see a doctor now.", "吞咽困难或面部无力:请立即就医。"}, true)};
}

void add_basis(Forecast& f) {
  ModelUse model;
  model.name = "masseter";
  model.version = "0.1";
  model.posterior = "rough fit of 2026-11";
  model.status = "rough_fit";
  model.status_note = {"The numbers of this first version were adjusted by hand to published studies of the masseter.",
                       "这一版的数值是对照已发表的咬肌研究手工粗略调整的。"};
  model.studies = 3;
  model.participants = 2284;
  f.models = {model};
  f.rests_on = {
      {"choe2005a", "Choe SW et al. Dermatol Surg 2005", "10.1111/j.1524-4725.2005.31500", "", "some concerns", 2005, 22},
      {"peng2018a", "Peng HP, Peng JH. J Cosmet Dermatol 2018", "10.1111/jocd.12452", "", "high", 2018, 680},
      {"ona2025a",
       "Onabotulinum masseter phase 2b, 2025",
       "",
       "https://example.org/ona?a=1&b=2",
       "some concerns",
       2025,
       {}}};
  f.assumptions_en = {"How deep a hollow must be before a person sees it (threshold)",
                      "Filler lifts the contour by a fixed amount per ml"};
  f.assumptions_zh = {"凹陷要多深,本人才会看出(界线)", "每毫升填充抬高的轮廓是固定的"};
  f.certainty = Certainty::low;
  f.certainty_derived = Certainty::very_low;
  f.certainty_reasons = {{"small studies, most shorter than 6 months", "研究规模小,多数随访不到 6 个月"},
                         {"hollow cheeks were only counted, never followed", "面颊凹陷只有计数,没有追踪"}};
  f.lanes.solved = 9998;
  f.lanes.not_finite = 2;
  f.lanes.steps = 412'345;
  f.lanes.rejected = 12'001;
}

FactorEffect factor(const std::string& code, Words label, double weeks, double low, double high, double depth,
                    Words finding = {}) {
  FactorEffect f;
  f.code = code;
  f.label = std::move(label);
  f.finding = std::move(finding);
  f.weeks = weeks;
  f.weeks_q05 = low;
  f.weeks_q95 = high;
  f.depth = depth;
  f.share = -0.01 * weeks;
  f.share_q05 = -0.01 * high;
  f.share_q95 = -0.01 * low;
  return f;
}

std::vector<FactorEffect> factors() {
  std::vector<FactorEffect> list{
      factor(
          "regrowth_slow",
          {"how fast your muscle grows back: like the slowest 10 of 100 people", "肌肉长回的速度:像 100 人里最慢的 10 人"},
          17.2, 9.0, 28.1, 0.0),
      factor("ha_filler", {"Hyaluronic acid filler, as usual, from today", "玻尿酸(透明质酸)填充(常规用量,今天开始)"}, -14.8,
             -22, -3.4, 0.0,
             {"nobody has measured filler for hollow cheeks after masseter toxin", "没有人测过玻尿酸用于瘦脸针后的凹陷"}),
      factor("recovery_rate_slow",
             {"your own recovery rate: like the slowest 10 of 100 people instead of your most likely one",
              "自身恢复速度(“代谢”):像 100 人里最慢的 10 人"},
             9.6, 5.2, 15.1, 0.32, {"no test can tell beforehand who is quick", "没有检查能事先知道谁恢复得快"}),
      factor("dose", {"dose: 30 U per side instead of 50 U", "剂量:每侧 30 U 而不是 50 U"}, -4.3, -7.6, -1.8, -0.24),
      factor("product",
             {"product: the same number of units of abobotulinum instead of onabotulinum",
              "产品:同样单位数的 abobotulinum 而不是 onabotulinum"},
             -0.2, -3.0, 2.1, -0.02)};
  FactorEffect repetition =
      factor("repetition", {"repetition: the same dose again in week 14", "重复注射:第 14 周再打一次同样剂量"}, nan, nan,
             nan, 0.51);
  repetition.beyond_horizon = true;
  repetition.share = -0.34;
  repetition.share_q05 = -0.48;
  repetition.share_q95 = -0.21;
  list.insert(list.begin(), repetition);
  for (const auto& [en, zh] : {std::pair{"sleep", "睡眠"}, std::pair{"food rich in collagen", "吃富含胶原的食物"},
                               std::pair{"massage or heat", "按摩或热敷"}}) {
    FactorEffect none;
    none.code = "belief";
    none.measured = false;
    none.label = {en, zh};
    none.finding = {"nobody has measured this after masseter toxin", "瘦脸针后没有人测过"};
    list.push_back(none);
  }
  return list;
}

Forecast forecast(const std::string& plan, const std::vector<double>& days, double today, double median, double reach) {
  Forecast f;
  f.case_file = "examples/hollow-cheeks.yaml";
  f.plan = plan;
  f.patients = 10'000;
  f.today = today;
  f.horizon = days.back();
  f.days = days;
  f.outcomes = bands(days);
  f.events = events(days, median, reach, today);
  f.harms = toxin_harms();
  f.flags = flags();
  add_basis(f);
  return f;
}

Entry injection(double day) {
  Entry e;
  e.day = day;
  e.treatment = "botulinum_masseter";
  e.product = "onabotulinum";
  e.dose = 50.0;
  return e;
}

void add_advice(Outlook& o) {
  o.thresholds = {{"sunken_cheek", {"sunken cheek", "面颊凹陷"}, 1.5, 224.0, 96.0, 0.71, 0.99, 1.0, 1.0}};
  o.next_measurement = NextMeasurement{
      "masseter_thickness_rest", {"Jaw muscle (masseter) thickness, jaw relaxed", "放松时咬肌厚度"}, 84.0, 0.31};
  o.watch = {{"Photographs from the same distance and light, once a month", "每月在同样距离和光线下拍照"},
             {"Before a next dose: is the muscle back? A second dose at three to four months deepens and prolongs",
              "再打之前先看:肌肉恢复了吗?三四个月就补打会更深、更久"}};
  o.aftercare = {{"Soft food while chewing is tired", "咀嚼容易累时吃软食"}};
  o.factors = factors();
}

}  // namespace

Outlook hollow() {
  Outlook o;
  o.casefile.file = "examples/hollow-cheeks.yaml";
  o.casefile.history = {injection(0.0)};
  o.casefile.visits = {{42.0, "masseter_thickness_rest", 9.1, {}}, {42.0, "sunken_cheek", true, {}}};
  o.casefile.plans = {{"wait", {}}};
  o.casefile.today = 42.0;
  o.casefile.goals = {{"sunken_cheek is absent", Goal::Kind::event_absent, "sunken_cheek", 0.0, false, {}},
                      {"masseter_thickness_rest within 10 % of baseline",
                       Goal::Kind::within_of_baseline,
                       "masseter_thickness_rest",
                       0.1,
                       false,
                       {}}};
  const auto days = weekly(364.0);
  o.plan = forecast("wait", days, 42.0, 148.0, 1.0);
  o.plan.conditioning.on_visits = true;
  o.plan.conditioning.drawn = 40'000;
  o.plan.conditioning.effective = 1'412.6;
  EventCurve goal = o.plan.events[1];
  goal.kind = EventCurve::Kind::goal;
  goal.code = "goal_1";
  goal.about = "sunken_cheek is absent";
  o.plan.events.push_back(goal);
  o.main_event = "sunken_cheek_gone";
  o.main_outcome = "cheek_hollowing";
  o.weeks_size_lags_force = 21.0;
  add_advice(o);
  return o;
}

Outlook hollow_dated() {
  Outlook o = hollow();
  o.casefile.day_zero = "2026-03-04";
  return o;
}

Outlook before() {
  Outlook o = hollow();
  o.casefile.history.clear();
  o.casefile.visits.clear();
  o.casefile.goals.clear();
  o.casefile.plans = {{"inject", {injection(0.0)}}};
  o.casefile.today = 0.0;
  const auto days = weekly(364.0);
  o.plan = forecast("inject", days, 0.0, 148.0, 1.0);
  o.plan.events[0] = event(EventCurve::Kind::noticed, "sunken_cheek", "sunken_cheek", {"sunken cheek", "面颊凹陷"}, true, 70,
                           0.5, 0.013, 0, days);
  for (HarmForecast& h : o.plan.harms) h.past = false;
  o.nothing = o.plan;
  o.nothing->plan = "wait";
  for (Band& b : o.nothing->outcomes)
    for (auto* values :
         {&b.median, &b.q05, &b.q25, &b.q75, &b.q95, &b.mean_q05, &b.mean_q95, &b.measured_q05, &b.measured_q95})
      std::fill(values->begin(), values->end(), b.baseline_median);
  for (EventCurve& e : o.nothing->events)
    std::fill(e.share.begin(), e.share.end(), 0.0), e.half_day = never, e.probability = 0.0;
  o.main_event = "masseter_thickness_rest_recovered";
  o.main_outcome = "masseter_thickness_rest";
  o.next_measurement.reset();
  return o;
}

Outlook never_half() {
  Outlook o = hollow();
  const auto days = weekly(364.0);
  o.plan.events = events(days, 240.0, 0.42, 42.0);
  o.weeks_size_lags_force = nan;
  o.thresholds[0].half_day_sooner_seen = never;
  o.next_measurement->narrows = 0.02;
  return o;
}

Outlook gone() {
  Outlook o = hollow();
  o.casefile.today = o.plan.today = 300.0;
  o.plan.events = events(weekly(364.0), 148.0, 1.0, 42.0);
  o.casefile.visits.push_back({300.0, "sunken_cheek", false, {}});
  return o;
}

Outlook filler() {
  Outlook o = hollow();
  Entry e;
  e.day = 70.0;
  e.treatment = "ha_filler";
  e.dose = 1.0;
  e.site = "midface";
  o.casefile.plans = {{"wait", {}}, {"filler", {e}}};
  o.nothing = o.plan;
  o.plan.plan = "filler";
  const auto days = weekly(364.0);
  o.plan.events = events(days, 78.0, 0.97, 42.0);
  for (Band& b : o.plan.outcomes)
    if (b.outcome == "cheek_hollowing")
      for (auto* values : {&b.median, &b.q05, &b.q25, &b.q75, &b.q95})
        for (std::size_t i = 0; i < days.size(); ++i)
          if (days[i] > 70.0) (*values)[i] -= 1.3 * std::exp(-(days[i] - 70.0) / 300.0);
  o.plan.harms.push_back(harm("vascular_occlusion", "ha_filler", {"blocked vessel", "血管堵塞"}, 1, 6410, 0, 2, Urgency::now,
                              {"Pale or mottled skin, severe pain or a change of sight: emergency, now.",
                               "皮肤发白、花斑、剧痛或视力变化:立即急诊。"},
                              false));
  o.plan.harms.push_back(harm("swelling", "ha_filler", {"swelling after filler", "肿胀"}, 13, 21, 0, 14, Urgency::next_visit,
                              {"Usual; cool packs help.", "常见,可冷敷。"}, false));
  o.plan.harms.push_back(harm("filler_migration", "ha_filler", {"filler migrates", "填充剂移位"}, 0, 0, 30, 365,
                              Urgency::next_visit, {"Show the doctor.", "给医生看。"}, false));
  const Words vessel{"Emergency: go back to the injector or an emergency department now.", "急症:马上回注射处或去急诊。"};
  for (const auto& [code, en, zh] :
       {std::tuple{"blanching", "skin that turns white, grey or blue near the filler", "填充处附近皮肤发白、发灰或发青"},
        std::tuple{"mottled_skin", "mottled, net-like or dusky skin", "皮肤花斑、网状或暗紫"},
        std::tuple{"severe_pain", "severe or growing pain", "剧烈或越来越重的疼痛"},
        std::tuple{"visual_change", "loss or change of sight, a drooping lid, pain in the eye",
                   "看不见、视力变化、眼皮下垂或眼痛"},
        std::tuple{"stroke_signs", "weakness of one side, crooked mouth, confused speech", "半边无力、嘴歪、说话不清"}})
    o.plan.flags.push_back(flag(Flag::FlagLevel::now, code, {en, zh}, vessel, "label"));
  o.plan.flags.push_back(flag(Flag::FlagLevel::caution, "anticoagulants",
                              {"Hyaluronic acid filler: bruising is more likely", "玻尿酸填充:更容易瘀青"},
                              {"Do not stop the medicine on your own.", "不要自行停药。"}, "assumption"));
  return o;
}

Outlook emergency() {
  Outlook o = hollow();
  o.casefile.question = "hollow cheeks and I have trouble swallowing since yesterday";
  o.emergency = true;
  return o;
}

Outlook unexplained() {
  Outlook o = hollow();
  o.plan.conditioning.explained = false;
  o.plan.conditioning.unexplained = {"masseter_thickness_rest", "bite_force"};
  o.plan.models[0].in_range = false;
  o.plan.models[0].out_of_range = {{"dose 90 lies outside the studies (10 to 60)", "剂量 90 超出研究范围(10–60)"}};
  return o;
}

Outlook repeated() {
  Outlook o = hollow();
  o.casefile.history = {injection(0.0), injection(112.0), injection(224.0)};
  o.casefile.today = 266.0;
  for (Visit& v : o.casefile.visits) v.day = 266.0;
  o.casefile.visits.insert(o.casefile.visits.begin(), {180.0, "masseter_thickness_rest", 10.2, {}});
  o.thresholds[0].half_day_sooner_seen = 640.0;
  o.thresholds[0].half_day_later_seen = 420.0;
  o.next_measurement->day = 322.0;
  const auto days = weekly(1456.0);
  const std::vector<Flag> kept = o.plan.flags;
  o.plan = forecast("wait", days, 266.0, 520.0, 0.93);
  o.plan.flags = kept;
  o.plan.flags.push_back(flag(
      Flag::FlagLevel::excluded, "pregnant",
      {"Not tested in pregnancy; a cosmetic treatment can wait.", "孕期没有安全性资料;美容治疗可以等。"}, {}, "assumption"));
  return o;
}

std::vector<std::pair<std::string, Outlook>> all() {
  return {{"hollow", hollow()},       {"hollow_dated", hollow_dated()},
          {"before", before()},       {"never_half", never_half()},
          {"gone", gone()},           {"filler", filler()},
          {"emergency", emergency()}, {"unexplained", unexplained()},
          {"repeated", repeated()}};
}

}  // namespace vultus::made_up
