/** Proves the kit with drivers that are wrong on purpose. */
@NullMarked
package dev.wharf.spi.testkit.graph;

import org.jspecify.annotations.NullMarked;
