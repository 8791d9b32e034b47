package dev.wharf.spi.testkit.exec;

import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExecutionDriverProvider;
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
 * What every execution driver must do. Extend it, and say which driver it is and what it can do; see the package for an
 * example. Each test gets a fresh folder with a root for containers and opens the driver anew; tests may run in parallel.
 */
@ExtendWith(ConformanceReport.class)
@Execution(ExecutionMode.CONCURRENT)
@Tag("privileged")
public abstract class ExecutionDriverConformance implements ConformanceSuite {

    /** The system property with the folder in which the folders of the tests are made; that for temporary files if absent. */
    public static final String ROOT = "wharf.conformance.root";

    /** For subclasses. */
    protected ExecutionDriverConformance() {}

    /** The provider of the driver under test. Called for every test. */
    protected abstract ExecutionDriverProvider provider();

    /** The features that the driver claims to have. The others must be refused. */
    protected abstract Set<ExecutionFeature> features();

    /** Where the folders of the tests are made. */
    protected Path rootFolder() {
        return Path.of(System.getProperty(ROOT, System.getProperty("java.io.tmpdir")));
    }

    /** The options with which the driver is opened. */
    protected Map<String, String> options() {
        return Map.of();
    }

    final boolean has(ExecutionFeature feature) {
        return features().contains(feature);
    }

    @Override
    public final SuiteDescription describe() {
        var notClaimed = Arrays.stream(ExecutionFeature.values())
                .filter(each -> !has(each))
                .map(Enum::name)
                .toList();
        return new SuiteDescription("execution driver " + provider().name(), ExecutionDriver.class, notClaimed);
    }

    /** What a provider tells before it opens a driver. */
    @Nested
    class Probing extends ProbingTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** From create to delete. */
    @Nested
    class LifeCycle extends LifeCycleTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Exit codes, signals, zombies. */
    @Nested
    class Exits extends ExitsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** What cannot be started. */
    @Nested
    class Errors extends ErrorsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Standard streams without a terminal. */
    @Nested
    class Streams extends StreamsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Terminals. */
    @Nested
    class Terminals extends TerminalsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Users, groups, environment, folders. */
    @Nested
    class Identities extends IdentitiesTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Capabilities, filters, limits. */
    @Nested
    class Rights extends RightsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Namespaces: new, the host's, another task's. */
    @Nested
    class Worlds extends WorldsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Mounts, devices, masked and read-only paths, the root. */
    @Nested
    class Files extends FilesTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Control groups: limits, out of memory. */
    @Nested
    class Groups extends GroupsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Pausing and resuming. */
    @Nested
    class Pauses extends PausesTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Further processes in a task. */
    @Nested
    class Execs extends ExecsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** What survives the driver and the daemon. */
    @Nested
    class Recoveries extends RecoveriesTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** What a task has used. */
    @Nested
    class Statistics extends StatisticsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** Many tasks at once. */
    @Nested
    class Crowds extends CrowdsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }

    /** SIGKILL of the daemon. */
    @Nested
    class Kills extends KillsTopic {
        @Override
        ExecutionDriverConformance suite() {
            return ExecutionDriverConformance.this;
        }
    }
}
