/** Network and address drivers outside of the daemon, over the HTTP protocol of Docker plugins. */
module dev.wharf.network.plugin {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires org.slf4j;
    requires dev.wharf.spi;
    requires dev.wharf.linux;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires static org.osgi.framework;
}
