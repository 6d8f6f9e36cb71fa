// The names of units. One line per unit; to add one, add a line.
#pragma once
#include <array>
#include <string_view>

#include "vultus/base/units.hpp"

namespace vultus::unit_names {

struct Named {
  std::string_view names;  ///< separated by blanks, the usual one first; matched exactly, then without regard to case
  Dimension dimension;
  long long numerator = 1;
  int exponent = 0;
  long long denominator = 1;
};

using enum Dimension;

// 1 mmHg = 133.322387415 Pa; 1 kgf = 9.80665 N; 1 in = 25.4 mm (all exact by definition).
// A month is 30.4375 days, a year 365.25.
inline constexpr std::array all{
    Named{"points point score pts count times lesions ratio au smd 1 分 次 个", score},
    Named{"day days d 天 日", time},
    Named{"week weeks wk wks w 周 星期 礼拜 週", time, 7},
    Named{"month months mo mos mon 个月 月 個月", time, 304375, -4},
    Named{"year years yr yrs y a 年 岁 歲 周岁", time, 36525, -2},
    Named{"hour hours h hr hrs 小时 小時 时", time, 1, 0, 24},
    Named{"minute minutes min mins 分钟 分鐘", time, 1, 0, 1440},
    Named{"second seconds s sec 秒", time, 1, 0, 86400},
    Named{"ms millisecond milliseconds 毫秒", time, 1, -3, 86400},
    Named{"mm millimetre millimetres millimeter millimeters 毫米", length},
    Named{"cm centimetre centimetres centimeter centimeters 厘米 公分", length, 1, 1},
    Named{"um micrometre micrometres micrometer micrometers micron microns 微米", length, 1, -3},
    Named{"m metre metres meter meters 米", length, 1, 3},
    Named{"in inch inches [in_i] 英寸", length, 254, -1},
    Named{"mm2 sq_mm 平方毫米", area},
    Named{"cm2 sq_cm 平方厘米", area, 1, 2},
    Named{"ml mL cc cm3 millilitre millilitres milliliter milliliters 毫升", volume},
    Named{"ul uL mm3 microlitre microlitres microliter microliters 微升 立方毫米", volume, 1, -3},
    Named{"l L litre litres liter liters 升", volume, 1, 3},
    Named{"mg milligram milligrams 毫克", mass},
    Named{"g gram grams 克", mass, 1, 3},
    Named{"ug mcg microgram micrograms 微克", mass, 1, -3},
    Named{"N newton newtons 牛 牛顿", force},
    Named{"kN", force, 1, 3},
    Named{"kgf kg 公斤 千克", force, 980665, -5},
    Named{"U unit units u 单位 單位", toxin},
    Named{"IU iU 国际单位", activity},
    Named{"% pct percent 百分之 百分点", fraction, 1, -2},
    Named{"prop proportion fraction", fraction},
    Named{"mg/ml mg/mL mg/cc g/l g/L 毫克/毫升", concentration},
    Named{"ug/ml ug/mL mcg/ml 微克/毫升", concentration, 1, -3},
    Named{"ng/ml ng/mL ng_ml", concentration, 1, -6},
    Named{"U/ml U/mL units/ml 单位/毫升", toxin_concentration},
    Named{"h/day h/d hours/day hour/day h/night hours/night 小时/天 小时/日 小时/晚", daily_time},
    Named{"min/day min/d minutes/day 分钟/天 分钟/日", daily_time, 1, 0, 60},
    Named{"times/day time/day times_daily applications/day application/day 1/day /day 次/天 次/日", daily_count},
    Named{"g/day g/d 克/天 克/日", daily_mass},
    Named{"mg/day mg/d 毫克/天 毫克/日", daily_mass, 1, -3},
    Named{"Gy gray grays 戈瑞 戈", radiation},
    Named{"cGy rad", radiation, 1, -2},
    Named{"mmHg mm[Hg] mm_Hg 毫米汞柱", pressure},
    Named{"kPa 千帕", pressure, 1000000000000, 0, 133322387415},
    Named{"Pa 帕", pressure, 1000000000, 0, 133322387415},
    Named{"MPa 兆帕", pressure, 1000000000000000, 0, 133322387415},
    Named{"J joule joules 焦 焦耳", energy},
    Named{"mJ millijoule millijoules mJ/pin 毫焦", energy, 1, -3},
    Named{"J/cm2 焦/平方厘米 焦耳/平方厘米", fluence},
    Named{"mJ/cm2", fluence, 1, -3},
    Named{"mg/cm2 毫克/平方厘米", surface_mass},
    Named{"U/cm2 单位/平方厘米", surface_toxin},
    Named{"uV microvolt microvolts 微伏", voltage},
    Named{"mV millivolt millivolts 毫伏", voltage, 1, 3},
    Named{"m/s 米/秒", speed},
    Named{"cm/s 厘米/秒", speed, 1, -2},
    Named{"g/m2/h g/(m2.h) g_m2_h", water_loss},
    Named{"per_hour 1/h /h /hour 次/小时", hourly_count},
};

/// In the order of Dimension.
inline constexpr std::array<std::string_view, dimension_count> canonical{
    "",          "day",   "mm", "mm2",  "ml", "mg",    "N",      "U",     "IU", "%",   "mg/ml",  "U/ml", "h/day",
    "times/day", "g/day", "Gy", "mmHg", "J",  "J/cm2", "mg/cm2", "U/cm2", "uV", "m/s", "g/m2/h", "1/h"};

}  // namespace vultus::unit_names
