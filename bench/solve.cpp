// Speed and accuracy of the ensemble solver beside Boost.odeint and CVODE: one process, interleaved rounds, medians.
//   bench_solve [patients] [rounds]    the table        bench_solve memory    1,000,000 patients x 60 days in pieces
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string_view>

#include "rivals.hpp"
#include "vultus/catalog/catalog.hpp"
#include "vultus/model/raised_scar.hpp"

namespace vultus::bench {

Problem problem_c(std::size_t patients) {
  const auto tissues = read_tissues(data_directory());
  if (!tissues) throw std::runtime_error("the tissue files cannot be read");
  using Model = model::RaisedScar;
  const auto tissue = std::find_if(tissues->begin(), tissues->end(), [](const Tissue& t) { return t.model == Model::name; });
  Problem p;
  p.model = Model::name;
  p.patients = patients;
  p.params_each = Model::param_count;
  p.states = Model::state_count;
  for (std::size_t i = 0; i < patients; ++i)
    for (std::size_t j = 0; j < p.params_each; ++j) {
      double median = tissue->parameters[j].prior.median;
      if (j == Model::loop) median *= 1.5;  // a keloid's
      if (j == Model::age) median = 730.0;
      p.params.push_back(std::min(median * std::exp(0.15 * normal({2026, i, Purpose::test, j})), tissue->parameters[j].upper));
    }
  for (double day = 0.0; day < 168.0; day += 21.0) p.timetable.deliveries.push_back({day, Model::cytotoxic, 1.0});
  for (double day = 0.0; day <= 728.0; day += 7.0) p.timetable.observe_days.push_back(day);
  return p;
}

namespace {

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}
double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Entry {
  std::string name;
  double relative;
  std::function<Solved()> solve;
  double error = 0.0, steps = 0.0;
  std::vector<double> seconds{};
  [[nodiscard]] double rate(std::size_t patients) const { return static_cast<double>(patients) / median(seconds); }
};

Entry vultus_entry(const Problem& p, double relative, solve::InstructionSet set = solve::best()) {
  return {fmt::format("vultus {}", to_text(set)), relative, [&p, relative, set] {
            auto t = solve::run(p.job(), {.relative = relative, .absolute = 1e-2 * relative, .instructions = set},
                                solve::Keep::states);
            return Solved{std::move(t.state_values), static_cast<double>(t.summary.steps + t.summary.rejected) /
                                                         static_cast<double>(p.patients)};
          }};
}

Solved by_judge(const Problem& p, double relative, double absolute) {
  auto t = solve::run(p.job(), {.relative = relative, .absolute = absolute, .step_limit = 10'000'000,
                                .method = solve::Method::judge}, solve::Keep::states);
  return {std::move(t.state_values), static_cast<double>(t.summary.steps) / static_cast<double>(p.patients)};
}

/// Patients per second on the line through the two points of the work-precision curve around `error` (both logarithmic).
double rate_at(const std::vector<Entry>& curve, std::size_t patients, double error) {
  std::size_t i = 1;
  while (i + 1 < curve.size() && curve[i].error > error) ++i;
  const Entry &a = curve[i - 1], &b = curve[i];
  const double share = std::log(error / a.error) / std::log(b.error / a.error);
  return a.rate(patients) * std::pow(b.rate(patients) / a.rate(patients), share);
}

void measure(std::vector<Entry>& entries, int rounds) {
  for (int round = 0; round < rounds; ++round)
    for (Entry& e : entries) {
      const double start = cpu_seconds();
      const Solved s = e.solve();
      e.seconds.push_back(cpu_seconds() - start);
    }
}

void compare(const char* title, const Problem& p, int rounds) {
  const auto truth = by_judge(p, 1e-10, 1e-12).states;
  std::vector<Entry> curve;
  for (double relative : {1e-3, 1e-4, 1e-5, 3e-6, 1e-6, 3e-7, 1e-7, 1e-8}) curve.push_back(vultus_entry(p, relative));
  std::vector<Entry> others;
  for (const auto set : solve::available())
    if (set != solve::best()) others.push_back(vultus_entry(p, 1e-6, set));
  others.push_back({"Boost.odeint", 1e-6, [&p] { return by_odeint(p, 1e-6, 1e-8); }});
  others.push_back({"CVODE", 1e-6, [&p] { return by_judge(p, 1e-6, 1e-8); }});
  for (auto* list : {&curve, &others})
    for (Entry& e : *list) {
      const Solved s = e.solve();  // also warms up
      e.error = p99_error(s.states, truth, p.patients);
      e.steps = s.steps;
    }
  for (int round = 0; round < rounds; ++round) {
    measure(curve, 1);
    measure(others, 1);
  }
  fmt::print("\n{}: {} patients, median of {} rounds, one core\n{:<18}{:>8}{:>14}{:>12}{:>10}\n", title, p.patients, rounds, "engine",
             "rtol", "patients/s", "p99 error", "steps");
  for (const auto* list : {&curve, &others})
    for (const Entry& e : *list)
      fmt::print("{:<18}{:>8.0e}{:>14.0f}{:>12.1e}{:>10.1f}\n", e.name, e.relative, e.rate(p.patients), e.error, e.steps);
  for (std::size_t i = others.size() - 2; i < others.size(); ++i)
    fmt::print("at the error of {} ({:.1e}): vultus {:.0f} patients/s, {:.1f} times as many\n", others[i].name, others[i].error,
               rate_at(curve, p.patients, others[i].error),
               rate_at(curve, p.patients, others[i].error) / others[i].rate(p.patients));
}

void threads(const Problem& p) {
  std::vector<double> one, two;
  for (int round = 0; round < 7; ++round)
    for (const unsigned count : {1u, 2u}) {
      const double start = wall_seconds();
      (void)solve::run(p.job(), {.threads = count});
      (count == 1 ? one : two).push_back(wall_seconds() - start);
    }
  fmt::print("threads, {}: 2 are {:.2f} times as fast as 1\n", p.model, median(one) / median(two));
}

/// Peak memory of a million patients on 60 days, 50,000 at a time, of whom the caller keeps the mean of each day.
void memory() {
  constexpr std::size_t piece = 50'000, pieces = 20;
  Problem p = problem_a(piece);
  p.timetable.observe_days.clear();
  for (int day = 0; day < 60; ++day) p.timetable.observe_days.push_back(day);
  std::vector<double> mean(60, 0.0);
  const double start = wall_seconds();
  for (std::size_t i = 0; i < pieces; ++i) {
    const auto t = solve::run(p.job());
    for (std::size_t day = 0; day < 60; ++day)
      for (double value : t.of(0, day)) mean[day] += value / (piece * pieces);
  }
  const double took = wall_seconds() - start;
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM")) fmt::print("1,000,000 patients x 60 days in pieces of 50,000: {:.1f} s, peak {}\n", took, line.substr(6));
}

}  // namespace
}  // namespace vultus::bench

int main(int argc, char** argv) {
  using namespace vultus::bench;
  if (argc > 1 && std::string_view(argv[1]) == "memory") {
    memory();
    return 0;
  }
  const std::size_t patients = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 2000;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  print_counts();
  compare("A, reference_masseter", problem_a(patients), rounds);
  compare("B, reference_scar", problem_b(patients), rounds);
  compare("C, raised_scar", problem_c(patients), rounds);
  threads(problem_a(10 * patients));
  threads(problem_b(patients));
}
