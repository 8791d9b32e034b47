/**
 * The map of {@code docs/architecture.md} as tests: who may import whom, no cycles, manifests and module descriptors that
 * agree, literals that have one home. They read the compiled classes and the sources of all bundles.
 */
@NullMarked
package dev.wharf.itests.architecture;

import org.jspecify.annotations.NullMarked;
