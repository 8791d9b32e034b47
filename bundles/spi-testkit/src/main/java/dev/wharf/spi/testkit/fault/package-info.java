/**
 * A driver that goes wrong when it is told to: it wraps a provider of any kind that works, and lets chosen methods of the
 * provider, of its driver and of whatever the driver hands out hang, throw, take long, leak threads or answer nonsense. To
 * be put into tests of an engine, and into bundles that are deployed for them; needs nothing but the SPI.
 *
 * <pre>{@code
 * Faults faults = new Faults();
 * GraphDriverProvider provider = new FaultyGraphProvider("faulty", new MyProvider(), faults);
 * faults.set("GraphDriver.prepare throw EXHAUSTED no space left on device", "mounts answer empty");
 * }</pre>
 *
 * <p>A deployed one is steered by the file {@value dev.wharf.spi.testkit.fault.Faults#FILE} in its state folder, which holds
 * a {@linkplain dev.wharf.spi.testkit.fault.FaultRule rule} on each line, and is looked at in each call. A fault lasts as
 * long as its rule is there: what hangs goes on when the rule is taken away.
 */
@Version("1.0.0")
@Export
@NullMarked
package dev.wharf.spi.testkit.fault;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
