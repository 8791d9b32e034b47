/**
 * The conformance suite for log drivers: what the Javadoc of {@link dev.wharf.spi.log.LogDriver}, its sinks and its readers
 * promises, as tests. An author writes:
 *
 * <pre>{@code
 * class MyConformanceTest extends LogDriverConformance {
 *     protected LogDriverProvider provider() { return new MyProvider(); }
 *     protected Set<LogFeature> features() { return EnumSet.of(LogFeature.READING, LogFeature.REWINDING); }
 * }
 * }</pre>
 *
 * <p>Each topic is a class of its own. The topic of a full disk mounts a small file system, carries the tag
 * {@code privileged} and needs root.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.spi.testkit.log;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
