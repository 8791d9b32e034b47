/** The volume driver {@code local}. */
module dev.wharf.volume.local {
    requires static org.osgi.annotation.versioning;
    requires static org.osgi.annotation.bundle;
    requires static org.jspecify;
    requires static org.osgi.service.component.annotations;
    requires org.slf4j;
    requires dev.wharf.spi;
    requires dev.wharf.linux;
}
