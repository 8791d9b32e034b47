/** The life of containers, their streams and events. */
module dev.wharf.engine {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires static org.osgi.framework;
    requires org.slf4j;
    requires dev.wharf.spi;
    requires dev.wharf.engine.api;
    requires dev.wharf.drivers;
    requires dev.wharf.store;
    requires dev.wharf.linux;
    requires dev.wharf.archive;

    opens dev.wharf.engine.container;
    opens dev.wharf.engine.exec;
    opens dev.wharf.engine.spec;
    opens dev.wharf.engine.volume;
}
