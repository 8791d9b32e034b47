package dev.wharf.spi.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.KeepsNothing;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.log.LogReader;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import dev.wharf.spi.testkit.FakeContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a driver hands out goes wrong too. */
class FaultyLogProviderTest {
    private final Faults faults = new Faults();
    private final FaultyLogProvider provider = new FaultyLogProvider("faulty", new Swallower(), faults);
    private final LogDriver driver = provider.open(new FakeContext(Path.of("nowhere")), Map.of());

    @Test
    void aSinkGoesWrongByItself() {
        LogSink sink = driver.open(target("one"), Map.of());
        faults.set("LogSink.close throw INTERNAL");

        sink.write(List.of());
        driver.close();

        assertThatThrownBy(sink::close).isInstanceOf(DriverException.class);
    }

    @Test
    void theSinkOfOneContainerCanBeMeant() {
        LogSink one = driver.open(target("one"), Map.of());
        LogSink two = driver.open(target("two"), Map.of());
        faults.set("write of=containerId=two, throw EXHAUSTED");

        one.write(List.of());

        assertThatThrownBy(() -> two.write(List.of())).isInstanceOf(DriverException.class);
    }

    @Test
    void capabilitiesAreThereAsBefore() {
        assertThat(driver.as(KeepsNothing.class)).isPresent();
        assertThat(driver.as(LogReader.class)).isEmpty();
    }

    private static LogTarget target(String id) {
        return new LogTarget(id, "name", "image", Map.of(), Map.of(), Path.of("nowhere"));
    }

    /** Takes anything. */
    private static final class Swallower implements LogDriverProvider, LogDriver, KeepsNothing {
        @Override
        public String name() {
            return "swallower";
        }

        @Override
        public Probe probe(DriverContext context) {
            return Probe.supported();
        }

        @Override
        public LogDriver open(DriverContext context, Map<String, String> options) {
            return this;
        }

        @Override
        public void validate(Map<String, String> options) {
            // takes any
        }

        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            return new Nothing();
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private static final class Nothing implements LogSink {
        @Override
        public void write(List<LogRecord> records) {
            // gone
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public void rewind(long position) {
            // nothing to take back
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
