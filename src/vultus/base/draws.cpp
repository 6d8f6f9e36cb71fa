#include "vultus/base/draws.hpp"

#include "vultus/base/elementary.hpp"

namespace vultus {
namespace {

// Coefficients of AS 241 (PPND16), constant term first.
constexpr double a[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
                        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr double b[] = {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
                        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
constexpr double c[] = {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
                        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double d[] = {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
                        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9};
constexpr double e[] = {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
                        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double f[] = {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15};

double horner(const double (&k)[8], double x) {
  double sum = k[7];
  for (int i = 6; i >= 0; --i) sum = sum * x + k[i];
  return sum;
}

}  // namespace

double normal_quantile(double p) {
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * horner(a, r) / horner(b, r);
  }
  double r = sqrt(-log(q < 0.0 ? p : 1.0 - p));
  double z = 0.0;
  if (r <= 5.0) {
    r -= 1.6;
    z = horner(c, r) / horner(d, r);
  } else {
    r -= 5.0;
    z = horner(e, r) / horner(f, r);
  }
  return q < 0.0 ? -z : z;
}

double normal_probability(double z) {
  // Middle: Taylor series of the distribution about 0, all terms positive (Marsaglia 2004). Tails: continued fraction.
  const double x = z < 0.0 ? -z : z;
  const double density = 0.39894228040143267794 * exp(-0.5 * x * x);
  double upper = 0.0;
  if (x < 3.0) {
    double term = x, sum = x;
    for (int i = 3; i < 120 && term > 1e-18 * sum; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    upper = 0.5 - density * sum;
  } else {
    double tail = x;
    for (int i = 60; i > 0; --i) tail = x + i / tail;
    upper = density / tail;
  }
  return z < 0.0 ? upper : 1.0 - upper;
}

}  // namespace vultus
