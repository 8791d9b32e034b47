/** A name server for containers: names of their networks, everything else from the servers above. */
module dev.wharf.dns {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires org.slf4j;
    requires dev.wharf.linux;
    requires org.dnsjava;

    exports dev.wharf.dns;
}
