/** The network driver `macvlan`: containers with addresses of their own on the network of a host interface. */
module dev.wharf.network.macvlan {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires org.slf4j;
    requires dev.wharf.spi;
    requires dev.wharf.linux;
}
