/** The network driver `bridge`: a bridge on the host, a pair of interfaces for each container, published ports. */
module dev.wharf.network.bridge {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires org.slf4j;
    requires dev.wharf.spi;
    requires dev.wharf.linux;
}
