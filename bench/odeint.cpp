// Boost.odeint on the same formulas: the strongest published rival on one core that a C++ program can simply include.
#include <boost/numeric/odeint.hpp>

#include <array>

#include "odeint_stiff.hpp"
#include "rivals.hpp"
#include "vultus/model/raised_scar.hpp"
#include "vultus/solve/jet.hpp"

namespace vultus::bench {
namespace {

namespace odeint = boost::numeric::odeint;

/// Calls leg(dose, days) for each stretch between deliveries: its first day, and the observation days after that, of which
/// the last ends it (deliveries of the reference problems fall on observation days).
template <class Leg>
void legs(const solve::Timetable& table, const Leg& leg) {
  std::size_t day = 1;  // day 0 is before the first delivery
  for (std::size_t d = 0; d < table.deliveries.size(); ++d) {
    const double begin = table.deliveries[d].day;
    const bool last = d + 1 == table.deliveries.size();
    const double end = last ? table.observe_days.back() : table.deliveries[d + 1].day;
    std::vector<double> days{begin};
    for (; day < table.observe_days.size() && table.observe_days[day] <= end; ++day)
      days.push_back(table.observe_days[day]);
    leg(table.deliveries[d].amount, days);
  }
}

template <class Model>
struct Patient {
  std::array<double, Model::param_count> p;
  std::array<double, Model::state_count> x{};
  std::size_t day = 0;
};

template <class Model, class Solve>
Solved all(const Problem& problem, const Solve& solve) {
  const std::size_t times = problem.timetable.observe_days.size();
  Solved out;
  out.states.resize(problem.states * times * problem.patients);
  for (std::size_t who = 0; who < problem.patients; ++who) {
    Patient<Model> one;
    std::copy_n(problem.params.begin() + static_cast<std::ptrdiff_t>(who * problem.params_each), problem.params_each,
                one.p.begin());
    Model::start(one.p, one.x);
    const auto keep = [&](const auto& x) {
      for (std::size_t i = 0; i < problem.states; ++i) out.states[(i * times + one.day) * problem.patients + who] = x[i];
      ++one.day;
    };
    keep(one.x);
    legs(problem.timetable, [&](double dose, const std::vector<double>& days) {
      Model::deliver(0, one.p, dose, one.x);
      out.steps += solve(one, days, keep);
    });
  }
  out.steps /= static_cast<double>(problem.patients);
  return out;
}

template <class Model>
Solved explicitly(const Problem& problem, double relative, double absolute) {
  using State = std::array<double, Model::state_count>;
  return all<Model>(problem, [&](Patient<Model>& one, const std::vector<double>& days, const auto& keep) {
    double calls = 0;
    const auto system = [&](const State& x, State& dxdt, double) {
      Model::rates(one.p, x, dxdt);
      ++calls;
    };
    auto stepper = odeint::make_dense_output(absolute, relative, odeint::runge_kutta_dopri5<State>());
    bool first = true;
    const auto see = [&](const State& x, double) {
      if (!first) keep(x);
      first = false;
    };
    odeint::integrate_times(stepper, system, one.x, days.begin(), days.end(), 0.01, see);
    return calls / 6.0;
  });
}

/// One patient of a stiff model as odeint_rosenbrock() sees it; the Jacobian comes from jets.
template <class Model, class Keep>
struct Stiff {
  using J = solve::Jet<double, Model::state_count>;
  const Patient<Model>& one;
  const Keep& keep;
  std::array<J, Model::param_count> p;

  Stiff(const Patient<Model>& o, const Keep& k) : one(o), keep(k) {
    for (std::size_t j = 0; j < p.size(); ++j) p[j] = J(one.p[j]);
  }
  static void rates(void* self, const double* x, double* dxdt) {
    std::array<double, Model::state_count> in, out;
    std::copy_n(x, in.size(), in.begin());
    Model::rates(static_cast<const Stiff*>(self)->one.p, in, out);
    std::copy_n(out.begin(), out.size(), dxdt);
  }
  static void jacobian(void* self, const double* x, double* matrix) {
    std::array<J, Model::state_count> in, out;
    for (std::size_t i = 0; i < in.size(); ++i) in[i] = J::variable(x[i], static_cast<int>(i));
    Model::rates(static_cast<const Stiff*>(self)->p, in, out);
    for (std::size_t i = 0; i < in.size(); ++i) std::copy_n(out[i].d.begin(), in.size(), matrix + i * in.size());
  }
  static void keep_one(void* self, const double* x) {
    std::array<double, Model::state_count> at;
    std::copy_n(x, at.size(), at.begin());
    static_cast<const Stiff*>(self)->keep(at);
  }
};

template <class Model>
Solved implicitly(const Problem& problem, double relative, double absolute) {
  return all<Model>(problem, [&](Patient<Model>& one, const std::vector<double>& days, const auto& keep) {
    using Self = Stiff<Model, std::remove_cvref_t<decltype(keep)>>;
    Self self(one, keep);
    const StiffSystem system{&self, Model::state_count, &Self::rates, &Self::jacobian, &Self::keep_one};
    return odeint_rosenbrock(system, one.x.data(), days.data(), days.size(), relative, absolute);
  });
}

}  // namespace

Solved by_odeint(const Problem& problem, double relative, double absolute) {
  if (problem.model == model::ReferenceScar::name)
    return implicitly<model::ReferenceScar>(problem, relative, absolute);
  if (problem.model == model::RaisedScar::name) return implicitly<model::RaisedScar>(problem, relative, absolute);
  return explicitly<model::ReferenceMasseter>(problem, relative, absolute);
}

}  // namespace vultus::bench
