// A tape cut down to what a few results need, with divisions merged, and its execution on any number type as
// straight-line code.
#pragma once
#include <array>
#include <cstddef>
#include <utility>

#include "vultus/solve/kernel/pack.ipp"
#include "vultus/solve/kernel/tape.ipp"

namespace vultus::solve {
namespace {

constexpr int merge_most = 8;  ///< inverses that share one division: more would only risk overflow of the product

template <int Outputs>
struct Program {
  std::array<Node, tape_capacity> nodes{};
  int size = 0;
  std::array<int, Outputs> out{};  ///< node of each result; no_node: zero
};

/// Which nodes are needed, on what they depend, and what is made once per patient.
struct Uses {
  std::array<bool, tape_capacity> live{};
  std::array<bool, tape_capacity> varies{};  ///< depends on an input
  std::array<int, tape_capacity> level{};    ///< inverses on the way from the inputs

  constexpr Uses(const Tape& t, const int* outs, int count) {
    for (int i = 0; i < t.size; ++i) {
      const Node& n = t.at(i);
      const auto at = static_cast<std::size_t>(i);
      varies[at] = n.op == Op::input;
      if (n.op == Op::input || n.op == Op::param || n.op == Op::constant) continue;
      for (int child : {n.a, n.b, n.c}) {
        if (child < 0) continue;
        const auto c = static_cast<std::size_t>(child);
        varies[at] = varies[at] || varies[c];
        level[at] = level[at] > level[c] ? level[at] : level[c];
      }
      if (!varies[at]) level[at] = 0;
      else if (n.op == Op::inverse) ++level[at];
    }
    for (int i = 0; i < count; ++i)
      if (outs[i] >= 0) live[static_cast<std::size_t>(outs[i])] = true;
    for (int i = t.size - 1; i >= 0; --i) {
      const Node& n = t.at(i);
      if (!live[static_cast<std::size_t>(i)] || n.op == Op::input || n.op == Op::param || n.op == Op::constant) continue;
      for (int child : {n.a, n.b, n.c})
        if (child >= 0) live[static_cast<std::size_t>(child)] = true;
    }
  }
};

/// The values that depend on parameters alone and are asked for by something that varies (or are results).
struct ReadyList {
  std::array<int, tape_capacity> node{};
  int size = 0;
  constexpr int index_of(int wanted) const {
    for (int i = 0; i < size; ++i)
      if (node[static_cast<std::size_t>(i)] == wanted) return i;
    return -1;
  }
  constexpr void want(const Tape& t, int i) {
    if (t.at(i).op != Op::constant && index_of(i) < 0) node[static_cast<std::size_t>(size++)] = i;
  }
};

constexpr ReadyList ready_list(const Tape& t, const int* outs, int count) {
  const Uses uses(t, outs, count);
  ReadyList list;
  for (int i = 0; i < t.size; ++i) {
    const Node& n = t.at(i);
    if (!uses.live[static_cast<std::size_t>(i)] || !uses.varies[static_cast<std::size_t>(i)] || n.op == Op::input) continue;
    for (int child : {n.a, n.b, n.c})
      if (child >= 0 && !uses.varies[static_cast<std::size_t>(child)]) list.want(t, child);
  }
  for (int i = 0; i < count; ++i)
    if (outs[i] >= 0 && !uses.varies[static_cast<std::size_t>(outs[i])]) list.want(t, outs[i]);
  return list;
}

/// Writes the nodes of one tape onto another, in another order.
struct Copier {
  const Tape& from;
  const Uses& uses;
  const ReadyList* ready;  ///< nullptr: a program on the parameters themselves
  Tape to{};
  std::array<int, tape_capacity> moved{};

  constexpr Copier(const Tape& t, const Uses& u, const ReadyList* r) : from(t), uses(u), ready(r) { moved.fill(-1); }
  constexpr int at(int i) const { return i < 0 ? -1 : moved[static_cast<std::size_t>(i)]; }

  constexpr void plain(int i) {
    Node n = from.at(i);
    if (ready && !uses.varies[static_cast<std::size_t>(i)] && n.op != Op::constant) {
      const int which = ready->index_of(i);
      if (which >= 0) moved[static_cast<std::size_t>(i)] = to.put({Op::ready, which});
      return;
    }
    if (n.op != Op::input && n.op != Op::param && n.op != Op::constant) {
      n.a = at(n.a);
      n.b = at(n.b);
      n.c = at(n.c);
    }
    moved[static_cast<std::size_t>(i)] = to.put(n);
  }

  /// 1/x for all of `group` with one division: products pairwise up a tree, one inverse at its top, and down again.
  constexpr void merged(const std::array<int, merge_most>& group, int count) {
    std::array<int, 2 * merge_most> tree{};
    for (int i = 0; i < count; ++i) tree[static_cast<std::size_t>(count + i)] = at(from.at(group[static_cast<std::size_t>(i)]).a);
    for (int i = count - 1; i >= 1; --i)
      tree[static_cast<std::size_t>(i)] =
          to.multiply(tree[static_cast<std::size_t>(2 * i)], tree[static_cast<std::size_t>(2 * i + 1)]);
    std::array<int, 2 * merge_most> inverse{};
    inverse[1] = to.inverse(tree[1]);
    for (int i = 1; i < count; ++i) {
      const auto left = static_cast<std::size_t>(2 * i), right = left + 1;
      inverse[left] = to.multiply(inverse[static_cast<std::size_t>(i)], tree[right]);
      inverse[right] = to.multiply(inverse[static_cast<std::size_t>(i)], tree[left]);
    }
    for (int i = 0; i < count; ++i)
      moved[static_cast<std::size_t>(group[static_cast<std::size_t>(i)])] = inverse[static_cast<std::size_t>(count + i)];
  }

  constexpr void inverses_of(int level) {
    int total = 0;
    for (int i = 0; i < from.size; ++i) total += is_inverse(i, level) ? 1 : 0;
    int groups = (total + merge_most - 1) / merge_most;
    std::array<int, merge_most> group{};
    int count = 0;
    for (int i = 0; i < from.size; ++i) {
      if (!is_inverse(i, level)) continue;
      group[static_cast<std::size_t>(count++)] = i;
      --total;
      if (count * groups >= total + count) {  // an even share of what is left
        merged(group, count);
        count = 0;
        --groups;
      }
    }
  }
  constexpr bool is_inverse(int i, int level) const {
    const auto at = static_cast<std::size_t>(i);
    return uses.live[at] && uses.varies[at] && from.at(i).op == Op::inverse && uses.level[at] == level;
  }
};

template <int Outputs>
constexpr Program<Outputs> cut(const Tape& t, const std::array<int, Outputs>& outs, const ReadyList* ready) {
  const Uses uses(t, outs.data(), Outputs);
  Copier copier(t, uses, ready);
  int levels = 0;
  for (int i = 0; i < t.size; ++i)
    if (uses.live[static_cast<std::size_t>(i)]) levels = levels > uses.level[static_cast<std::size_t>(i)] ? levels : uses.level[static_cast<std::size_t>(i)];
  for (int level = 0; level <= levels; ++level) {
    if (level > 0) copier.inverses_of(level);
    for (int i = 0; i < t.size; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const bool merged = uses.varies[at] && t.at(i).op == Op::inverse;
      if (uses.live[at] && uses.level[at] == level && !merged) copier.plain(i);
    }
  }
  Program<Outputs> program;
  for (int i = 0; i < copier.to.size; ++i) program.nodes[static_cast<std::size_t>(i)] = copier.to.at(i);
  program.size = copier.to.size;
  for (int i = 0; i < Outputs; ++i)
    program.out[static_cast<std::size_t>(i)] = copier.at(outs[static_cast<std::size_t>(i)]);
  return program;
}

/// How often an operation occurs.
template <int Outputs>
constexpr int count_of(const Program<Outputs>& program, Op op) {
  int count = 0;
  for (int i = 0; i < program.size; ++i) count += program.nodes[static_cast<std::size_t>(i)].op == op ? 1 : 0;
  return count;
}

template <const auto& P, int I, class Real>
VULTUS_INLINE void perform(const Real* given, const Real* inputs, Real* values) {
  constexpr Node n = P.nodes[static_cast<std::size_t>(I)];
  if constexpr (n.op == Op::param || n.op == Op::ready) values[I] = given[n.a];
  else if constexpr (n.op == Op::input) values[I] = inputs[n.a];
  else if constexpr (n.op == Op::constant) values[I] = Real(n.value);
  else if constexpr (n.op == Op::add) values[I] = values[n.a] + values[n.b];
  else if constexpr (n.op == Op::subtract) values[I] = values[n.a] - values[n.b];
  else if constexpr (n.op == Op::multiply) values[I] = values[n.a] * values[n.b];
  else if constexpr (n.op == Op::negate) values[I] = -values[n.a];
  else if constexpr (n.op == Op::inverse) values[I] = 1.0 / values[n.a];
  else if constexpr (n.op == Op::exp) values[I] = exp(values[n.a]);
  else if constexpr (n.op == Op::log) values[I] = log(values[n.a]);
  else if constexpr (n.op == Op::sqrt) values[I] = sqrt(values[n.a]);
  else if constexpr (n.op == Op::maximum) values[I] = maximum(values[n.a], values[n.b]);
  else if constexpr (n.op == Op::minimum) values[I] = minimum(values[n.a], values[n.b]);
  else values[I] = where_positive(values[n.a], values[n.b], values[n.c]);
}

template <const auto& P, class Real, int... I>
VULTUS_INLINE void perform_all(const Real* given, const Real* inputs, Real* values, std::integer_sequence<int, I...>) {
  (perform<P, I>(given, inputs, values), ...);
}

/// The same, one operation after another, for numbers that are not worth straight-line code (jets).
template <int Outputs, class Real>
void interpret(const Program<Outputs>& program, const Real* given, const Real* inputs, Real* results) {
  std::array<Real, tape_capacity> values;
  for (int i = 0; i < program.size; ++i) {
    const Node& n = program.nodes[static_cast<std::size_t>(i)];
    Real& to = values[static_cast<std::size_t>(i)];
    const auto at = [&](int which) -> const Real& { return values[static_cast<std::size_t>(which)]; };
    switch (n.op) {
      case Op::param:
      case Op::ready: to = given[n.a]; break;
      case Op::input: to = inputs[n.a]; break;
      case Op::constant: to = Real(n.value); break;
      case Op::add: to = at(n.a) + at(n.b); break;
      case Op::subtract: to = at(n.a) - at(n.b); break;
      case Op::multiply: to = at(n.a) * at(n.b); break;
      case Op::negate: to = -at(n.a); break;
      case Op::inverse: to = 1.0 / at(n.a); break;
      case Op::exp: to = exp(at(n.a)); break;
      case Op::log: to = log(at(n.a)); break;
      case Op::sqrt: to = sqrt(at(n.a)); break;
      case Op::maximum: to = maximum(at(n.a), at(n.b)); break;
      case Op::minimum: to = minimum(at(n.a), at(n.b)); break;
      case Op::where_positive: to = where_positive(at(n.a), at(n.b), at(n.c)); break;
    }
  }
  for (std::size_t o = 0; o < program.out.size(); ++o)
    results[o] = program.out[o] < 0 ? Real(0.0) : values[static_cast<std::size_t>(program.out[o])];
}

/// Programs written out for packs run fastest; instrumented by a sanitizer they take minutes to compile, and are looped over instead.
#ifdef VULTUS_LOOPED_PROGRAMS
inline constexpr bool looped = true;
#else
inline constexpr bool looped = false;
#endif

/// `given`: the parameters, or what was made ready of them; `inputs`: the states, and what the program adds to them.
template <const auto& P, class Real>
VULTUS_INLINE void execute(const Real* given, const Real* inputs, Real* results) {
  if constexpr (!Lane<Real> || looped) {
    interpret(P, given, inputs, results);
  } else {
    Real values[static_cast<std::size_t>(P.size > 0 ? P.size : 1)];
    perform_all<P>(given, inputs, values, std::make_integer_sequence<int, P.size>{});
    each<static_cast<int>(P.out.size())>([&](auto o) VULTUS_FORCED {
      constexpr int node = P.out[static_cast<std::size_t>(o())];
      if constexpr (node < 0) results[o] = Real(0.0);
      else results[o] = values[node];
    });
  }
}

}  // namespace
}  // namespace vultus::solve
