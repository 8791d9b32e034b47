/**
 * The conformance suite for execution drivers: what the Javadoc of {@link dev.wharf.spi.exec.ExecutionDriver} and
 * {@link dev.wharf.spi.exec.Task} promises, as tests. An author writes:
 *
 * <pre>{@code
 * class MyConformanceTest extends ExecutionDriverConformance {
 *     protected ExecutionDriverProvider provider() { return new MyProvider(); }
 *     protected Set<ExecutionFeature> features() { return EnumSet.allOf(ExecutionFeature.class); }
 * }
 * }</pre>
 *
 * <p>Each topic is a class of its own. All need root, carry the tag {@code privileged}, and run containers on a small root
 * that is made of a static busybox (Debian package busybox-static).
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.spi.testkit.exec;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
