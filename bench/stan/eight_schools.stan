// Rubin's eight schools, non-centred, as tests/infer/densities.cpp has them.
data {
  int<lower=0> J;
  vector[J] y;
  vector<lower=0>[J] sigma;
}
parameters {
  vector[J] e;
  real mu;
  real<lower=0> tau;
}
model {
  e ~ std_normal();
  mu ~ normal(0, 5);
  tau ~ cauchy(0, 5);
  y ~ normal(mu + tau * e, sigma);
}
