/**
 * What the conformance suites of all kinds of drivers share: a world for a driver, and the summary of a run.
 *
 * <p>The suite for graph drivers is {@code dev.wharf.spi.testkit.graph.GraphDriverConformance}.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.spi.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
