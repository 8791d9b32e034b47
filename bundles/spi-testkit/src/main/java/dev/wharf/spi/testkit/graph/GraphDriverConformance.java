package dev.wharf.spi.testkit.graph;

import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
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
 * What every graph driver must do. Extend it, and say which driver it is and what it can do; see the package for an example.
 * Each test gets a fresh folder and opens the driver anew; tests may run in parallel.
 */
@ExtendWith(ConformanceReport.class)
@Execution(ExecutionMode.CONCURRENT)
public abstract class GraphDriverConformance implements ConformanceSuite {

    /** The system property with the folder in which the folders of the tests are made; that for temporary files if absent. */
    public static final String ROOT = "wharf.conformance.root";

    /** For subclasses. */
    protected GraphDriverConformance() {}

    /** The provider of the driver under test. Called for every test. */
    protected abstract GraphDriverProvider provider();

    /** The whiteouts that {@code writableFolder} must tell. */
    protected abstract Whiteouts whiteouts();

    /** The features that the driver claims to have. The others must be refused. */
    protected abstract Set<GraphFeature> features();

    /** Where the folders of the tests are made; a driver may need a certain file system. */
    protected Path rootFolder() {
        return Path.of(System.getProperty(ROOT, System.getProperty("java.io.tmpdir")));
    }

    /** The options with which the driver is opened. */
    protected Map<String, String> options() {
        return Map.of();
    }

    final boolean has(GraphFeature feature) {
        return features().contains(feature);
    }

    @Override
    public final SuiteDescription describe() {
        var notClaimed = Arrays.stream(GraphFeature.values())
                .filter(each -> !has(each))
                .map(Enum::name)
                .toList();
        return new SuiteDescription("graph driver " + provider().name(), GraphDriver.class, notClaimed);
    }

    /** What a provider tells before it opens a driver. */
    @Nested
    class Probing extends ProbingTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Opening, closing, and opening again. */
    @Nested
    class LifeCycle extends LifeCycleTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Active snapshots, views and committed layers. */
    @Nested
    class Kinds extends KindsTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Parents and the order of removal. */
    @Nested
    class Parents extends ParentsTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** What is refused, and with which kind of error. */
    @Nested
    class Refusals extends RefusalsTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Keys and ids. */
    @Nested
    class Identifying extends IdentifyingTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** What the driver tells of its snapshots and of itself. */
    @Nested
    class Reports extends ReportsTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Disk usage. */
    @Nested
    class Usages extends UsagesTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Two threads, different keys; interruption. */
    @Nested
    class Threads extends ThreadsTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Folders that are written without a mount. */
    @Nested
    class Folders extends FoldersTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Content through mounts: replaced, deleted, moved, made again. */
    @Nested
    @Tag("privileged")
    class Content extends ContentTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Folders and links that upper layers replace, hide and rename. */
    @Nested
    @Tag("privileged")
    class FoldersInLayers extends FoldersInLayersTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Owners, modes, times, links, extended attributes, devices, holes. */
    @Nested
    @Tag("privileged")
    class Attributes extends AttributesTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Who sees whose changes; views are read-only. */
    @Nested
    @Tag("privileged")
    class Isolation extends IsolationTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** How deletions are written in the folder of a snapshot. */
    @Nested
    @Tag("privileged")
    class WhiteoutStyle extends WhiteoutStyleTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** Many layers. */
    @Nested
    @Tag("privileged")
    @Tag("deep")
    class Depth extends DepthTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }

    /** SIGKILL at any instant. */
    @Nested
    @Tag("privileged")
    @Tag("kills")
    class Kills extends KillsTopic {
        @Override
        GraphDriverConformance suite() {
            return GraphDriverConformance.this;
        }
    }
}
