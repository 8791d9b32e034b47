package dev.wharf.spi.testkit.log;

import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.testkit.ConformanceReport;
import dev.wharf.spi.testkit.ConformanceSuite;
import dev.wharf.spi.testkit.SuiteDescription;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What every log driver must do. Extend it, and say which driver it is and what it can do; see the package for an example.
 * Each test gets fresh folders and opens the driver anew; tests may run in parallel.
 */
@ExtendWith(ConformanceReport.class)
@Execution(ExecutionMode.CONCURRENT)
public abstract class LogDriverConformance implements ConformanceSuite {

    /** The system property with the folder in which the folders of the tests are made; that for temporary files if absent. */
    public static final String ROOT = "wharf.conformance.root";

    /** For subclasses. */
    protected LogDriverConformance() {}

    /** The provider of the driver under test. Called for every test. */
    protected abstract LogDriverProvider provider();

    /** The features that the driver claims to have. The others must be absent. */
    protected abstract Set<LogFeature> features();

    /** The options of containers with which logs are opened. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /**
     * Options with which a log gives way to new records soon: it keeps at least the last 100 records of 100 bytes, and at
     * most 1,500. For drivers with {@link LogFeature#ROTATION}.
     */
    protected Map<String, String> rotatingOptions() {
        return Map.of();
    }

    /** Where the folders of the tests are made; a driver may need a certain file system. */
    protected Path rootFolder() {
        return Path.of(System.getProperty(ROOT, System.getProperty("java.io.tmpdir")));
    }

    final boolean has(LogFeature feature) {
        return features().contains(feature);
    }

    @Override
    public final SuiteDescription describe() {
        var notClaimed = Arrays.stream(LogFeature.values())
                .filter(each -> !has(each))
                .map(Enum::name)
                .toList();
        return new SuiteDescription("log driver " + provider().name(), LogDriver.class, notClaimed);
    }

    /** What a provider tells before it opens a driver. */
    @Nested
    class Probing extends ProbingTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** The options of a container. */
    @Nested
    class Options extends OptionsTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** What the driver claims, and what it has. */
    @Nested
    class Capabilities extends CapabilitiesTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** Opening, closing, and opening again. */
    @Nested
    class LifeCycle extends LifeCycleTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** What every sink takes. */
    @Nested
    class Writing extends WritingTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** What was written is read. */
    @Nested
    class Reading extends ReadingTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** Texts of all kinds. */
    @Nested
    class Content extends ContentTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** Reading a part of a log. */
    @Nested
    class Selecting extends SelectingTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** Reading on while the log grows. */
    @Nested
    class Following extends FollowingTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** Positions, and going back to them. */
    @Nested
    class Crash extends CrashTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** Logs that give way to new records. */
    @Nested
    class Rotation extends RotationTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** Several containers at once. */
    @Nested
    class Neighbours extends NeighboursTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }

    /** A disk without space. */
    @Nested
    @Tag("privileged")
    class FullDisk extends FullDiskTopic {
        @Override
        LogDriverConformance suite() {
            return LogDriverConformance.this;
        }
    }
}
