#include "vultus/page/page_text.hpp"

#include <gtest/gtest.h>
