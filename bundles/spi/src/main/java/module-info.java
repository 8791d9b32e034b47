/** The interfaces that driver authors implement. Depends on the JDK only. */
module dev.wharf.spi {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;

    exports dev.wharf.spi;
    exports dev.wharf.spi.exec;
    exports dev.wharf.spi.graph;
    exports dev.wharf.spi.log;
    exports dev.wharf.spi.network;
    exports dev.wharf.spi.volume;
}
