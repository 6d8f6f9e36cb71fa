# Filled in by the package part: install rules and find_package(vultus).
