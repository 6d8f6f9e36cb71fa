// A model's formulas as a list of operations known to the compiler: recorded by running `rates` on a number type that
// writes down what is done to it, differentiated, freed of what is zero, and cut into programs for the steppers.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "vultus/base/elementary.hpp"

namespace vultus::solve {
namespace {

enum class Op : std::uint8_t {
  param,     ///< a: which
  input,     ///< a: which; the states, and what a program adds to them
  ready,     ///< a: which of the values that depend on parameters alone, made once per patient
  constant,  ///< value
  add, subtract, multiply, negate,
  inverse,  ///< 1 / a: every division becomes a product with one of these
  exp, log, sqrt, maximum, minimum,
  where_positive,  ///< a > 0 ? b : c
};

struct Node {
  Op op = Op::constant;
  int a = -1, b = -1, c = -1;
  double value = 0.0;

  constexpr bool operator==(const Node&) const = default;
};

constexpr int tape_capacity = 1600;
constexpr int no_node = -1;  ///< as a result: exactly zero

/// Operations in an order in which each uses only earlier ones. Equal operations are written once.
struct Tape {
  std::array<Node, tape_capacity> nodes{};
  int size = 0;

  constexpr int put(const Node& node) {
    for (int i = size - 1; i >= 0; --i)
      if (nodes[static_cast<std::size_t>(i)] == node) return i;
    nodes[static_cast<std::size_t>(size)] = node;  // beyond the capacity the compiler stops here
    return size++;
  }
  constexpr const Node& at(int i) const { return nodes[static_cast<std::size_t>(i)]; }
  constexpr bool is_constant(int i, double value) const { return at(i).op == Op::constant && at(i).value == value; }
  constexpr bool known(int i) const { return at(i).op == Op::constant; }

  constexpr int constant(double value) { return put({Op::constant, -1, -1, -1, value}); }
  constexpr int leaf(Op op, int which) { return put({op, which}); }
  constexpr int add(int a, int b) {
    if (known(a) && known(b)) return constant(at(a).value + at(b).value);
    if (is_constant(a, 0.0)) return b;
    if (is_constant(b, 0.0)) return a;
    if (at(b).op == Op::negate) return subtract(a, at(b).a);
    return put({Op::add, a, b});
  }
  constexpr int subtract(int a, int b) {
    if (known(a) && known(b)) return constant(at(a).value - at(b).value);
    if (is_constant(b, 0.0)) return a;
    if (is_constant(a, 0.0)) return negate(b);
    if (at(b).op == Op::negate) return add(a, at(b).a);
    return put({Op::subtract, a, b});
  }
  constexpr int multiply(int a, int b) {
    if (known(a) && known(b)) return constant(at(a).value * at(b).value);
    if (is_constant(a, 1.0)) return b;
    if (is_constant(b, 1.0)) return a;
    if (is_constant(a, -1.0)) return negate(b);
    if (is_constant(b, -1.0)) return negate(a);
    if (is_constant(a, 0.0)) return a;
    if (is_constant(b, 0.0)) return b;
    if (at(a).op == Op::negate) return negate(multiply(at(a).a, b));
    if (at(b).op == Op::negate) return negate(multiply(a, at(b).a));
    return a < b ? put({Op::multiply, a, b}) : put({Op::multiply, b, a});
  }
  constexpr int negate(int a) {
    if (known(a)) return constant(-at(a).value);
    if (at(a).op == Op::negate) return at(a).a;
    return put({Op::negate, a});
  }
  constexpr int inverse(int a) {
    if (known(a)) return constant(1.0 / at(a).value);
    return put({Op::inverse, a});
  }
  constexpr int divide(int a, int b) { return multiply(a, inverse(b)); }
  constexpr int unary(Op op, int a) { return put({op, a}); }
  constexpr int binary(Op op, int a, int b) { return put({op, a, b}); }
  constexpr int where_positive(int x, int a, int b) { return put({Op::where_positive, x, a, b}); }
};

/// The number type that a model is recorded on. A constant has no tape.
struct Recorded {
  Tape* tape = nullptr;
  int node = no_node;
  double value = 0.0;
  constexpr Recorded() = default;
  constexpr explicit Recorded(double v) : value(v) {}
  constexpr Recorded(Tape& t, int n) : tape(&t), node(n) {}
  constexpr int on(Tape& t) const { return tape ? node : t.constant(value); }
};

#define VULTUS_RECORD(op, method)                                                      \
  constexpr Recorded operator op(const Recorded& a, const Recorded& b) {               \
    Tape* t = a.tape ? a.tape : b.tape;                                                \
    if (!t) return Recorded(a.value op b.value);                                       \
    const int left = a.on(*t), right = b.on(*t);                                       \
    return {*t, t->method(left, right)};                                               \
  }                                                                                    \
  constexpr Recorded operator op(double a, const Recorded& b) { return Recorded(a) op b; } \
  constexpr Recorded operator op(const Recorded& a, double b) { return a op Recorded(b); }
VULTUS_RECORD(+, add)
VULTUS_RECORD(-, subtract)
VULTUS_RECORD(*, multiply)
VULTUS_RECORD(/, divide)
#undef VULTUS_RECORD
constexpr Recorded operator-(const Recorded& a) {
  return a.tape ? Recorded(*a.tape, a.tape->negate(a.node)) : Recorded(-a.value);
}
constexpr Recorded exp(const Recorded& a) {
  return a.tape ? Recorded(*a.tape, a.tape->unary(Op::exp, a.node)) : Recorded(vultus::exp(a.value));
}
constexpr Recorded log(const Recorded& a) {
  return a.tape ? Recorded(*a.tape, a.tape->unary(Op::log, a.node)) : Recorded(vultus::log(a.value));
}
constexpr Recorded sqrt(const Recorded& a) {
  return a.tape ? Recorded(*a.tape, a.tape->unary(Op::sqrt, a.node)) : Recorded(__builtin_sqrt(a.value));
}
constexpr Recorded chosen(Op op, const Recorded& a, const Recorded& b) {
  Tape* t = a.tape ? a.tape : b.tape;
  if (!t) return (op == Op::maximum) == (a.value > b.value) ? a : b;
  const int left = a.on(*t), right = b.on(*t);
  return {*t, t->binary(op, left, right)};
}
constexpr Recorded maximum(const Recorded& a, const Recorded& b) { return chosen(Op::maximum, a, b); }
constexpr Recorded minimum(const Recorded& a, const Recorded& b) { return chosen(Op::minimum, a, b); }
constexpr Recorded where_positive(const Recorded& x, const Recorded& a, const Recorded& b) {
  if (!x.tape) return x.value > 0.0 ? a : b;
  Tape& t = *x.tape;
  const int yes = a.on(t), no = b.on(t);
  return {t, t.where_positive(x.node, yes, no)};
}

/// d(node)/d(input `which`), written onto the tape; `partial` remembers what was asked before. no_node: zero.
struct Derivative {
  Tape& tape;
  int which;
  std::array<int, tape_capacity> partial{};
  int done = 0;  ///< nodes below have their partial

  constexpr Derivative(Tape& t, int input) : tape(t), which(input) {}
  constexpr int plus(int a, int b) { return a == no_node ? b : b == no_node ? a : tape.add(a, b); }
  constexpr int minus(int a, int b) {
    if (b == no_node) return a;
    return a == no_node ? tape.negate(b) : tape.subtract(a, b);
  }
  constexpr int times(int a, int partial_of) { return partial_of == no_node ? no_node : tape.multiply(a, partial_of); }

  constexpr int of(int node) {
    // only the nodes recorded before differentiation matter, and they come first
    for (; done <= node; ++done) partial[static_cast<std::size_t>(done)] = compute(done);
    return partial[static_cast<std::size_t>(node)];
  }
  constexpr int known(int node) const { return node < 0 ? no_node : partial[static_cast<std::size_t>(node)]; }
  constexpr int compute(int i) {
    const Node n = tape.at(i);
    const int da = n.op == Op::param || n.op == Op::input ? no_node : known(n.a);
    const int db = known(n.b);
    switch (n.op) {
      case Op::input: return n.a == which ? tape.constant(1.0) : no_node;
      case Op::add: return plus(da, db);
      case Op::subtract: return minus(da, db);
      case Op::multiply: {
        const int left = times(n.b, da), right = times(n.a, db);
        return plus(left, right);
      }
      case Op::negate: return da == no_node ? no_node : tape.negate(da);
      case Op::inverse: return da == no_node ? no_node : tape.negate(tape.multiply(tape.multiply(i, i), da));
      case Op::exp: return times(i, da);
      case Op::log: return da == no_node ? no_node : tape.multiply(tape.inverse(n.a), da);
      case Op::sqrt: return da == no_node ? no_node : tape.multiply(tape.inverse(tape.add(i, i)), da);
      case Op::maximum: return pick(n.a, n.b, da, db);
      case Op::minimum: return pick(n.b, n.a, da, db);
      case Op::where_positive: return choose(n.a, db, known(n.c));
      default: return no_node;
    }
  }
  constexpr int choose(int x, int da, int db) {
    if (da == no_node && db == no_node) return no_node;
    const int zero = tape.constant(0.0);
    return tape.where_positive(x, da == no_node ? zero : da, db == no_node ? zero : db);
  }
  constexpr int pick(int larger, int smaller, int da, int db) {
    if (da == no_node && db == no_node) return no_node;
    return choose(tape.subtract(larger, smaller), da, db);
  }
};

}  // namespace
}  // namespace vultus::solve
