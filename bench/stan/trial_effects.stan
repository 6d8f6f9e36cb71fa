// Effects of published arms, of two scales: Gaussian with what they share across studies and within a study,
// and what each has of its own. Learnt: how each of the three parts is scaled, for each scale. The sums over features
// are made beforehand, in both programs.
data {
  int<lower=1> n_a;
  int<lower=1> n_b;
  vector[n_a] r_a;
  vector[n_b] r_b;
  matrix[n_a, n_a] s_a;
  matrix[n_a, n_a] g1_a;
  matrix[n_a, n_a] g2_a;
  matrix[n_a, n_a] g3_a;
  matrix[n_b, n_b] s_b;
  matrix[n_b, n_b] g1_b;
  matrix[n_b, n_b] g2_b;
  matrix[n_b, n_b] g3_b;
}
parameters {
  vector[6] z;
}
model {
  vector[6] v = exp(0.7 * z);
  z ~ std_normal();
  r_a ~ multi_normal_cholesky(
      rep_vector(0, n_a), cholesky_decompose(s_a + v[1] * g1_a + v[2] * g2_a + v[3] * g3_a));
  r_b ~ multi_normal_cholesky(
      rep_vector(0, n_b), cholesky_decompose(s_b + v[4] * g1_b + v[5] * g2_b + v[6] * g3_b));
}
