package dev.wharf.spi.testkit.log;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A driver with one fault.
 *
 * @param fault what is wrong
 * @param test the only one that must fail
 * @param features that the driver claims
 * @param provider of the driver
 */
record WrongLogDriver(String fault, String test, Set<LogFeature> features, LogDriverProvider provider) {
    /** What the right driver can do. */
    static final Set<LogFeature> ALL = EnumSet.complementOf(EnumSet.of(LogFeature.KEEPING_NOTHING));

    /** A driver that is right. */
    static final WrongLogDriver NONE = of("nothing is wrong", "", PlainLogDriver::new);

    static WrongLogDriver of(String fault, String test, Supplier<LogDriver> driver) {
        return new WrongLogDriver(fault, test, ALL, new PlainProvider(driver));
    }

    @Override
    public String toString() {
        return fault;
    }

    /** Opens a driver. */
    static class PlainProvider implements LogDriverProvider {
        private final Supplier<LogDriver> driver;

        PlainProvider(Supplier<LogDriver> driver) {
            this.driver = driver;
        }

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public Probe probe(DriverContext context) {
            return Probe.supported();
        }

        @Override
        public LogDriver open(DriverContext context, Map<String, String> options) {
            return driver.get();
        }

        @Override
        public void validate(Map<String, String> options) {
            options.keySet().stream()
                    .filter(name -> !name.equals(PlainLogDriver.KEEP))
                    .findFirst()
                    .ifPresent(this::refuse);
        }

        void refuse(String name) {
            throw new DriverException(
                    DriverException.Kind.INVALID_ARGUMENT, "unknown log opt '" + name + "' for plain log driver");
        }
    }
}
