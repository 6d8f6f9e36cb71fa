#include "vultus/solve/judge.hpp"

#include <stdexcept>

#ifndef VULTUS_WITH_SUNDIALS

namespace vultus::solve {
void judge_carry(std::size_t, const kernel::CarryWork&) {
  throw std::runtime_error("this build has no judge: configure with VULTUS_WITH_SUNDIALS=ON");
}
}  // namespace vultus::solve

#else

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sundials/sundials_context.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>

#include <array>
#include <cmath>
#include <limits>
#include <memory>

#include "vultus/model/roster.hpp"

namespace vultus::solve {
namespace {

using kernel::CarryWork;
using kernel::FlatTimetable;

struct ContextEnd {
  void operator()(SUNContext c) const { SUNContext_Free(&c); }
};
struct CvodeEnd {
  void operator()(void* c) const { CVodeFree(&c); }
};
struct SolverEnd {
  void operator()(SUNLinearSolver s) const { SUNLinSolFree(s); }
};
template <auto end>
struct End {
  template <class T>
  void operator()(T* p) const {
    end(p);
  }
};

void expect_ok(int flag, const char* what) {
  if (flag < 0) throw std::runtime_error(std::string("CVODE: ") + what + " failed");
}

template <class Model>
class Judge {
  static constexpr int n = Model::state_count;
  using Params = std::array<double, Model::param_count>;
  using States = std::array<double, Model::state_count>;

 public:
  explicit Judge(const CarryWork& work) : work_(work) {
    SUNContext context = nullptr;
    expect_ok(SUNContext_Create(nullptr, &context), "context");
    context_.reset(context);
    y_.reset(N_VNew_Serial(n, context));
    allowed_.reset(N_VNew_Serial(n, context));
    matrix_.reset(SUNDenseMatrix(n, n, context));
    linear_.reset(SUNLinSol_Dense(y_.get(), matrix_.get(), context));
    cvode_.reset(CVodeCreate(CV_BDF, context));
    for (int i = 0; i < n; ++i)
      N_VGetArrayPointer(allowed_.get())[i] = work.absolute * Model::scale[static_cast<std::size_t>(i)];
    expect_ok(CVodeInit(cvode_.get(), &rates, 0.0, y_.get()), "init");
    expect_ok(CVodeSVtolerances(cvode_.get(), work.relative, allowed_.get()), "tolerances");
    expect_ok(CVodeSetLinearSolver(cvode_.get(), linear_.get(), matrix_.get()), "linear solver");
    expect_ok(CVodeSetUserData(cvode_.get(), &params_), "user data");
    expect_ok(CVodeSetMaxNumSteps(cvode_.get(), static_cast<long>(work.step_limit)), "step limit");
    expect_ok(CVodeSetErrHandlerFn(cvode_.get(), [](int, const char*, const char*, char*, void*) {}, nullptr), "quiet");
  }

  void patient(std::size_t who) {
    const FlatTimetable& table = work_.tables[work_.table_of ? work_.table_of[who] : 0];
    for (int j = 0; j < Model::param_count; ++j)
      params_[static_cast<std::size_t>(j)] = work_.params[who * Model::param_count + static_cast<std::size_t>(j)];
    States x{};
    Model::start(params_, x);
    std::uint32_t day = 0, delivery = 0;
    double now = 0.0;
    LaneStatus status = LaneStatus::solved;
    for (; day < table.day_count && table.days[day] <= now; ++day) store(who, day, x);
    while (day < table.day_count && status == LaneStatus::solved) {
      for (; delivery < table.delivery_count && table.deliveries[delivery].day <= now; ++delivery) {
        const Delivery& due = table.deliveries[delivery];
        const double factor = work_.delivery_scale ? work_.delivery_scale[who * work_.delivery_stride + delivery] : 1.0;
        Model::deliver(due.port, params_, due.amount * factor, x);
      }
      const double stop = delivery < table.delivery_count ? table.deliveries[delivery].day : table.days[table.day_count - 1];
      status = between(who, table, now, stop, x, day);
      now = stop;
    }
    for (std::size_t t = day; t < work_.times; ++t) {
      States nothing;
      nothing.fill(std::numeric_limits<double>::quiet_NaN());
      store(who, t, nothing);
    }
    work_.status[who] = status;
  }

 private:
  LaneStatus between(std::size_t who, const FlatTimetable& table, double now, double stop, States& x, std::uint32_t& day) {
    double* y = N_VGetArrayPointer(y_.get());
    std::copy(x.begin(), x.end(), y);
    expect_ok(CVodeReInit(cvode_.get(), now, y_.get()), "restart");
    expect_ok(CVodeSetStopTime(cvode_.get(), stop), "stop time");
    double reached = now;
    while (reached < stop) {
      const bool seen = day < table.day_count && table.days[day] <= stop;
      const double aim = seen ? table.days[day] : stop;
      const int flag = CVode(cvode_.get(), aim, y_.get(), &reached, CV_NORMAL);
      if (flag == CV_TOO_MUCH_WORK) return LaneStatus::step_limit;
      for (int i = 0; i < n; ++i)
        if (!std::isfinite(y[i])) return LaneStatus::not_finite;
      if (flag < 0) return LaneStatus::not_finite;
      reached = aim;
      std::copy(y, y + n, x.begin());
      for (; day < table.day_count && table.days[day] <= reached; ++day) store(who, day, x);
    }
    long steps = 0;
    CVodeGetNumSteps(cvode_.get(), &steps);
    work_.tally->steps += static_cast<std::uint64_t>(steps);
    return LaneStatus::solved;
  }

  void store(std::size_t who, std::size_t time, const States& x) {
    for (std::size_t i = 0; i < x.size(); ++i)
      work_.states[(who * work_.times + time) * x.size() + i] = x[i];
  }

  static int rates(double, N_Vector y, N_Vector ydot, void* user) {
    States x, dxdt;
    const double* from = N_VGetArrayPointer(y);
    std::copy(from, from + n, x.begin());
    Model::rates(*static_cast<const Params*>(user), x, dxdt);
    std::copy(dxdt.begin(), dxdt.end(), N_VGetArrayPointer(ydot));
    return 0;
  }

  const CarryWork& work_;
  Params params_{};
  std::unique_ptr<std::remove_pointer_t<SUNContext>, ContextEnd> context_;
  std::unique_ptr<std::remove_pointer_t<N_Vector>, End<N_VDestroy>> y_, allowed_;
  std::unique_ptr<std::remove_pointer_t<SUNMatrix>, End<SUNMatDestroy>> matrix_;
  std::unique_ptr<std::remove_pointer_t<SUNLinearSolver>, SolverEnd> linear_;
  std::unique_ptr<void, CvodeEnd> cvode_;
};

template <class Model>
void carry(const CarryWork& work) {
  Judge<Model> judge(work);
  for (std::size_t i = 0; i < work.patients; ++i) judge.patient(i);
}

#define VULTUS_JUDGE(M) &carry<model::M>,
constexpr void (*carriers[])(const CarryWork&) = {VULTUS_ROSTER(VULTUS_JUDGE)};
#undef VULTUS_JUDGE

}  // namespace

void judge_carry(std::size_t model, const CarryWork& work) { carriers[model](work); }

}  // namespace vultus::solve

#endif
