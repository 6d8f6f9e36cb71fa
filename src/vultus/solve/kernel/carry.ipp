// Carries patients through time, one per lane, each with its own step, error control and delivery times; a lane that is
// done takes the next patient. The same code runs packs, single patients and jets.
//
// Choices that callers see:
// - A step ends exactly at a delivery and never crosses one. Observation days do not influence steps: they are read off
//   the step's interpolant, so another grid gives the same trajectory.
// - The last step may pass the last observation. Deliveries after it still bound the steps, so with the same
//   deliveries a longer horizon gives the same bytes on the days in common.
// - What a lane computes depends on its patient alone, never on its neighbours.
#pragma once
#include "vultus/solve/kernel/work.hpp"
#include "vultus/solve/kernel/rosenbrock.ipp"

namespace vultus::solve {
namespace {

using kernel::CarryWork;
using kernel::FlatTimetable;

constexpr double never = 1e300;
constexpr double bounds = 1e6;         ///< a state beyond this many of its scales has left the model's domain
constexpr int bad_tries = 12;          ///< tries in a row that gave no number, each with a tenth of the step
constexpr double stiff_share = 0.05;   ///< of the tried steps, above which a patient looks stiff

/// The least and most that one step changes the next, and how the two last errors steer it (a PI controller; Hairer and
/// Wanner, Solving ODEs II, IV.2). Errors are squared here, hence the halves.
struct Control {
  static constexpr double safety_log2 = -0.152;  ///< log2 0.9
  static constexpr double now = 1.0 / 2, before = 0.0 / 2;
  static constexpr double least = 0.2, most = 8.0;
};

/// Where parameters come from and where states go, for packs and single patients.
struct PlainEnds {
  const CarryWork& work;
  template <class Model>
  VULTUS_INLINE Scalar param(std::size_t patient, int which) const {
    return Scalar(work.params[patient * Model::param_count + static_cast<std::size_t>(which)]);
  }
  template <class Model>
  VULTUS_INLINE void store(std::size_t patient, std::size_t time, int state, Scalar value) const {
    work.states[(patient * work.times + time) * Model::state_count + static_cast<std::size_t>(state)] = value.v;
  }
};

template <class Model, class Step, class Real, class Ends>
class Carrier {
  using Value = typename Real::Value;
  using Single = typename Real::Single;
  using Mask = typename Value::Mask;
  using F = typename Step::F;
  static constexpr int n = Model::state_count;
  static constexpr int lanes = Real::lanes;
  static constexpr unsigned all_lanes = (1u << lanes) - 1u;

  struct Seat {  ///< the patient of one lane
    std::size_t patient = 0;
    const FlatTimetable* table = nullptr;
    std::uint32_t day = 0, delivery = 0;
    bool busy = false;
  };

 public:
  Carrier(const CarryWork& work, const Ends& ends) : work_(work), ends_(ends), allowed_{work.absolute, work.relative} {
    first_step_ = Step::first_step * vultus::exp(vultus::log(work.relative) / (Step::order + 1.0)) ;
  }

  void run() {
    begin();
    while (bits_of(active_) != 0) step();
  }

 private:
  void begin() {
    active_ = Value(0.0) < Value(0.0);
    time_ = h_ = tries_ = rejected_ = bad_ = votes_ = Value(0.0);
    next_day_ = event_ = Value(never);
    before_ = Value(0.0);
    for (int i = 0; i < n; ++i) y_[i] = f_[i] = Real(1.0);
    for (int q = 0; q < F::ready_count; ++q) ready_[q] = Real(1.0);
    unsigned changed = 0;
    for (int l = 0; l < lanes; ++l) {
      seats_[l].busy = true;
      if (refill(l)) changed |= 1u << l;
    }
    if (changed) restart(changed);
  }

  /// Puts the next patient who has days ahead into lane l; false when none is left.
  bool refill(int l) {
    while (next_patient_ < work_.patients) {
      Seat& seat = seats_[l];
      seat = {next_patient_, work_.tables + (work_.table_of ? work_.table_of[next_patient_] : 0), 0, 0, true};
      ++next_patient_;
      std::array<Single, Model::param_count> p;
      for (int j = 0; j < Model::param_count; ++j)
        p[static_cast<std::size_t>(j)] = ends_.template param<Model>(seat.patient, j);
      Single ready[static_cast<std::size_t>(F::ready_count)];
      execute<F::prepare>(p.data(), p.data(), ready);
      for (int q = 0; q < F::ready_count; ++q) set_lane(ready_[q], l, ready[q]);
      std::array<Single, Model::state_count> x{};
      Model::start(p, x);
      for (int i = 0; i < n; ++i) set_lane(y_[i], l, x[static_cast<std::size_t>(i)]);
      for (Value* v : {&time_, &tries_, &rejected_, &bad_, &votes_}) set_lane(*v, l, Scalar(0.0));
      work_.status[seat.patient] = LaneStatus::solved;
      while (seat.day < seat.table->day_count && seat.table->days[seat.day] <= 0.0) {
        for (int i = 0; i < n; ++i) ends_.template store<Model>(seat.patient, seat.day, i, x[static_cast<std::size_t>(i)]);
        ++seat.day;
      }
      if (seat.day == seat.table->day_count) {
        blank(seat);
        continue;
      }
      set_lane(next_day_, l, Scalar(seat.table->days[seat.day]));
      set_bit(active_, l, true);
      deliver(l);
      return true;
    }
    seats_[l].busy = false;
    set_bit(active_, l, false);
    set_lane(next_day_, l, Scalar(never));
    set_lane(event_, l, Scalar(never));
    return false;
  }

  /// Everything that is due in lane l, and when the next delivery is.
  void deliver(int l) {
    Seat& seat = seats_[l];
    const double now = lane(time_, l);
    std::array<Single, Model::param_count> p{};
    std::array<Single, Model::state_count> x{};
    bool read = false;
    while (seat.delivery < seat.table->delivery_count && seat.table->deliveries[seat.delivery].day <= now) {
      if (!read) {
        for (int j = 0; j < Model::param_count; ++j)
          p[static_cast<std::size_t>(j)] = ends_.template param<Model>(seat.patient, j);
        for (int i = 0; i < n; ++i) x[static_cast<std::size_t>(i)] = single(y_[i], l);
        read = true;
      }
      const Delivery& due = seat.table->deliveries[seat.delivery];
      double amount = due.amount;
      if (work_.delivery_scale) amount *= work_.delivery_scale[seat.patient * work_.delivery_stride + seat.delivery];
      Model::deliver(due.port, p, Single(amount), x);
      ++seat.delivery;
    }
    if (read)
      for (int i = 0; i < n; ++i) set_lane(y_[i], l, x[static_cast<std::size_t>(i)]);
    const bool more = seat.delivery < seat.table->delivery_count;
    set_lane(event_, l, Scalar(more ? seat.table->deliveries[seat.delivery].day : never));
  }

  /// Rates and a first step for lanes whose state was set from outside.
  void restart(unsigned changed) {
    Step::rates(ready_, y_, f_);  // lanes that did not change get the same bits again
    Value fastest(0.0);
    for (int i = 0; i < n; ++i) {
      const Value size = magnitude(value_of(y_[i])) + Model::scale[static_cast<std::size_t>(i)];
      fastest = maximum(fastest, magnitude(value_of(f_[i])) * rough_inverse(size));  // in this order a NaN sticks
    }
    const Value first = Value(first_step_) * rough_inverse(fastest + 1e-3);
    for (int l = 0; l < lanes; ++l)
      if (changed >> l & 1u) {
        set_lane(h_, l, Scalar(lane(first, l)));
        set_lane(before_, l, Scalar(0.0));
      }
  }

  void step() {
    const Value left = event_ - time_;
    const Mask lands = left <= h_ * 1.000001;
    const Value half = select(left < h_ + h_, left * 0.5, h_);  // no sliver before a delivery
    const Value tried = select(lands, left, half);
    const auto verdict = step_.attempt(ready_, y_, f_, tried, allowed_);
    const Mask good = verdict.error <= Value(1.0);
    const Mask accepted = good & active_;
    tries_ = tries_ + 1.0;

    unsigned attention = bits_of(active_ & (Value(work_.step_limit) <= tries_));
    Value end = select(lands, event_, time_ + tried);
    const unsigned taken = bits_of(accepted);
    const unsigned watching = bits_of(accepted & (next_day_ <= end));
    if (watching) attention |= observe(tried, end, watching);
    attention |= bits_of(accepted & (lands | (Value(bounds) < verdict.size)));

    steer(verdict.error, tried, accepted, taken);
    const unsigned unbounded = bits_of(accepted & (Value(bounds) < verdict.size));
    const unsigned landed = bits_of(accepted & lands);
    for (int i = 0; i < n; ++i) y_[i] = select(accepted, step_.y1[i], y_[i]);
    if constexpr (!Step::implicit)
      for (int i = 0; i < n; ++i) f_[i] = select(accepted, step_.rates_after()[i], f_[i]);
    time_ = select(accepted, end, time_);
    if (taken != bits_of(active_)) attention |= bits_of(active_ & (Value(bad_tries) <= bad_));
    if (attention) attend(attention, landed, unbounded);
  }

  /// Reads the observation days that lie within the step; the lanes that have seen their last.
  unsigned observe(const Value& tried, const Value& end, unsigned watching) {
    unsigned finished = 0;
    const Value inverse = 1.0 / tried;
    while (watching) {
      Real seen[n];
      step_.interpolate(y_, (next_day_ - time_) * inverse, seen);
      unsigned again = 0;
      for (unsigned rest = watching; rest != 0; rest &= rest - 1) {
        const int l = __builtin_ctz(rest);
        Seat& seat = seats_[l];
        for (int i = 0; i < n; ++i) ends_.template store<Model>(seat.patient, seat.day, i, single(seen[i], l));
        ++seat.day;
        const bool more = seat.day < seat.table->day_count;
        const double next = more ? seat.table->days[seat.day] : never;
        set_lane(next_day_, l, Scalar(next));
        if (next <= lane(end, l)) again |= 1u << l;
        if (!more) finished |= 1u << l;
      }
      watching = again;
    }
    return finished;
  }

  /// The size of the next step of each lane.
  void steer(const Value& error, const Value& tried, const Mask& accepted, unsigned taken) {
    const Value held = maximum(error, Value(1e-12));
    const Value level = rough_log2(minimum(held, Value(1e12)));
    const Value grown = rough_exp2(Control::safety_log2 - (Control::now / Step::order) * level +
                                   (Control::before / Step::order) * before_);
    Value factor = minimum(maximum(grown, Value(Control::least)), Value(Control::most));
    if (taken != bits_of(active_)) {
      const Mask refused = active_ & ~accepted;
      const Mask number = error < Value(never);
      const Value cut = rough_exp2(Control::safety_log2 - (0.5 / Step::order) * level);
      const Value shrunk = select(number, maximum(minimum(cut, Value(0.9)), Value(0.1)), Value(0.1));
      factor = select(accepted, factor, shrunk);
      rejected_ = select(refused, rejected_ + 1.0, rejected_);
      bad_ = select(refused & ~number, bad_ + 1.0, select(accepted, Value(0.0), bad_));
      if constexpr (!Step::implicit) votes_ = select(refused & step_.unstable(y_), votes_ + 1.0, votes_);
    }
    if constexpr (Step::implicit)
      votes_ = select(accepted & (Value(3.0) < tried * step_.fastest), votes_ + 1.0, votes_);
    before_ = select(accepted, level, before_);
    h_ = select(active_, tried * factor, h_);
  }

  void attend(unsigned attention, unsigned landed, unsigned unbounded) {
    unsigned changed = 0;
    for (unsigned rest = attention; rest != 0; rest &= rest - 1) {
      const int l = __builtin_ctz(rest);
      Seat& seat = seats_[l];
      const unsigned bit = 1u << l;
      LaneStatus status = LaneStatus::solved;
      if (seat.day < seat.table->day_count) {
        if (unbounded & bit) status = LaneStatus::out_of_bounds;
        else if (lane(bad_, l) >= bad_tries) status = LaneStatus::not_finite;
        else if (lane(tries_, l) >= work_.step_limit) status = LaneStatus::step_limit;
        else if (landed & bit) {
          deliver(l);
          changed |= bit;
          continue;
        } else continue;
      }
      finish(l, status);
      if (refill(l)) changed |= bit;
    }
    if (changed) restart(changed);
  }

  void finish(int l, LaneStatus status) {
    Seat& seat = seats_[l];
    work_.status[seat.patient] = status;
    blank(seat);
    const double tries = lane(tries_, l), rejected = lane(rejected_, l);
    work_.tally->steps += static_cast<std::uint64_t>(tries - rejected);
    work_.tally->rejected += static_cast<std::uint64_t>(rejected);
    const bool many = lane(votes_, l) > stiff_share * tries;
    if (!Step::implicit && many) ++work_.tally->looks_stiff;
    if (Step::implicit && !many) ++work_.tally->looks_nonstiff;
  }

  /// No values from the seat's next day on.
  void blank(const Seat& seat) {
    for (std::size_t t = seat.day; t < work_.times; ++t)
      for (int i = 0; i < n; ++i) ends_.template store<Model>(seat.patient, t, i, Single(__builtin_nan("")));
  }

  CarryWork work_;
  Ends ends_;
  Tolerance allowed_;
  double first_step_;
  std::size_t next_patient_ = 0;
  Seat seats_[lanes];
  Mask active_;
  Value time_, h_, next_day_, event_;
  Value tries_, rejected_, bad_, votes_;
  Value before_;  ///< log2 of the squared error of the step before
  Real ready_[static_cast<std::size_t>(F::ready_count)];
  Real y_[n], f_[n];
  Step step_;
};

template <class Model, class Real, template <class, class> class Step>
void carry(const CarryWork& work) {
  Carrier<Model, Step<Model, Real>, Real, PlainEnds>(work, PlainEnds{work}).run();
}

/// Rows along the patients of what is observed of some neighbours.
template <class Model, class Real>
VULTUS_INLINE void observe_lanes(const kernel::ObserveWork& work, std::size_t first, std::size_t count) {
  constexpr auto lanes = static_cast<std::size_t>(Real::lanes);
  std::size_t who[lanes];  // lanes beyond the last patient repeat the first
  for (std::size_t l = 0; l < lanes; ++l) who[l] = first + (l < count ? l : 0);
  std::array<Real, Model::param_count> p;
  for (std::size_t j = 0; j < p.size(); ++j)
    p[j] = gathered<Real>([&](std::size_t l) VULTUS_FORCED { return work.params[who[l] * Model::param_count + j]; });
  for (std::size_t t = 0; t < work.times; ++t) {
    std::array<Real, Model::state_count> x;
    for (std::size_t i = 0; i < x.size(); ++i)
      x[i] = gathered<Real>(
          [&](std::size_t l) VULTUS_FORCED { return work.states[(who[l] * work.times + t) * Model::state_count + i]; });
    std::array<Real, Model::observable_count> y;
    Model::observe(p, x, y);
    for (std::size_t o = 0; o < y.size(); ++o) {
      double* to = work.observed + (o * work.times + t) * work.stride + first;
      if (count == lanes) __builtin_memcpy(to, &y[o], sizeof y[o]);
      else
        for (std::size_t l = 0; l < count; ++l) to[l] = lane(y[o], static_cast<int>(l));
    }
  }
}
/// The states themselves, turned into rows along the patients.
template <class Model>
void keep(const kernel::ObserveWork& work) {
  constexpr std::size_t n = Model::state_count;
  constexpr std::size_t block = 32;  // what is read stays in the nearest caches, what is written are whole lines
  for (std::size_t first = 0; first < work.patients; first += block) {
    const std::size_t end = first + block < work.patients ? first + block : work.patients;
    for (std::size_t t = 0; t < work.times; ++t)
      for (std::size_t i = 0; i < n; ++i) {
        double* to = work.kept + (i * work.times + t) * work.stride;
        for (std::size_t who = first; who < end; ++who) to[who] = work.states[(who * work.times + t) * n + i];
      }
  }
}
template <class Model, class Real>
void observe(const kernel::ObserveWork& work) {
  if (work.kept) keep<Model>(work);
  if (!work.observed) return;
  constexpr auto lanes = static_cast<std::size_t>(Real::lanes);
  for (std::size_t first = 0; first < work.patients; first += lanes)
    observe_lanes<Model, Real>(work, first, work.patients - first < lanes ? work.patients - first : lanes);
}

}  // namespace
}  // namespace vultus::solve
