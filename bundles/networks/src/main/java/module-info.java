/** Networks, their addresses and ports, and who is connected to them. */
module dev.wharf.networks {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires static org.osgi.framework;
    requires org.slf4j;
    requires dev.wharf.spi;
    requires dev.wharf.engine.api;
    requires dev.wharf.linux;
    requires dev.wharf.store;
    requires dev.wharf.drivers;
    requires dev.wharf.dns;

    // The store writes and reads the records by reflection.
    opens dev.wharf.networks.record;
}
