// Shares a number of jobs among a few threads: a small pool for one call, gone when it returns.
#pragma once
#include <cstddef>
#include <functional>

namespace vultus::solve {

/// Calls work(0), ..., work(count - 1), each once, on up to `threads` threads (0: as many as the machine has).
/// The first exception is thrown again here, after all threads have stopped.
void share(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace vultus::solve
