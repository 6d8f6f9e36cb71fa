# rstan and vultus in turn on common posteriors; compare_rstan.sh runs it.
#   Rscript rstan.R BENCH STAN_FOLDER WORK_FOLDER REPEATS
# Four chains of 1,000 + 1,000 iterations, target 0.8, starts uniform in (-2, 2), one core. Effective draws of both: the
# bulk ESS of rstan, the least over the parameters. Seconds of a processor: as each sampler tells them itself (of Stan's
# chains alone, without R and without compiling).
suppressPackageStartupMessages(library(rstan))
# Debian keeps the headers that BH would bring where all others are
if (!file.exists(rstan_options("boost_lib"))) rstan_options(boost_lib = "/usr/include")
if (!file.exists(rstan_options("eigen_lib"))) rstan_options(eigen_lib = "/usr/include/eigen3")
arguments <- commandArgs(trailingOnly = TRUE)
bench <- arguments[1]
programs <- arguments[2]
work <- arguments[3]
repeats <- as.integer(arguments[4])
chains <- 4
draws <- 1000

least_ess <- function(sims) min(apply(sims, 3, function(x) ess_bulk(x)))  # sims: draws x chains x parameters

# where a posterior has other modes far away, both programs start near this one: against_stan.cpp, near_lynx
near_lynx <- function() {
  x <- exp(c(-0.6, -3.6, -0.2, -3.7, 3.5, 1.8, -1.4, -1.4) + runif(8, -0.5, 0.5))
  list(theta = x[1:4], z_init = x[5:6], sigma = x[7:8])
}

run_rstan <- function(model, data, metric, seed, init) {
  fit <- suppressWarnings(sampling(model, data = data, chains = chains, iter = 2 * draws, warmup = draws, seed = seed,
                                   cores = 1, refresh = 0, init = init, init_r = 2, control = list(adapt_delta = 0.8, metric = metric)))
  times <- get_elapsed_time(fit)
  sims <- as.array(fit)
  sims <- sims[, , dimnames(sims)[[3]] != "lp__"]
  steps <- sum(sapply(get_sampler_params(fit, inc_warmup = FALSE), function(p) sum(p[, "n_leapfrog__"])))
  list(sims = sims, warmup = sum(times[, "warmup"]), sampling = sum(times[, "sample"]), fit = fit, steps = steps)
}

run_vultus <- function(posterior, metric, seed) {
  file <- file.path(work, "draws.csv")
  times <- scan(text = system2(bench, c("run", posterior, metric, seed, file), stdout = TRUE), quiet = TRUE)
  table <- as.matrix(read.csv(file, header = FALSE))
  sims <- array(table[, -(1:2)], c(draws, chains, ncol(table) - 2))  # rows are ordered by chain, then draw
  list(sims = sims, warmup = times[1], sampling = times[2], density = table[, 2], points = table[, -(1:2)])
}

# One density, up to a constant, else the comparison means nothing.
same_density <- function(fit, run) {
  rows <- seq(1, nrow(run$points), length.out = 100)
  away <- sapply(rows, function(i) log_prob(fit, run$points[i, ])) - run$density[rows]
  max(away) - min(away)
}

system2(bench, c("data", work))
lines <- list()
for (posterior in c("eight_schools", "lynx_and_hare", "trial_effects")) {
  set.seed(1)
  init <- if (posterior == "lynx_and_hare") near_lynx else "random"
  # adaptive steps of the one against fixed ones of the other: their errors are in the density
  allowed <- if (posterior == "lynx_and_hare") 0.05 else 1e-6
  model <- stan_model(file.path(programs, paste0(posterior, ".stan")))
  data <- read_rdump(file.path(work, paste0(posterior, ".data.R")))
  sums <- list()
  for (seed in seq_len(repeats)) {
    for (metric in c("diagonal", "dense")) {
      runs <- list(rstan = run_rstan(model, data, if (metric == "dense") "dense_e" else "diag_e", seed, init),
                   vultus = run_vultus(posterior, metric, seed))
      if (seed == 1 && metric == "diagonal") {
        apart <- same_density(runs$rstan$fit, runs$vultus)
        cat(sprintf("%s: %d dimensions, the log densities differ by a constant within %.1e\n", posterior,
                    ncol(runs$vultus$points), apart))
        stopifnot(apart < allowed)
      }
      for (engine in names(runs)) {
        run <- runs[[engine]]
        key <- paste(engine, metric)
        found <- c(ess = least_ess(run$sims), warmup = run$warmup, sampling = run$sampling)
        sums[[key]] <- rbind(sums[[key]], found)
      }
    }
  }
  for (key in names(sums)) {
    mean_of <- colMeans(sums[[key]])
    whole <- mean_of["warmup"] + mean_of["sampling"]
    lines[[length(lines) + 1]] <- data.frame(
      posterior = posterior, sampler = key, least_ess = mean_of["ess"], warmup_s = mean_of["warmup"],
      sampling_s = mean_of["sampling"], ess_s_sampling = mean_of["ess"] / mean_of["sampling"],
      ess_s_whole = mean_of["ess"] / whole, row.names = NULL)
  }
}
table <- do.call(rbind, lines)
# how many times as many as the better of rstan's two metrics
for (column in c("ess_s_sampling", "ess_s_whole")) {
  best <- ave(ifelse(grepl("^rstan", table$sampler), table[[column]], 0), table$posterior, FUN = max)
  table[[sub("ess_s", "times", column)]] <- table[[column]] / best
}
cat(sprintf("\nmeans of %d seeds; 'times': of the better of rstan's two metrics; rstan %s\n", repeats,
            as.character(packageVersion("rstan"))))
cat(sprintf("%-14s %-16s %9s %10s %11s %15s %13s %15s %12s\n", "posterior", "sampler", "least ESS", "warm-up s",
            "sampling s", "ESS/s sampling", "ESS/s whole", "times sampling", "times whole"))
for (i in seq_len(nrow(table))) {
  r <- table[i, ]
  cat(sprintf("%-14s %-16s %9.0f %10.4f %11.4f %15.0f %13.0f %15.2f %12.2f\n", r$posterior, r$sampler, r$least_ess,
              r$warmup_s, r$sampling_s, r$ess_s_sampling, r$ess_s_whole, r$times_sampling, r$times_whole))
}
