// Memory of the whole program, in large pages: a short command spends up to a third of its time on being given small ones.
#ifdef VULTUS_WITH_MIMALLOC
#include <mimalloc.h>

namespace vultus::cli {
namespace {

void ask_for_large_pages() {
  mi_option_set_enabled(mi_option_large_os_pages, true);
  mi_option_set(mi_option_eager_commit_delay, 0);
}

/// Called before the constructors of all libraries: what is allocated first decides.
[[gnu::section(".preinit_array"), gnu::used]] void (*const at_the_very_start)() = ask_for_large_pages;

}  // namespace
}  // namespace vultus::cli
#endif
