/** Finds drivers at run time, opens them and lends them to the engine. */
module dev.wharf.drivers {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires static org.osgi.framework;
    requires static org.osgi.resource;
    requires static org.osgi.dto;
    requires static org.osgi.service.component;
    requires org.slf4j;
    requires transitive dev.wharf.spi;
    requires transitive dev.wharf.engine.api;

    exports dev.wharf.drivers;
}
