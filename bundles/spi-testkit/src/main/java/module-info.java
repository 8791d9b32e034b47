/** Conformance suites for driver authors. */
module dev.wharf.spi.testkit {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires transitive dev.wharf.linux;
    requires transitive dev.wharf.spi;
    requires transitive org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports dev.wharf.spi.testkit;
    exports dev.wharf.spi.testkit.exec;
    exports dev.wharf.spi.testkit.fault;
    exports dev.wharf.spi.testkit.graph;
    exports dev.wharf.spi.testkit.log;
    exports dev.wharf.spi.testkit.network;

    opens dev.wharf.spi.testkit;
    opens dev.wharf.spi.testkit.exec;
    opens dev.wharf.spi.testkit.graph;
    opens dev.wharf.spi.testkit.log;
    opens dev.wharf.spi.testkit.network;
}
