/** The engine as its clients see it. Depends on the JDK only. */
module dev.wharf.engine.api {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;

    exports dev.wharf.engine.api;
    exports dev.wharf.engine.api.container;
    exports dev.wharf.engine.api.driver;
    exports dev.wharf.engine.api.event;
    exports dev.wharf.engine.api.exec;
    exports dev.wharf.engine.api.image;
    exports dev.wharf.engine.api.network;
    exports dev.wharf.engine.api.system;
    exports dev.wharf.engine.api.volume;
}
