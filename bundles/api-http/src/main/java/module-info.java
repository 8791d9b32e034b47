/** The Docker Remote API over HTTP: listeners, routes, wire model and version ladder. */
module dev.wharf.api.http {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.osgi.service.component.annotations;
    requires static org.jspecify;
    requires static org.osgi.framework;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jdk8;
    requires dev.wharf.engine.api;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires org.slf4j;

    opens dev.wharf.api.http.server;
    opens dev.wharf.api.http.wire to
            com.fasterxml.jackson.databind;
}
