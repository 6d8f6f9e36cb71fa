// The programs of one model: its rates, and for the implicit stepper its Jacobian and the sparse factors of
// W = w I - J with w = 1 / (h gamma), laid out from the structure of J while compiling.
#pragma once
#include "vultus/solve/kernel/program.ipp"

namespace vultus::solve {
namespace {

template <class Model>
struct Sheet {
  static constexpr int n = Model::state_count;
  Tape tape{};
  std::array<int, n> rate{};
  std::array<int, n * n> jacobian{};  ///< no_node: zero whatever the state
};

template <class Model>
constexpr Sheet<Model> recorded() {
  Sheet<Model> sheet;
  std::array<Recorded, Model::param_count> p;
  std::array<Recorded, Model::state_count> x, dxdt;
  for (int i = 0; i < Model::param_count; ++i)
    p[static_cast<std::size_t>(i)] = Recorded(sheet.tape, sheet.tape.leaf(Op::param, i));
  for (int i = 0; i < Model::state_count; ++i)
    x[static_cast<std::size_t>(i)] = Recorded(sheet.tape, sheet.tape.leaf(Op::input, i));
  Model::rates(p, x, dxdt);
  for (int i = 0; i < Model::state_count; ++i)
    sheet.rate[static_cast<std::size_t>(i)] = dxdt[static_cast<std::size_t>(i)].on(sheet.tape);
  return sheet;
}

template <class Model>
constexpr Sheet<Model> recorded_with_jacobian() {
  auto sheet = recorded<Model>();
  constexpr int n = Model::state_count;
  for (int j = 0; j < n; ++j) {
    Derivative d(sheet.tape, j);
    for (int i = 0; i < n; ++i) {
      const int node = d.of(sheet.rate[static_cast<std::size_t>(i)]);
      const bool zero = node == no_node || sheet.tape.is_constant(node, 0.0);
      sheet.jacobian[static_cast<std::size_t>(i * n + j)] = zero ? no_node : node;
    }
  }
  return sheet;
}

/// One elementary step of a triangular solve: target -= or += factor * source, or target *= factor.
struct SolveStep {
  int target, source, factor;
  bool scale = false, plus = false;
};

template <int n>
struct Factors {
  std::array<int, n> order{};            ///< pivots, first to last
  std::array<int, n * n> node{};         ///< per factor: its node on the tape
  int count = 0;
  std::array<SolveStep, 2 * n * n> steps{};
  int step_count = 0;
};

/// Pivots in the order that Markowitz would choose (fewest possible fill-ins first), on the diagonal: w is large.
template <int n>
constexpr std::array<int, n> pivot_order(const std::array<int, n * n>& jacobian) {
  std::array<bool, n * n> filled{};
  std::array<bool, n> gone{};
  std::array<int, n> order{};
  for (int i = 0; i < n * n; ++i)
    filled[static_cast<std::size_t>(i)] = jacobian[static_cast<std::size_t>(i)] != no_node || i / n == i % n;
  for (auto& chosen : order) {
    int best = -1, least = 0;
    for (int k = 0; k < n; ++k) {
      if (gone[static_cast<std::size_t>(k)]) continue;
      int row = -1, column = -1;  // not counting the diagonal
      for (int j = 0; j < n; ++j) {
        if (gone[static_cast<std::size_t>(j)]) continue;
        row += filled[static_cast<std::size_t>(k * n + j)] ? 1 : 0;
        column += filled[static_cast<std::size_t>(j * n + k)] ? 1 : 0;
      }
      if (best < 0 || row * column < least) {
        best = k;
        least = row * column;
      }
    }
    gone[static_cast<std::size_t>(best)] = true;
    chosen = best;
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) {
        if (gone[static_cast<std::size_t>(i)] || gone[static_cast<std::size_t>(j)]) continue;
        if (filled[static_cast<std::size_t>(i * n + best)] && filled[static_cast<std::size_t>(best * n + j)])
          filled[static_cast<std::size_t>(i * n + j)] = true;
      }
  }
  return order;
}

/// Writes the elimination of W onto the tape and lays out the solve. The input after the states is w.
template <int n>
struct Elimination {
  Tape& tape;
  Factors<n> result{};
  std::array<int, n * n> w{};

  constexpr Elimination(Tape& t, const std::array<int, n * n>& jacobian) : tape(t) {
    const int shift = tape.leaf(Op::input, n);
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < n; ++j) {
        const int entry = jacobian[at(i, j)];
        if (i == j) w[at(i, j)] = entry == no_node ? shift : tape.subtract(shift, entry);
        else w[at(i, j)] = entry == no_node ? no_node : tape.negate(entry);
      }
    result.order = pivot_order<n>(jacobian);
    for (int k = 0; k < n; ++k) eliminate(k);
    for (int k = n - 1; k >= 0; --k) back(k);
  }
  static constexpr std::size_t at(int i, int j) { return static_cast<std::size_t>(i * n + j); }
  constexpr int pivot(int k) const { return result.order[static_cast<std::size_t>(k)]; }
  constexpr int factor(int node) {
    result.node[static_cast<std::size_t>(result.count)] = node;
    return result.count++;
  }
  constexpr void step(SolveStep s) { result.steps[static_cast<std::size_t>(result.step_count++)] = s; }
  /// A factor that is the negative of something is kept as that something, and the step changes sign.
  constexpr void update(int target, int source, int node) {
    const bool negative = tape.at(node).op == Op::negate;
    const int kept = negative ? tape.at(node).a : node;
    const int where = factor(kept);
    step({target, source, where, false, negative});
  }

  constexpr void eliminate(int k) {
    const int p = pivot(k);
    const int inverse = tape.inverse(w[at(p, p)]);
    w[at(p, p)] = inverse;
    for (int later = k + 1; later < n; ++later) {
      const int i = pivot(later);
      if (w[at(i, p)] == no_node) continue;
      const int multiplier = tape.multiply(w[at(i, p)], inverse);
      update(i, p, multiplier);
      for (int other = k + 1; other < n; ++other) {
        const int j = pivot(other);
        if (w[at(p, j)] == no_node) continue;
        const int product = tape.multiply(multiplier, w[at(p, j)]);
        w[at(i, j)] = w[at(i, j)] == no_node ? tape.negate(product) : tape.subtract(w[at(i, j)], product);
      }
    }
  }
  constexpr void back(int k) {
    const int p = pivot(k);
    for (int later = k + 1; later < n; ++later)
      if (w[at(p, pivot(later))] != no_node) update(p, pivot(later), w[at(p, pivot(later))]);
    const int where = factor(w[at(p, p)]);
    step({p, p, where, true, false});
  }
};

/// Rates alone: for the explicit stepper.
template <class Model>
struct ExplicitFormulas {
  static constexpr int n = Model::state_count;
  static constexpr Sheet<Model> sheet = recorded<Model>();
  static constexpr ReadyList ready = ready_list(sheet.tape, sheet.rate.data(), n);
  static constexpr Program<n> rates = cut<n>(sheet.tape, sheet.rate, &ready);
};

template <class Model>
struct EliminatedSheet {
  Sheet<Model> sheet;
  Factors<Model::state_count> factors;
};
template <class Model>
constexpr EliminatedSheet<Model> eliminated() {
  auto sheet = recorded_with_jacobian<Model>();
  Elimination<Model::state_count> elimination(sheet.tape, sheet.jacobian);
  return {sheet, elimination.result};
}

template <class Model>
struct ImplicitFormulas {
  static constexpr int n = Model::state_count;
  static constexpr EliminatedSheet<Model> all = eliminated<Model>();
  static constexpr int factor_count = all.factors.count;
  static constexpr auto solve_steps() {  // no longer than needed
    std::array<SolveStep, static_cast<std::size_t>(all.factors.step_count)> list{};
    for (std::size_t i = 0; i < list.size(); ++i) list[i] = all.factors.steps[i];
    return list;
  }
  static constexpr auto steps = solve_steps();
  static constexpr auto head_nodes() {  // rates, diagonal of J, factors
    std::array<int, 2 * n + factor_count> list{};
    for (int i = 0; i < n; ++i) {
      list[static_cast<std::size_t>(i)] = all.sheet.rate[static_cast<std::size_t>(i)];
      list[static_cast<std::size_t>(n + i)] = all.sheet.jacobian[static_cast<std::size_t>(i * n + i)];
    }
    for (int i = 0; i < factor_count; ++i)
      list[static_cast<std::size_t>(2 * n + i)] = all.factors.node[static_cast<std::size_t>(i)];
    return list;
  }
  static constexpr auto nodes = head_nodes();
  static constexpr ReadyList ready = ready_list(all.sheet.tape, nodes.data(), 2 * n + factor_count);
  static constexpr Program<2 * n + factor_count> head = cut<2 * n + factor_count>(all.sheet.tape, nodes, &ready);
  static constexpr Program<n> rates = cut<n>(all.sheet.tape, all.sheet.rate, &ready);
  static constexpr Program<n * n> jacobian = cut<n * n>(all.sheet.tape, all.sheet.jacobian, &ready);

  template <class Real>
  VULTUS_INLINE static void solve(const Real* factor, Real* b) {
    if constexpr (Lane<Real> && !looped) {
      each<static_cast<int>(steps.size())>([&](auto i) VULTUS_FORCED { one_step<i()>(factor, b); });
    } else {
      for (const SolveStep& s : steps) {
        if (s.scale) b[s.target] = b[s.target] * factor[s.factor];
        else if (s.plus) b[s.target] = b[s.target] + factor[s.factor] * b[s.source];
        else b[s.target] = b[s.target] - factor[s.factor] * b[s.source];
      }
    }
  }
  template <int I, class Real>
  VULTUS_INLINE static void one_step(const Real* factor, Real* b) {
    constexpr SolveStep s = steps[static_cast<std::size_t>(I)];
    if constexpr (s.scale) b[s.target] = b[s.target] * factor[s.factor];
    else if constexpr (s.plus) b[s.target] = b[s.target] + factor[s.factor] * b[s.source];
    else b[s.target] = b[s.target] - factor[s.factor] * b[s.source];
  }
};

/// What is made once per patient: a program on the parameters.
template <class Formulas>
struct Preparation {
  static constexpr int count = Formulas::ready.size;
  static constexpr auto nodes() {
    std::array<int, static_cast<std::size_t>(count)> list{};
    for (int i = 0; i < count; ++i) list[static_cast<std::size_t>(i)] = Formulas::ready.node[static_cast<std::size_t>(i)];
    return list;
  }
};
template <class Model, bool implicit>
struct Formulas : ExplicitFormulas<Model> {
  using Base = ExplicitFormulas<Model>;
  static constexpr int ready_count = Base::ready.size;
  static constexpr Program<ready_count> prepare = cut<ready_count>(Base::sheet.tape, Preparation<Base>::nodes(), nullptr);
};
template <class Model>
struct Formulas<Model, true> : ImplicitFormulas<Model> {
  using Base = ImplicitFormulas<Model>;
  static constexpr int ready_count = Base::ready.size;
  static constexpr Program<ready_count> prepare = cut<ready_count>(Base::all.sheet.tape, Preparation<Base>::nodes(), nullptr);
};

}  // namespace
}  // namespace vultus::solve
