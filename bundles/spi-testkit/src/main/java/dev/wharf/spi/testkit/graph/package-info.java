/**
 * The conformance suite for graph drivers: what the Javadoc of {@link dev.wharf.spi.graph.GraphDriver} promises, as tests.
 * An author writes:
 *
 * <pre>{@code
 * class MyConformanceTest extends GraphDriverConformance {
 *     protected GraphDriverProvider provider() { return new MyProvider(); }
 *     protected Whiteouts whiteouts() { return Whiteouts.OVERLAY; }
 *     protected Set<GraphFeature> features() { return EnumSet.of(GraphFeature.FOLDER_RENAME); }
 * }
 * }</pre>
 *
 * <p>Each topic is a class of its own. Topics that mount carry the tag {@code privileged} and need root; they carry out the
 * mounts as the engine would, and take them away again.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.spi.testkit.graph;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
